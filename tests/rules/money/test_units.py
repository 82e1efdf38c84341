"""Units of a grant in a stretch of days, worked out by hand for every unit (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.calendar import FOREVER
from storage.rules.money.units import PriceUnit, days_in_year, overlap, runs_on, units_in


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def units(unit: PriceUnit, start: str, stop: str | None, first: str, last: str) -> Fraction:
    return units_in(unit, day(start), None if stop is None else day(stop), day(first), day(last))


@pytest.mark.parametrize(
    ("start", "stop", "first", "last", "days"),
    [
        ("2026-01-01", "2026-12-31", "2026-01-01", "2026-12-31", 365),
        ("2024-01-01", "2024-12-31", "2024-01-01", "2024-12-31", 366),  # a leap year
        ("2020-01-01", None, "2026-11-24", "2026-12-31", 38),  # 7 in November, 31 in December
        ("2026-12-01", None, "2026-11-24", "2026-12-31", 31),  # starts in the window
        ("2026-01-01", "2026-12-02", "2026-11-24", "2026-12-31", 9),  # stops in it
        ("2026-12-31", None, "2026-11-24", "2026-12-31", 1),  # granted on the last day
        ("2026-12-31", "2027-05-31", "2026-11-24", "2026-12-31", 1),
        ("2026-11-24", "2026-11-24", "2026-11-24", "2026-12-31", 1),  # one day
        ("2026-01-01", "2026-11-23", "2026-11-24", "2026-12-31", 0),  # stopped the day before
        ("2027-01-01", None, "2026-11-24", "2026-12-31", 0),  # starts the day after
        ("2024-02-28", "2024-03-01", "2024-01-01", "2024-12-31", 3),  # over 29 February
        ("2026-02-28", "2026-03-01", "2026-01-01", "2026-12-31", 2),
    ],
)
class TestByTheDay:
    def test_days_count_both_ends(self, start: str, stop: str | None, first: str, last: str, days: int) -> None:
        assert units(PriceUnit.DAY, start, stop, first, last) == days

    @pytest.mark.parametrize("unit", [PriceUnit.WEEK, PriceUnit.HOUR])
    def test_weeks_and_hours_a_week_are_days_over_seven(
        self, unit: PriceUnit, start: str, stop: str | None, first: str, last: str, days: int
    ) -> None:
        assert units(unit, start, stop, first, last) == Fraction(days, 7)


@pytest.mark.parametrize(
    ("start", "stop", "first", "last", "months"),
    [
        ("2026-01-01", None, "2026-01-01", "2026-12-31", Fraction(12)),
        ("2024-01-01", None, "2024-01-01", "2024-12-31", Fraction(12)),
        ("2026-02-01", "2026-02-28", "2026-01-01", "2026-12-31", Fraction(1)),
        ("2024-02-01", "2024-02-28", "2024-01-01", "2024-12-31", Fraction(28, 29)),  # 29 February is not covered
        ("2024-02-29", "2024-02-29", "2024-01-01", "2024-12-31", Fraction(1, 29)),
        ("2026-01-31", "2026-02-01", "2026-01-01", "2026-12-31", Fraction(1, 31) + Fraction(1, 28)),
        ("2026-01-16", "2026-03-15", "2026-01-01", "2026-12-31", Fraction(16, 31) + 1 + Fraction(15, 31)),
        ("2026-04-10", "2026-04-24", "2026-01-01", "2026-12-31", Fraction(15, 30)),  # within one month
        ("2020-01-01", None, "2026-11-24", "2026-12-31", Fraction(7, 30) + 1),
        ("2020-01-01", None, "2026-12-31", "2026-12-31", Fraction(1, 31)),
        ("2026-12-31", None, "2026-11-24", "2026-12-31", Fraction(1, 31)),
        ("2026-01-01", "2026-11-30", "2026-11-24", "2026-12-31", Fraction(7, 30)),
        ("2026-01-01", "2026-11-23", "2026-11-24", "2026-12-31", Fraction(0)),
        ("2027-01-01", None, "2026-11-24", "2026-12-31", Fraction(0)),
        ("2025-12-15", "2026-01-15", "2025-01-01", "2026-12-31", Fraction(17, 31) + Fraction(15, 31)),  # two years
    ],
)
def test_months_are_days_covered_over_the_days_of_each_month(
    start: str, stop: str | None, first: str, last: str, months: Fraction
) -> None:
    assert units(PriceUnit.MONTH, start, stop, first, last) == months


@pytest.mark.parametrize(
    ("start", "stop", "times"),
    [
        ("2026-11-23", None, 0),  # the day before the window: paid already
        ("2026-11-24", None, 1),
        ("2026-11-24", "2026-11-24", 1),
        ("2026-12-01", "2027-06-30", 1),
        ("2026-12-31", None, 1),
        ("2027-01-01", None, 0),
        ("2026-01-01", "2026-12-31", 0),  # runs in the window, but started before it
    ],
)
def test_once_counts_whole_on_the_start_date(start: str, stop: str | None, times: int) -> None:
    assert units(PriceUnit.ONCE, start, stop, "2026-11-24", "2026-12-31") == times


def test_the_units_are_the_words_of_the_exports() -> None:
    assert [unit.value for unit in PriceUnit] == ["døgn", "uge", "måned", "time", "gang"]
    with pytest.raises(ValueError, match="kvartal"):
        PriceUnit("kvartal")


@pytest.mark.parametrize(
    ("on", "runs"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_a_grant_runs_on_its_first_and_its_last_day(on: str, runs: bool) -> None:
    assert runs_on(day("2026-03-01"), day("2026-03-31"), day(on)) is runs


def test_without_a_stop_date_a_grant_runs_on() -> None:
    assert runs_on(day("2026-03-01"), None, FOREVER)
    assert overlap(day("2026-03-01"), None, day("2026-01-01"), day("2026-12-31")) == (
        day("2026-03-01"),
        day("2026-12-31"),
    )


def test_every_fourth_year_is_a_day_longer_but_not_every_century() -> None:
    assert [days_in_year(year) for year in (2024, 2026, 2100, 2000)] == [366, 365, 365, 366]


DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2029, 12, 31))


@given(
    st.sampled_from(PriceUnit), DAYS, st.none() | st.integers(0, 2000), DAYS, st.integers(0, 800), st.integers(0, 800)
)
def test_units_of_adjoining_windows_add_up(
    unit: PriceUnit, start: dt.date, length: int | None, first: dt.date, left: int, right: int
) -> None:
    stop = None if length is None else start + dt.timedelta(days=length)
    middle = first + dt.timedelta(days=left)
    last = middle + dt.timedelta(days=1 + right)
    parts = units_in(unit, start, stop, first, middle)
    parts += units_in(unit, start, stop, middle + dt.timedelta(days=1), last)
    assert parts == units_in(unit, start, stop, first, last)


@given(DAYS, st.integers(0, 2000), st.integers(2019, 2029))
def test_no_grant_has_more_units_in_a_year_than_the_year_has(start: dt.date, length: int, year: int) -> None:
    stop = start + dt.timedelta(days=length)
    window = dt.date(year, 1, 1), dt.date(year, 12, 31)
    assert 0 <= units_in(PriceUnit.MONTH, start, stop, *window) <= 12
    assert 0 <= units_in(PriceUnit.DAY, start, stop, *window) <= days_in_year(year)
