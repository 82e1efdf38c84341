"""Full-year citizens, unit price, price and volume effect, worked out by hand (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.unit_cost import Volume, full_year_citizens, price_effect, volume_effect
from tests.reference.unit_cost import grant_days


def kroner(first: int, second: int) -> tuple[Fraction, Fraction]:
    return Fraction(first), Fraction(second)


@pytest.mark.parametrize(
    ("start", "stop", "year", "days"),
    [
        ("2020-01-01", None, 2026, 365),
        ("2020-01-01", None, 2024, 366),
        ("2026-07-01", None, 2026, 184),
        ("2025-07-01", "2026-01-31", 2026, 31),
        ("2026-12-31", None, 2026, 1),
        ("2026-01-01", "2026-01-01", 2026, 1),
        ("2024-02-29", "2024-02-29", 2024, 1),
        ("2025-01-01", "2025-12-31", 2026, 0),
        ("2027-01-01", None, 2026, 0),
    ],
)
def test_grant_days_lie_in_the_calendar_year(start: str, stop: str | None, year: int, days: int) -> None:
    until = None if stop is None else dt.date.fromisoformat(stop)
    assert grant_days(dt.date.fromisoformat(start), until, year) == days


def test_two_halves_of_a_year_are_one_full_year_citizen() -> None:
    assert full_year_citizens([181, 184], 2026) == 1
    assert full_year_citizens(365 + 73, 2026) == Fraction(6, 5)
    assert full_year_citizens([366], 2024) == 1
    assert full_year_citizens([], 2026) == 0


def test_the_price_of_a_citizen_a_year_and_a_month() -> None:
    foster_care = Volume(Fraction(900_000), Fraction(3, 2))
    assert (foster_care.price, foster_care.monthly_price) == kroner(600_000, 50_000)


def test_a_measure_nobody_had_has_no_price() -> None:
    nobody = Volume(Fraction(0), Fraction(0))
    assert (nobody.price, nobody.monthly_price) == (None, None)


def test_dearer_and_more_citizens() -> None:
    # 10 at 500.000 became 12 at 550.000: 50.000 x 10 for the price, 550.000 x 2 for the volume.
    before, now = Volume(Fraction(5_000_000), Fraction(10)), Volume(Fraction(6_600_000), Fraction(12))
    assert (price_effect(before, now), volume_effect(before, now)) == kroner(500_000, 1_100_000)


def test_cheaper_and_fewer_citizens_save_on_both() -> None:
    # 10 at 500.000 became 8 at 450.000: -50.000 x 10, and 450.000 x -2.
    before, now = Volume(Fraction(5_000_000), Fraction(10)), Volume(Fraction(3_600_000), Fraction(8))
    assert (price_effect(before, now), volume_effect(before, now)) == kroner(-500_000, -900_000)


def test_what_is_paid_once_is_counted_in_grants() -> None:
    # 4 grants at 5.000 became 6 at 6.000: 1.000 x 4 for the price, 6.000 x 2 for the volume.
    before, now = Volume(Fraction(20_000), Fraction(4)), Volume(Fraction(36_000), Fraction(6))
    assert now.price == 6_000
    assert (price_effect(before, now), volume_effect(before, now)) == kroner(4_000, 12_000)


def test_a_new_measure_is_all_volume() -> None:
    before, now = Volume(Fraction(0), Fraction(0)), Volume(Fraction(300_000), Fraction(1, 2))
    assert (price_effect(before, now), volume_effect(before, now)) == kroner(0, 300_000)


def test_a_measure_that_is_gone_is_all_volume() -> None:
    before, now = Volume(Fraction(300_000), Fraction(1, 2)), Volume(Fraction(0), Fraction(0))
    assert (price_effect(before, now), volume_effect(before, now)) == kroner(0, -300_000)


def test_a_measure_nobody_has_had_has_no_effect() -> None:
    nobody = Volume(Fraction(0), Fraction(0))
    assert (price_effect(nobody, nobody), volume_effect(nobody, nobody)) == kroner(0, 0)


NOBODY = st.just(Volume(Fraction(0), Fraction(0)))
VOLUMES = NOBODY | st.builds(
    Volume,
    st.fractions(0, 10**8, max_denominator=100),
    st.fractions(Fraction(1, 366), 500, max_denominator=366),
)


@given(VOLUMES, VOLUMES)
def test_price_and_volume_effect_are_the_whole_change_of_the_cost(before: Volume, now: Volume) -> None:
    assert price_effect(before, now) + volume_effect(before, now) == now.cost - before.cost
