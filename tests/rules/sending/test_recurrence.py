"""Reminders over holidays, pauses and the changes of the clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rules.calendar import Calendar
from storage.rules.sending.recurrence import Rhythm, due_of, moment_of, next_due, period_name, turn_of, week_of
from tests.examples import examples

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DENMARK = Calendar()
MONDAY_AT_8 = Rhythm(weekday=0, at=dt.time(8))


def due_in_week(schedule: Rhythm, year: int, week: int, zone: ZoneInfo, calendar: Calendar) -> dt.datetime | None:
    return due_of(schedule, turn_of(schedule, dt.date.fromisocalendar(year, week, 1)), zone, calendar)


def local(schedule: Rhythm, year: int, week: int) -> str | None:
    due = due_in_week(schedule, year, week, COPENHAGEN, DENMARK)
    assert due is None or due.tzinfo is dt.UTC
    return due.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M") if due else None


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def test_a_monday_digest_is_due_on_monday_at_eight_local_time_in_winter_and_summer() -> None:
    winter = due_in_week(MONDAY_AT_8, 2026, 48, COPENHAGEN, DENMARK)
    summer = due_in_week(MONDAY_AT_8, 2026, 25, COPENHAGEN, DENMARK)
    assert winter == dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
    assert summer == dt.datetime(2026, 6, 15, 6, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("holidays", "week", "due"),
    [
        ("after", 14, "2024-04-02 08:00"),  # 2. påskedag
        ("before", 14, "2024-03-27 08:00"),  # the Wednesday before Easter, in the week before
        ("skip", 14, None),
        ("ignore", 14, "2024-04-01 08:00"),
        ("skip", 15, "2024-04-08 08:00"),
    ],
)
def test_a_holiday_moves_or_skips_the_run(holidays: str, week: int, due: str | None) -> None:
    assert local(Rhythm(0, dt.time(8), holidays), 2024, week) == due


def test_an_unknown_way_to_treat_a_holiday_is_refused() -> None:
    with pytest.raises(ValueError, match="'later' is no way to treat a holiday"):
        due_in_week(Rhythm(0, dt.time(8), "later"), 2024, 14, COPENHAGEN, DENMARK)


def test_a_friday_run_may_move_into_the_next_week_and_keeps_its_own_period() -> None:
    friday = Rhythm(weekday=4, at=dt.time(8), holidays="after")
    assert local(friday, 2024, 13) == "2024-04-02 08:00"  # langfredag → Tuesday of week 14
    assert local(friday, 2024, 14) == "2024-04-05 08:00"


def test_a_closing_day_counts_as_a_holiday() -> None:
    wednesday = Rhythm(weekday=2, at=dt.time(8))
    assert local(wednesday, 2024, 23) == "2024-06-06 08:00"  # grundlovsdag


def test_a_weekend_chosen_on_purpose_is_not_moved() -> None:
    sunday = Rhythm(weekday=6, at=dt.time(18))
    assert local(sunday, 2024, 10) == "2024-03-10 18:00"
    assert local(sunday, 2024, 13) == "2024-04-02 18:00"  # påskedag


def test_both_days_of_a_pause_are_included() -> None:
    paused = Rhythm(0, dt.time(8), paused_from=dt.date(2027, 7, 19), paused_until=dt.date(2027, 8, 2))
    assert [local(paused, 2027, week) is None for week in (28, 29, 30, 31, 32)] == [False, True, True, True, False]


def test_nothing_goes_out_on_a_paused_day_though_it_was_moved_there() -> None:
    tuesday_paused = Rhythm(0, dt.time(8), paused_from=dt.date(2024, 4, 2), paused_until=dt.date(2024, 4, 2))
    assert local(tuesday_paused, 2024, 14) is None
    easter_paused = Rhythm(0, dt.time(8), paused_from=dt.date(2024, 3, 28), paused_until=dt.date(2024, 4, 1))
    assert local(easter_paused, 2024, 14) == "2024-04-02 08:00"


def test_a_pause_without_an_end_lasts_until_it_is_resumed() -> None:
    paused = Rhythm(0, dt.time(8), paused_from=dt.date(2027, 7, 19))
    assert next_due(paused, at("2027-07-19 00:00"), COPENHAGEN, DENMARK) is None
    assert next_due(paused, at("2027-07-11 00:00"), COPENHAGEN, DENMARK) == at("2027-07-12 08:00")


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        (MONDAY_AT_8, "2026-11-23 07:59", "2026-11-23 08:00"),
        (MONDAY_AT_8, "2026-11-23 08:00", "2026-11-30 08:00"),
        (MONDAY_AT_8, "2024-04-01 09:00", "2024-04-02 08:00"),
        (Rhythm(0, dt.time(8), "before"), "2024-03-26 09:00", "2024-03-27 08:00"),
        (Rhythm(0, dt.time(8), "before"), "2024-03-27 08:00", "2024-04-08 08:00"),
        (Rhythm(4, dt.time(8), "after"), "2024-03-30 09:00", "2024-04-02 08:00"),
        (Rhythm(3, dt.time(8), "skip"), "2024-12-20 09:00", "2025-01-02 08:00"),  # 26/12 skipped
        (
            Rhythm(0, dt.time(8), paused_from=dt.date(2026, 1, 1), paused_until=dt.date(2028, 12, 31)),
            "2026-11-23 08:00",
            "2029-01-02 08:00",  # the pause of three years ends and 1 January is a Monday
        ),
    ],
)
def test_the_next_run_is_found_over_holidays_and_pauses(schedule: Rhythm, after: str, due: str) -> None:
    assert next_due(schedule, at(after), COPENHAGEN, DENMARK) == at(due)


def test_a_time_in_the_spring_gap_fires_at_the_first_moment_after_it() -> None:
    gap = dt.date(2024, 3, 31)
    change = dt.datetime(2024, 3, 31, 1, tzinfo=dt.UTC)
    for time in (dt.time(2), dt.time(2, 30), dt.time(2, 59, 59), dt.time(3)):
        assert moment_of(gap, time, COPENHAGEN) == change
    assert moment_of(gap, dt.time(1, 59), COPENHAGEN) == change - dt.timedelta(minutes=1)


def test_a_time_in_the_doubled_autumn_hour_fires_at_the_first() -> None:
    assert moment_of(dt.date(2024, 10, 27), dt.time(2, 30), COPENHAGEN) == dt.datetime(
        2024, 10, 27, 0, 30, tzinfo=dt.UTC
    )


@pytest.mark.parametrize("time", [dt.time(0), dt.time(2), dt.time(2, 30), dt.time(3), dt.time(8), dt.time(23, 59)])
@pytest.mark.parametrize("weekday", [0, 6])
def test_twenty_years_of_weeks_fire_once_each_at_their_local_time(weekday: int, time: dt.time) -> None:
    schedule = Rhythm(weekday, time, "ignore")
    monday = dt.date(2020, 1, 6)
    for week in range(20 * 52):
        day = monday + dt.timedelta(weeks=week, days=weekday)
        year, number, _ = day.isocalendar()
        due = due_in_week(schedule, year, number, COPENHAGEN, DENMARK)
        assert due is not None
        shown = due.astimezone(COPENHAGEN)
        in_gap = time in {dt.time(2), dt.time(2, 30)} and shown.time() == dt.time(3)
        assert shown.date() == day
        assert shown.time() == time or (in_gap and day.month == 3 and day.day >= 25 and day.weekday() == 6)
        assert next_due(schedule, due - dt.timedelta(minutes=1), COPENHAGEN, DENMARK) == due


def test_changing_the_weekday_mid_week_stays_within_the_same_period() -> None:
    monday = due_in_week(MONDAY_AT_8, 2026, 48, COPENHAGEN, DENMARK)
    thursday = due_in_week(Rhythm(3, dt.time(8)), 2026, 48, COPENHAGEN, DENMARK)
    assert monday is not None
    assert thursday is not None
    assert week_of(monday, COPENHAGEN) == week_of(thursday, COPENHAGEN) == (2026, 48)
    assert period_name(2026, 48) == "2026-W48"


def test_a_week_belongs_to_the_iso_year_and_the_local_day() -> None:
    assert week_of(at("2027-01-01 12:00"), COPENHAGEN) == (2026, 53)
    assert week_of(dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC), COPENHAGEN) == (2026, 48)
    assert period_name(2027, 1) == "2027-W01"


schedules = st.builds(Rhythm, st.integers(0, 6), st.times(), st.sampled_from(["skip", "before", "after", "ignore"]))
moments = st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2045, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001


@settings(max_examples=examples(200))
@given(schedules, moments)
def test_the_next_run_is_the_earliest_of_all_the_weeks_around(schedule: Rhythm, after: dt.datetime) -> None:
    days = [after.date() + dt.timedelta(weeks=step) for step in range(-4, 9)]
    dues = [due_in_week(schedule, *day.isocalendar()[:2], COPENHAGEN, DENMARK) for day in days]
    assert next_due(schedule, after, COPENHAGEN, DENMARK) == min(due for due in dues if due is not None and due > after)


@settings(max_examples=examples(200))
@given(schedules, moments)
def test_a_moved_run_goes_out_on_a_workday(schedule: Rhythm, moment: dt.datetime) -> None:
    year, week, _ = moment.isocalendar()
    due = due_in_week(schedule, year, week, COPENHAGEN, DENMARK)
    day = dt.date.fromisocalendar(year, week, schedule.weekday + 1)
    if due is not None and due.astimezone(COPENHAGEN).date() != day:
        assert DENMARK.is_workday(due.astimezone(COPENHAGEN).date())
        assert DENMARK.is_holiday(day)


def in_month(schedule: Rhythm, year: int, month: int) -> str | None:
    due = due_of(schedule, turn_of(schedule, dt.date(year, month, 17)), COPENHAGEN, DENMARK)
    return due.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M") if due else None


@pytest.mark.parametrize(
    ("monthly", "weekday", "month", "due"),
    [
        ("first", 0, 12, "2026-12-07 08:00"),
        ("first", 1, 12, "2026-12-01 08:00"),
        ("last", 0, 11, "2026-11-30 08:00"),
        ("last", 4, 11, "2026-11-27 08:00"),
        ("first", 6, 11, "2026-11-01 08:00"),  # a Sunday chosen on purpose
        ("1", 0, 12, "2026-12-01 08:00"),
        ("1", 0, 8, "2026-08-03 08:00"),  # 1 August is a Saturday
        ("15", 0, 2, "2026-02-16 08:00"),  # a Sunday
        ("31", 0, 6, "2026-06-30 08:00"),
        ("30", 0, 2, "2026-03-02 08:00"),  # 28 February is a Saturday
    ],
)
def test_a_monthly_run_falls_on_its_weekday_or_day(monthly: str, weekday: int, month: int, due: str) -> None:
    assert in_month(Rhythm(weekday, dt.time(8), monthly=monthly), 2026, month) == due


@pytest.mark.parametrize(
    ("holidays", "due"),
    [
        ("after", "2026-05-26 08:00"),  # 2. pinsedag
        ("before", "2026-05-22 08:00"),
        ("skip", None),
        ("ignore", "2026-05-25 08:00"),
    ],
)
def test_a_holiday_moves_or_skips_a_monthly_run(holidays: str, due: str | None) -> None:
    assert in_month(Rhythm(0, dt.time(8), holidays, monthly="last"), 2026, 5) == due
    assert in_month(Rhythm(0, dt.time(8), holidays, monthly="25"), 2026, 5) == due


@pytest.mark.parametrize(
    ("holidays", "due"), [("skip", "2026-08-03"), ("before", "2026-07-31"), ("ignore", "2026-08-01")]
)
def test_a_day_of_the_month_at_the_week_end_goes_on_a_workday(holidays: str, due: str) -> None:
    assert in_month(Rhythm(0, dt.time(8), holidays, monthly="1"), 2026, 8) == f"{due} 08:00"


def test_a_run_moved_into_another_month_keeps_its_own_period() -> None:
    new_year = Rhythm(0, dt.time(8), "before", monthly="1")
    assert turn_of(new_year, dt.date(2027, 1, 20)).period == "2027-01"
    assert in_month(new_year, 2027, 1) == "2026-12-30 08:00"  # 31 December is a closing day


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2026-11-02 07:59", "2026-11-02 08:00"),
        ("2026-11-02 08:00", "2026-12-07 08:00"),
        ("2026-12-24 12:00", "2027-01-04 08:00"),
    ],
)
def test_the_next_monthly_run_is_found(after: str, due: str) -> None:
    assert next_due(Rhythm(0, dt.time(8), monthly="first"), at(after), COPENHAGEN, DENMARK) == at(due)


def test_a_monthly_run_waits_for_its_pause_to_end() -> None:
    rests = Rhythm(0, dt.time(8), monthly="1", paused_from=dt.date(2026, 11, 1), paused_until=dt.date(2028, 2, 1))
    assert next_due(rests, at("2026-11-23 08:00"), COPENHAGEN, DENMARK) == at("2028-03-01 08:00")


@pytest.mark.parametrize(
    ("monthly", "month", "due"),
    [
        ("before 10", 11, "2026-11-09 08:00"),  # the 10th is a Tuesday
        ("before 10", 8, "2026-08-07 08:00"),  # a Monday: the Friday before
        ("before 7", 4, "2026-04-01 08:00"),  # the Tuesday after Easter
        ("before 1", 1, "2025-12-30 08:00"),  # 31 December is a closing day
        ("before 31", 2, "2026-02-27 08:00"),  # before the month's last day, a Saturday
    ],
)
@pytest.mark.parametrize("holidays", ["after", "before", "skip", "ignore"])
def test_what_is_ready_before_a_day_comes_on_the_last_working_day_before_it(
    holidays: str, monthly: str, month: int, due: str
) -> None:
    assert in_month(Rhythm(4, dt.time(8), holidays, monthly=monthly), 2026, month) == due


def test_what_is_ready_before_the_first_is_that_months_run() -> None:
    before = Rhythm(0, dt.time(8), monthly="before 1")
    assert turn_of(before, dt.date(2026, 12, 20)).period == "2026-12"
    assert next_due(before, at("2026-11-23 08:00"), COPENHAGEN, DENMARK) == at("2026-11-30 08:00")


EACH_WORKDAY = Rhythm(weekday=0, at=dt.time(7), daily=True)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-23", True),
        ("2026-11-27", True),
        ("2026-11-28", False),  # Saturday
        ("2026-12-24", False),
        ("2026-06-05", False),
        ("2026-04-06", False),  # 2. påskedag
        ("2026-05-01", True),  # store bededag is no holiday any more
    ],
)
def test_a_daily_run_goes_each_working_day_and_no_other(day: str, due: bool) -> None:
    turn = turn_of(EACH_WORKDAY, dt.date.fromisoformat(day))
    assert turn.period == day
    assert due_of(EACH_WORKDAY, turn, COPENHAGEN, DENMARK) == (at(f"{day} 07:00") if due else None)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2026-11-23 06:59", "2026-11-23 07:00"),
        ("2026-11-23 07:00", "2026-11-24 07:00"),
        ("2026-11-27 12:00", "2026-11-30 07:00"),
        ("2026-12-23 12:00", "2026-12-28 07:00"),
    ],
)
def test_the_next_daily_run_is_found_over_week_ends_and_holidays(after: str, due: str) -> None:
    assert next_due(EACH_WORKDAY, at(after), COPENHAGEN, DENMARK) == at(due)


def test_a_daily_run_waits_for_its_pause_to_end() -> None:
    rests = Rhythm(0, dt.time(7), daily=True, paused_from=dt.date(2027, 7, 5), paused_until=dt.date(2027, 8, 1))
    assert next_due(rests, at("2027-07-05 06:00"), COPENHAGEN, DENMARK) == at("2027-08-02 07:00")


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)), st.integers(1, 31))
def test_it_is_always_ready_before_its_day_but_no_longer_before_than_the_week_end(day: dt.date, number: int) -> None:
    rhythm = Rhythm(0, dt.time(8), monthly=f"before {number}")
    turn = turn_of(rhythm, day)
    due = due_of(rhythm, turn, COPENHAGEN, DENMARK)
    assert due is not None
    sent = due.astimezone(COPENHAGEN).date()
    assert sent < turn.day
    assert DENMARK.is_workday(sent)
    between = [sent + dt.timedelta(days) for days in range(1, (turn.day - sent).days)]
    assert not any(DENMARK.is_workday(one) for one in between)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from([None, "first", "last", "1", "15", "31", "before 10", "daily"]),
    st.integers(0, 6),
)
def test_every_week_month_and_day_has_one_run_within_it(day: dt.date, often: str | None, weekday: int) -> None:
    daily = often == "daily"
    rhythm = Rhythm(weekday, dt.time(8), monthly=None if daily else often, daily=daily)
    turn = turn_of(rhythm, day)
    assert turn_of(rhythm, turn.day) == turn
