"""Sums of a year's shares come to the very cost that grant by grant comes to (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.cost_days import DAY, DAY_OF_A_WEEK, parts_of_months
from storage.rules.money.grant_cost import GrantTerms, cost_in
from storage.rules.money.shares import MILLIONTHS, PARTS, in_kroner
from storage.rules.money.units import PriceUnit, days_in, overlap, whole_year

AROUND = st.dates(dt.date(2023, 6, 1), dt.date(2025, 6, 30))


def summed(grant: GrantTerms, year: int) -> int:
    """What the store's select does, row by row."""
    first, last = whole_year(year)
    shared = overlap(grant.start, grant.stop, first, last)
    if shared is None:
        return 0
    begins, ends = ((day - first).days for day in shared)
    months = parts_of_months(year)
    counted = {
        PriceUnit.DAY: days_in(*shared) * DAY,
        PriceUnit.WEEK: days_in(*shared) * DAY_OF_A_WEEK,
        PriceUnit.HOUR: days_in(*shared) * DAY_OF_A_WEEK,
        PriceUnit.MONTH: months[ends + 1] - months[begins],
        PriceUnit.ONCE: DAY * (grant.start >= first),
    }
    return int(grant.unit_price * grant.quantity * MILLIONTHS) * counted[grant.unit]


@pytest.mark.parametrize(("year", "days"), [(2023, 365), (2024, 366)])
def test_the_days_of_a_year_come_to_twelve_months(year: int, days: int) -> None:
    assert len(parts_of_months(year)) == days + 1
    assert parts_of_months(year)[-1] == 12 * PARTS
    assert 7 * DAY_OF_A_WEEK == DAY


def test_a_month_of_thirty_days_costs_its_price_however_it_is_cut() -> None:
    grant = GrantTerms(PriceUnit.MONTH, Decimal("3000.00"), Decimal(1), dt.date(2024, 4, 16), dt.date(2024, 5, 31))
    assert in_kroner(summed(grant, 2024)) == 4500


@given(
    unit=st.sampled_from(PriceUnit),
    price=st.decimals(0, 100_000, places=2),
    quantity=st.decimals(0, 40, places=4),
    start=AROUND,
    days=st.none() | st.integers(0, 600),
    year=st.sampled_from([2023, 2024, 2025]),
)
def test_the_sum_of_shares_is_the_cost_of_the_year(
    unit: PriceUnit, price: Decimal, quantity: Decimal, start: dt.date, days: int | None, year: int
) -> None:
    stop = None if days is None else start + dt.timedelta(days)
    grant = GrantTerms(unit, price, quantity, start, stop)
    assert in_kroner(summed(grant, year)) == cost_in(grant, *whole_year(year))
