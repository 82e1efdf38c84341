"""Grants kept as changes of the running cost give the same sums as the grants themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.calendar import FOREVER
from storage.rules.money.grant_cost import GrantTerms, committed, committed_days, cost_in
from storage.rules.money.grant_delta import GrantPace, Window, windows
from storage.rules.money.units import PriceUnit
from tests.reference.grant_deltas import Delta, amount_days, delta_cost, deltas_of

FIRST, LAST = dt.date(2026, 11, 24), dt.date(2026, 12, 31)


def terms(
    unit: PriceUnit, start: dt.date, stop: dt.date | None, price: str = "100.00", quantity: str = "2"
) -> GrantTerms:
    return GrantTerms(unit, Decimal(price), Decimal(quantity), start, stop)


def test_a_grant_begins_on_its_first_day_and_is_gone_the_day_after_its_last() -> None:
    assert deltas_of(terms(PriceUnit.DAY, dt.date(2026, 12, 1), dt.date(2026, 12, 31))) == (
        Delta(GrantPace.DAY, dt.date(2026, 12, 1), Decimal("200.00")),
        Delta(GrantPace.DAY, dt.date(2027, 1, 1), Decimal("-200.00")),
    )


@pytest.mark.parametrize("stop", [None, FOREVER])
def test_without_a_stop_date_it_is_never_taken_away(stop: dt.date | None) -> None:
    assert deltas_of(terms(PriceUnit.MONTH, FIRST, stop)) == (Delta(GrantPace.MONTH, FIRST, Decimal("200.00")),)


def test_what_is_paid_once_is_one_change_even_with_a_stop_date() -> None:
    assert deltas_of(terms(PriceUnit.ONCE, FIRST, LAST)) == (Delta(GrantPace.ONCE, FIRST, Decimal("200.00")),)


def test_hours_a_week_run_by_the_week() -> None:
    assert {change.pace for change in deltas_of(terms(PriceUnit.HOUR, FIRST, LAST))} == {GrantPace.WEEK}


def test_price_times_quantity_keeps_all_its_decimals() -> None:
    dear = terms(PriceUnit.DAY, FIRST, None, "999999999999.99", "99999999.9999")
    assert Fraction(deltas_of(dear)[0].amount) == Fraction("999999999999.99") * Fraction("99999999.9999")


def test_months_are_summed_one_calendar_month_at_a_time() -> None:
    assert windows(GrantPace.MONTH, FIRST, dt.date(2027, 2, 3)) == (
        Window(FIRST, dt.date(2026, 11, 30), 30),
        Window(dt.date(2026, 12, 1), LAST, 31),
        Window(dt.date(2027, 1, 1), dt.date(2027, 1, 31), 31),
        Window(dt.date(2027, 2, 1), dt.date(2027, 2, 3), 28),
    )
    assert windows(GrantPace.MONTH, dt.date(2024, 2, 29), dt.date(2024, 2, 29)) == (
        Window(dt.date(2024, 2, 29), dt.date(2024, 2, 29), 29),
    )


@pytest.mark.parametrize(("pace", "divisor"), [(GrantPace.DAY, 1), (GrantPace.WEEK, 7), (GrantPace.ONCE, 1)])
def test_everything_else_is_summed_in_one_stretch(pace: GrantPace, divisor: int) -> None:
    assert windows(pace, FIRST, LAST) == (Window(FIRST, LAST, divisor),)


@pytest.mark.parametrize("pace", list(GrantPace))
def test_an_empty_stretch_costs_nothing(pace: GrantPace) -> None:
    assert windows(pace, LAST, FIRST) == ()
    assert delta_cost([Delta(pace, dt.date(2026, 1, 1), Decimal(1))], LAST, FIRST) == 0


@pytest.mark.parametrize(
    ("changed", "kroner_days"),
    [
        (dt.date(2020, 1, 1), 3800),  # all 38 days
        (dt.date(2026, 11, 24), 3800),
        (dt.date(2026, 12, 31), 100),
        (dt.date(2027, 1, 1), 0),
    ],
)
def test_a_change_counts_from_its_day_to_the_end_of_the_window(changed: dt.date, kroner_days: int) -> None:
    assert amount_days([Delta(GrantPace.WEEK, changed, Decimal(100))], Window(FIRST, LAST, 7)) == kroner_days


def test_the_sum_of_a_few_grants_is_what_they_cost_by_hand() -> None:
    grants = [
        terms(PriceUnit.DAY, dt.date(2025, 1, 1), None, "2500.00", "1"),  # 38 x 2.500 = 95.000
        terms(PriceUnit.MONTH, dt.date(2025, 1, 1), dt.date(2026, 12, 10), "31000.00", "1"),  # 7/30 + 10/31
        terms(PriceUnit.HOUR, dt.date(2026, 12, 1), dt.date(2026, 12, 14), "400.00", "5"),  # two weeks: 4.000
        terms(PriceUnit.ONCE, dt.date(2026, 11, 23), None, "9999.00", "1"),  # paid before the window
        terms(PriceUnit.ONCE, dt.date(2026, 12, 24), None, "1500.00", "1"),
    ]
    changes = [change for one in grants for change in deltas_of(one)]
    assert delta_cost(changes, FIRST, LAST) == 95_000 + Fraction(21_700, 3) + 10_000 + 4_000 + 1_500


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2028, 12, 31))
GRANTS = st.builds(
    lambda unit, price, quantity, start, length: GrantTerms(
        unit, price, quantity, start, None if length is None else start + dt.timedelta(days=length)
    ),
    st.sampled_from(PriceUnit),
    st.decimals(0, 99_999, places=2),
    st.decimals(0, 40, places=4),
    DAYS,
    st.none() | st.integers(0, 900),
)


@given(st.lists(GRANTS, max_size=8), DAYS, st.integers(0, 800))
def test_changes_and_grants_give_the_same_cost_in_any_stretch(
    grants: list[GrantTerms], first: dt.date, length: int
) -> None:
    last = first + dt.timedelta(days=length)
    direct = sum((cost_in(one, first, last) for one in grants), Fraction(0))
    assert delta_cost([change for one in grants for change in deltas_of(one)], first, last) == direct


@given(st.lists(GRANTS, max_size=6), st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 30)))
def test_changes_and_grants_commit_the_same(grants: list[GrantTerms], day: dt.date) -> None:
    window = committed_days(day)
    assert window is not None
    assert delta_cost([change for one in grants for change in deltas_of(one)], *window) == committed(grants, day)


@given(st.lists(GRANTS, max_size=6), DAYS)
def test_changes_of_one_day_may_be_kept_as_one_row(grants: list[GrantTerms], first: dt.date) -> None:
    changes = [change for one in grants for change in deltas_of(one)]
    merged = [
        Delta(pace, day, sum((one.amount for one in changes if (one.pace, one.day) == (pace, day)), Decimal(0)))
        for pace, day in sorted({(one.pace, one.day) for one in changes})
    ]
    last = first + dt.timedelta(days=365)
    assert delta_cost(merged, first, last) == delta_cost(changes, first, last)
