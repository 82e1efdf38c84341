"""Workdays, weekdays and months, worked out by hand from the almanac."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rules.calendar import Calendar, add_months, birthday
from tests.examples import examples

DENMARK = Calendar()
days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    "holiday",
    [
        "2024-01-01",  # nytårsdag
        "2024-03-28",  # skærtorsdag
        "2024-03-29",  # langfredag
        "2024-04-01",  # 2. påskedag
        "2024-05-09",  # Kristi himmelfartsdag
        "2024-05-20",  # 2. pinsedag
        "2024-12-25",
        "2024-12-26",
        "2023-05-05",  # store bededag, the last one
    ],
)
def test_a_public_holiday_is_neither_workday_nor_weekday(holiday: str) -> None:
    assert not DENMARK.is_workday(on(holiday))
    assert not DENMARK.is_weekday(on(holiday))
    assert DENMARK.is_holiday(on(holiday))


def test_store_bededag_is_an_ordinary_friday_from_2024() -> None:
    assert not DENMARK.is_workday(on("2022-05-13"))
    assert not DENMARK.is_workday(on("2023-05-05"))
    assert DENMARK.is_workday(on("2024-04-26"))
    assert DENMARK.is_workday(on("2025-05-16"))


@pytest.mark.parametrize("closing_day", ["2024-06-05", "2024-12-24", "2024-12-31"])
def test_a_municipal_closing_day_is_a_weekday_but_no_workday(closing_day: str) -> None:
    assert not DENMARK.is_workday(on(closing_day))
    assert DENMARK.is_weekday(on(closing_day))


def test_a_saturday_is_a_weekday_and_a_sunday_is_neither() -> None:
    assert DENMARK.is_weekday(on("2024-03-02"))
    assert not DENMARK.is_workday(on("2024-03-02"))
    assert not DENMARK.is_weekday(on("2024-03-03"))


def test_a_municipality_chooses_its_own_closing_days() -> None:
    open_on_constitution_day = Calendar(closing_days=((12, 24),))
    assert open_on_constitution_day.is_workday(on("2024-06-05"))
    assert not open_on_constitution_day.is_workday(on("2024-12-24"))
    assert not DENMARK.is_workday(on("2024-06-05"))


def test_a_closing_day_on_29_february_exists_in_leap_years_only() -> None:
    leap_day_off = Calendar(closing_days=((2, 29),))
    assert not leap_day_off.is_workday(on("2024-02-29"))
    assert leap_day_off.is_workday(on("2023-02-28"))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-10-31", 4, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-08-31", -6, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
    ],
)
def test_months_keep_the_day_number_and_clamp_to_the_months_end(start: str, months: int, end: str) -> None:
    assert add_months(on(start), months) == on(end)


def test_months_stop_at_either_end_of_the_calendar() -> None:
    assert add_months(on("9999-12-01"), 1) == dt.date.max
    assert add_months(on("0001-01-31"), -1) == dt.date.min


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-03-25", 7, "2024-04-08"),  # Easter: 26 27 | 2 3 4 5 8
        ("2024-12-20", 7, "2025-01-07"),  # Christmas: 23 27 30 | 2 3 6 7
        ("2023-05-01", 7, "2023-05-11"),  # store bededag on the 5th: 2 3 4 8 9 10 11
        ("2024-04-22", 7, "2024-05-01"),  # no store bededag on the 26th: 23 24 25 26 29 30 1
        ("2024-06-04", 1, "2024-06-06"),  # grundlovsdag closed
        ("2024-03-02", 1, "2024-03-04"),  # from a Saturday
    ],
)
def test_workdays_are_counted_from_the_day_after(start: str, count: int, end: str) -> None:
    assert DENMARK.add_workdays(on(start), count) == on(end)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-03-25", 6, "2024-04-04"),  # Easter: 26 27 30 | 2 3 4
        ("2024-12-20", 6, "2024-12-30"),  # Christmas: 21 23 24 27 28 30
        ("2023-05-01", 6, "2023-05-09"),  # store bededag: 2 3 4 6 8 9
        ("2024-04-22", 6, "2024-04-29"),  # 23 24 25 26 27 29
        ("2024-06-04", 6, "2024-06-11"),  # grundlovsdag counts: 5 6 7 8 10 11
    ],
)
def test_weekdays_include_saturdays_and_closing_days(start: str, count: int, end: str) -> None:
    assert DENMARK.add_weekdays(on(start), count) == on(end)


@pytest.mark.parametrize(
    ("due", "act_by"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-10", "2024-03-08"),
        ("2024-04-01", "2024-03-27"),  # the whole of Easter
        ("2024-12-26", "2024-12-23"),
        ("2025-01-01", "2024-12-30"),
        ("2023-05-07", "2023-05-04"),  # store bededag before the week-end
    ],
)
def test_act_by_is_the_last_workday_on_or_before_due(due: str, act_by: str) -> None:
    assert DENMARK.act_by(on(due)) == on(act_by)


def test_the_first_workday_from_a_day_on_may_be_the_day_itself() -> None:
    assert DENMARK.workday_on_or_after(on("2024-03-28")) == on("2024-04-02")
    assert DENMARK.workday_on_or_after(on("2024-04-02")) == on("2024-04-02")


def test_a_birthday_on_29_february_falls_on_the_28th_in_other_years() -> None:
    assert birthday(on("2008-02-29"), 16) == on("2024-02-29")
    assert birthday(on("2008-02-29"), 17) == on("2025-02-28")
    assert birthday(on("2008-02-29"), 18) == on("2026-02-28")
    assert birthday(on("2010-07-31"), 18) == on("2028-07-31")


@settings(max_examples=examples(200))
@given(days, st.integers(0, 40))
def test_adding_workdays_passes_exactly_that_many(start: dt.date, count: int) -> None:
    end = DENMARK.add_workdays(start, count)
    passed = [start + dt.timedelta(n) for n in range(1, (end - start).days + 1)]
    assert sum(DENMARK.is_workday(day) for day in passed) == count
    assert count == 0 or DENMARK.is_workday(end)


@settings(max_examples=examples(200))
@given(days)
def test_every_workday_is_a_weekday_and_act_by_skips_none(due: dt.date) -> None:
    act_by = DENMARK.act_by(due)
    assert DENMARK.is_weekday(act_by)
    skipped = [act_by + dt.timedelta(n) for n in range(1, (due - act_by).days + 1)]
    assert not any(DENMARK.is_workday(day) for day in skipped)
