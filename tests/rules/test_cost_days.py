"""Sums of a year's shares come to the very cost that grant by grant comes to (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.cost_days import MILLIONTHS, year_of_cost
from storage.rules.grant_cost import GrantTerms, cost_in
from storage.rules.units import Unit, days_in, overlap, whole_year

AROUND = st.dates(dt.date(2023, 6, 1), dt.date(2025, 6, 30))


def shares(grant: GrantTerms, year: int) -> int:
    """What the store's select does, row by row."""
    cut, (first, last) = year_of_cost(year), whole_year(year)
    shared = overlap(grant.start, grant.stop, first, last)
    if shared is None:
        return 0
    begins, ends = ((day - first).days for day in shared)
    counted = {
        Unit.DAY: days_in(*shared) * cut.divisor,
        Unit.WEEK: days_in(*shared) * cut.week,
        Unit.HOUR: days_in(*shared) * cut.week,
        Unit.MONTH: cut.months[ends + 1] - cut.months[begins],
        Unit.ONCE: cut.divisor * (grant.start >= first),
    }
    return int(grant.unit_price * grant.quantity * MILLIONTHS) * counted[grant.unit]


@pytest.mark.parametrize(("year", "divisor"), [(2023, 13020), (2024, 188790)])
def test_the_divisor_goes_up_in_weeks_and_in_every_month_of_the_year(year: int, divisor: int) -> None:
    assert year_of_cost(year).divisor == divisor
    assert all(divisor % part == 0 for part in (7, 30, 31, 29 if year == 2024 else 28))


def test_a_month_of_thirty_days_costs_its_price_however_it_is_cut() -> None:
    grant = GrantTerms(Unit.MONTH, Decimal("3000.00"), Decimal(1), dt.date(2024, 4, 16), dt.date(2024, 5, 31))
    assert year_of_cost(2024).kroner(shares(grant, 2024)) == Fraction(4500)


def test_kroner_and_shares_are_one_and_the_same() -> None:
    year = year_of_cost(2026)
    assert year.kroner(year.shares(860_000)) == 860_000


@given(
    unit=st.sampled_from(Unit),
    price=st.decimals(0, 100_000, places=2),
    quantity=st.decimals(0, 40, places=4),
    start=AROUND,
    days=st.none() | st.integers(0, 600),
    year=st.sampled_from([2023, 2024, 2025]),
)
def test_the_sum_of_shares_is_the_cost_of_the_year(
    unit: Unit, price: Decimal, quantity: Decimal, start: dt.date, days: int | None, year: int
) -> None:
    stop = None if days is None else start + dt.timedelta(days)
    grant = GrantTerms(unit, price, quantity, start, stop)
    assert year_of_cost(year).kroner(shares(grant, year)) == cost_in(grant, *whole_year(year))
