"""What grants cost, what is committed and what a year costs, worked out by hand (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.grant_cost import GrantTerms, committed, committed_days, cost_in, yearly_cost
from storage.rules.money.units import PriceUnit, units_in
from storage.rules.rounding import rounded

TODAY = dt.date(2026, 11, 23)
"""38 days are left of the year: 7 in November, 31 in December."""


def grant(unit: PriceUnit, price: str, start: str, stop: str | None = None, quantity: str = "1") -> GrantTerms:
    return GrantTerms(
        unit,
        Decimal(price),
        Decimal(quantity),
        dt.date.fromisoformat(start),
        None if stop is None else dt.date.fromisoformat(stop),
    )


@pytest.mark.parametrize(
    ("terms", "kroner"),
    [
        (grant(PriceUnit.DAY, "2500.00", "2025-01-01"), "95000.00"),  # 38 x 2.500
        (grant(PriceUnit.DAY, "2500.00", "2025-01-01", "2026-11-30"), "17500.00"),  # 7 days
        (grant(PriceUnit.DAY, "2500.00", "2025-01-01", "2026-11-23"), "0.00"),  # ends today
        (grant(PriceUnit.DAY, "2500.00", "2025-01-01", "2026-11-22"), "0.00"),  # ended yesterday
        (grant(PriceUnit.DAY, "2500.00", "2026-11-23"), "95000.00"),  # starts today: today is not committed
        (grant(PriceUnit.DAY, "2500.00", "2026-11-24"), "95000.00"),
        (grant(PriceUnit.DAY, "2500.00", "2026-12-31"), "2500.00"),
        (grant(PriceUnit.DAY, "2500.00", "2027-01-01"), "0.00"),
        (grant(PriceUnit.DAY, "2500.00", "2026-12-01", None, "2"), "155000.00"),  # 31 x 2 x 2.500
        (grant(PriceUnit.WEEK, "1000.00", "2025-01-01"), "5428.57"),  # 38 / 7 x 1.000 = 5.428,571…
        (grant(PriceUnit.WEEK, "1000.00", "2025-01-01", "2026-12-07"), "2000.00"),  # 14 days
        (
            grant(PriceUnit.HOUR, "410.50", "2025-01-01", None, "6.5"),
            "14484.79",
        ),  # 38 / 7 x 6,5 x 410,50 = 14.484,7857…
        (grant(PriceUnit.MONTH, "30000.00", "2025-01-01"), "37000.00"),  # 7/30 + 1 months
        (grant(PriceUnit.MONTH, "31000.00", "2025-01-01", "2026-12-10"), "17233.33"),  # 7/30 + 10/31: 7.233,33 + 10.000
        (grant(PriceUnit.ONCE, "8000.00", "2026-11-23"), "0.00"),  # paid today, not still to come
        (grant(PriceUnit.ONCE, "8000.00", "2026-12-15", None, "3"), "24000.00"),
        (grant(PriceUnit.ONCE, "8000.00", "2027-01-01"), "0.00"),
    ],
)
def test_committed_is_what_a_grant_still_costs_this_year(terms: GrantTerms, kroner: str) -> None:
    assert str(rounded(committed([terms], TODAY))) == kroner


@pytest.mark.parametrize("unit", list(PriceUnit))
def test_nothing_is_committed_on_new_years_eve(unit: PriceUnit) -> None:
    terms = [grant(unit, "100.00", "2026-01-01"), grant(unit, "100.00", "2026-12-31")]
    assert committed_days(dt.date(2026, 12, 31)) is None
    assert committed(terms, dt.date(2026, 12, 31)) == 0


def test_on_new_years_day_364_days_are_left() -> None:
    assert committed([grant(PriceUnit.DAY, "1.00", "2020-01-01")], dt.date(2026, 1, 1)) == 364
    assert committed([grant(PriceUnit.DAY, "1.00", "2020-01-01")], dt.date(2024, 1, 1)) == 365
    assert committed([grant(PriceUnit.DAY, "1.00", "2020-01-01")], dt.date(2024, 2, 28)) == 307  # 29/2 is to come


@pytest.mark.parametrize(
    ("terms", "kroner"),
    [
        (grant(PriceUnit.DAY, "1000.00", "2020-01-01"), "365000.00"),
        (grant(PriceUnit.DAY, "1000.00", "2026-07-01", "2026-12-31"), "184000.00"),
        (grant(PriceUnit.WEEK, "700.00", "2020-01-01"), "36500.00"),
        (grant(PriceUnit.HOUR, "350.00", "2026-01-01", "2026-01-14", "10"), "7000.00"),  # two weeks of ten hours
        (grant(PriceUnit.MONTH, "10000.00", "2020-01-01"), "120000.00"),
        (grant(PriceUnit.MONTH, "28000.00", "2026-02-15", "2026-03-31"), "42000.00"),  # half of February and March
        (grant(PriceUnit.ONCE, "5000.00", "2026-12-31"), "5000.00"),
        (grant(PriceUnit.ONCE, "5000.00", "2025-12-31"), "0.00"),
    ],
)
def test_a_years_cost_counts_the_whole_calendar_year(terms: GrantTerms, kroner: str) -> None:
    assert str(rounded(yearly_cost([terms], 2026))) == kroner


def test_a_leap_year_costs_a_day_more_by_the_day_but_not_by_the_month() -> None:
    assert yearly_cost([grant(PriceUnit.DAY, "1000.00", "2020-01-01")], 2024) == 366000
    assert yearly_cost([grant(PriceUnit.MONTH, "1000.00", "2020-01-01")], 2024) == 12000


def test_a_case_costs_what_its_grants_cost_together_and_is_rounded_once() -> None:
    thirds = [grant(PriceUnit.WEEK, "0.01", "2026-01-01", "2026-01-01") for _ in range(7)]
    assert yearly_cost(thirds, 2026) == Fraction(1, 100)  # seven times 0,00142… øre by øre would be nothing
    assert yearly_cost([], 2026) == 0


def test_a_grant_runs_from_its_start_to_its_stop() -> None:
    terms = grant(PriceUnit.DAY, "1.00", "2026-03-01", "2026-03-31")
    on = [terms.runs_on(dt.date(2026, 2, 28) + dt.timedelta(days=ahead)) for ahead in (0, 1, 31, 32)]
    assert on == [False, True, True, False]


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
PRICES = st.decimals(0, 999_999, places=2)
GRANTS = st.builds(
    lambda unit, price, quantity, start, length: GrantTerms(
        unit, price, quantity, start, None if length is None else start + dt.timedelta(days=length)
    ),
    st.sampled_from(PriceUnit),
    PRICES,
    st.decimals(0, 100, places=4),
    DAYS,
    st.none() | st.integers(0, 900),
)


@given(st.lists(GRANTS, max_size=5), st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 365))
def test_what_is_committed_only_shrinks_as_the_year_goes(grants: list[GrantTerms], day: dt.date, ahead: int) -> None:
    later = min(day + dt.timedelta(days=ahead), dt.date(2026, 12, 31))
    assert committed(grants, day) >= committed(grants, later) >= 0


@given(st.lists(GRANTS, max_size=5), st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_the_days_gone_and_what_is_committed_make_the_years_cost(grants: list[GrantTerms], day: dt.date) -> None:
    gone = sum((cost_in(one, dt.date(2026, 1, 1), day) for one in grants), Fraction(0))
    assert gone + committed(grants, day) == yearly_cost(grants, 2026)


@given(st.lists(GRANTS, max_size=8), st.integers(0, 8))
def test_parts_sum_to_the_whole_before_rounding(grants: list[GrantTerms], cut: int) -> None:
    whole = yearly_cost(grants, 2026)
    assert yearly_cost(grants[:cut], 2026) + yearly_cost(grants[cut:], 2026) == whole
    shown_one_by_one = sum((rounded(yearly_cost([one], 2026)) for one in grants), Decimal(0))
    assert abs(shown_one_by_one - rounded(whole)) <= Decimal("0.005") * (len(grants) + 1)


@given(GRANTS, st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_a_cost_is_price_times_quantity_times_units(terms: GrantTerms, last: dt.date) -> None:
    first = dt.date(2026, 1, 1)
    units = units_in(terms.unit, terms.start, terms.stop, first, last)
    assert cost_in(terms, first, last) == Fraction(terms.unit_price) * Fraction(terms.quantity) * units
