"""Milestones on a day: reached, left, expected, pace, forecast, status (domain.md §5)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.recovery.milestones import (
    Course,
    MilestoneProgress,
    MilestoneStatus,
    corners,
    days_to_look_back,
    expected,
    pace_needed,
    progress,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# Copenhagen 2012, initiative 1: the trajectory 16, 47, 102, 859, 1.863, 3.447.
OLD_DECISIONS = Course(
    starts=day("2012-02-01"),
    due=day("2013-08-01"),
    total=3447,
    trajectory=(
        (day("2012-05-01"), 16),
        (day("2012-08-01"), 47),
        (day("2012-11-01"), 102),
        (day("2013-02-01"), 859),
        (day("2013-05-01"), 1863),
        (day("2013-08-01"), 3447),
    ),
)
# Frederiksberg 2020, milestone 1B, preventive measures: 391 of 406 reviewed on 19 October 2020.
PREVENTIVE = Course(starts=day("2020-01-01"), due=day("2021-06-30"), total=406)


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2012-01-31", Fraction(0)),  # before the start
        ("2012-02-01", Fraction(0)),
        ("2012-03-17", Fraction(8)),  # 45 of 90 days: half of 16
        ("2012-05-01", Fraction(16)),
        ("2012-08-01", Fraction(47)),
        ("2012-12-17", Fraction(102) + Fraction(46, 92) * 757),  # 480,5: half-way from 102 to 859
        ("2013-08-01", Fraction(3447)),
        ("2014-01-01", Fraction(3447)),  # the last point after its end
    ],
)
def test_the_trajectory_is_a_straight_line_between_its_points(on: str, count: Fraction) -> None:
    assert expected(OLD_DECISIONS, day(on)) == count


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2019-12-31", Fraction(0)),
        ("2020-01-01", Fraction(0)),
        ("2020-10-19", Fraction(406 * 292, 546)),  # 292 of 546 days
        ("2021-06-30", Fraction(406)),
        ("2021-07-01", Fraction(406)),
    ],
)
def test_without_a_trajectory_the_line_runs_from_the_start_to_the_due_date(on: str, count: Fraction) -> None:
    assert expected(PREVENTIVE, day(on)) == count


def test_a_trajectory_may_end_below_the_total_and_begin_on_the_first_day() -> None:
    course = Course(day("2026-01-01"), day("2026-12-31"), 100, ((day("2026-01-01"), 10), (day("2026-01-11"), 20)))
    assert expected(course, day("2026-01-01")) == 10
    assert expected(course, day("2026-01-06")) == 15
    assert expected(course, day("2026-06-01")) == 20


def test_the_points_may_come_in_any_order() -> None:
    mixed = Course(OLD_DECISIONS.starts, OLD_DECISIONS.due, 3447, tuple(reversed(OLD_DECISIONS.trajectory)))
    assert expected(mixed, day("2012-12-17")) == expected(OLD_DECISIONS, day("2012-12-17"))


def test_frederiksberg_lacks_15_and_not_the_16_its_report_prints() -> None:
    told = progress(PREVENTIVE, day("2020-10-19"), 391, 351)
    assert told == MilestoneProgress(
        total=406,
        reached=391,
        left=15,
        expected=Decimal("217.13"),  # 406 × 292 / 546 = 217,128…
        pace_now=Decimal("10.00"),  # 40 in four weeks
        pace_needed=Decimal("0.41"),  # 15 in 254 days: 105 / 254 = 0,413…
        expected_on=day("2020-10-30"),  # 1,5 weeks = 10,5 days, rounded up to 11
        status=MilestoneStatus.ON_TRACK,
    )


def test_the_disability_cases_of_the_same_report_lack_99() -> None:
    told = progress(Course(day("2020-01-01"), day("2021-02-28"), 280), day("2020-10-19"), 181, 145)
    assert (told.left, told.expected) == (99, Decimal("192.83"))  # 280 × 292 / 424 = 192,830…


def test_behind_with_a_forecast_past_the_due_date() -> None:
    course = Course(day("2026-09-01"), day("2027-01-29"), 250)
    told = progress(course, day("2026-11-20"), 110, 74)
    assert told == MilestoneProgress(
        total=250,
        reached=110,
        left=140,
        expected=Decimal("133.33"),  # 250 × 80 / 150
        pace_now=Decimal("9.00"),
        pace_needed=Decimal("14.00"),  # 140 in ten weeks
        expected_on=day("2027-03-09"),  # 140 / 9 weeks = 108,9 days, rounded up to 109
        status=MilestoneStatus.BEHIND,
    )


def test_done_says_today_and_needs_no_pace_even_when_the_due_date_is_past() -> None:
    told = progress(PREVENTIVE, day("2022-01-01"), 410, 410)
    assert (told.left, told.pace_needed, told.expected_on, told.status) == (
        0,
        Decimal("0.00"),
        day("2022-01-01"),
        MilestoneStatus.DONE,
    )


def test_past_its_due_date_it_is_late_and_no_pace_can_save_it() -> None:
    told = progress(PREVENTIVE, day("2021-07-01"), 400, 398)
    assert (told.pace_needed, told.status) == (None, MilestoneStatus.LATE)
    assert told.expected_on == day("2021-07-01") + dt.timedelta(weeks=12)  # 6 left, half a case a week


def test_on_the_due_date_itself_it_is_not_late_yet_but_no_week_is_left() -> None:
    told = progress(PREVENTIVE, day("2021-06-30"), 400, 398)
    assert (told.pace_needed, told.status) == (None, MilestoneStatus.BEHIND)


@pytest.mark.parametrize("before", [20, 25])
def test_standing_still_or_falling_back_has_no_forecast(before: int) -> None:
    assert progress(PREVENTIVE, day("2020-10-19"), 20, before).expected_on is None


def test_a_forecast_off_the_calendar_is_none() -> None:
    course = Course(day("2026-01-01"), day("2026-12-31"), 10**9)
    assert progress(course, day("2026-06-01"), 1, 0).expected_on is None


def test_exactly_as_expected_is_on_track() -> None:
    course = Course(day("2026-01-01"), day("2026-01-11"), 10)
    assert progress(course, day("2026-01-06"), 5, 0).status is MilestoneStatus.ON_TRACK
    assert progress(course, day("2026-01-07"), 5, 0).status is MilestoneStatus.BEHIND


def test_two_decimals_are_rounded_half_away_from_zero() -> None:
    course = Course(day("2026-01-01"), day("2026-07-20"), 1)
    assert progress(course, day("2026-01-02"), 0, 0).expected == Decimal("0.01")  # 1 / 200 = 0,005
    assert progress(course, day("2026-06-01"), -1, 1).pace_now == Decimal("-0.50")


def test_a_milestone_that_covers_nothing_is_done() -> None:
    assert (
        progress(Course(day("2026-01-01"), day("2026-12-31"), 0), day("2026-06-01"), 0, 0).status
        is MilestoneStatus.DONE
    )


def test_due_on_its_first_day_all_is_expected_at_once() -> None:
    course = Course(day("2026-01-01"), day("2026-01-01"), 5)
    assert expected(course, day("2025-12-31")) == 0
    assert expected(course, day("2026-01-01")) == 5


def test_what_another_day_would_need() -> None:
    assert pace_needed(28, day("2026-11-23"), day("2026-12-07")) == 14
    assert pace_needed(28, day("2026-11-23"), day("2026-11-23")) is None
    assert pace_needed(0, day("2026-11-23"), day("2026-11-23")) == 0


def test_the_corners_of_the_expected_line() -> None:
    assert corners(PREVENTIVE) == ((day("2020-01-01"), 0), (day("2021-06-30"), 406))
    assert corners(OLD_DECISIONS) == ((day("2012-02-01"), 0), *OLD_DECISIONS.trajectory)


def test_looking_back_is_weekly_from_the_start_to_today() -> None:
    days = days_to_look_back(day("2026-11-01"), day("2026-11-23"))
    assert days == tuple(day(f"2026-11-{number:02}") for number in (1, 2, 9, 16, 23))


def test_looking_far_back_takes_longer_steps() -> None:
    days = days_to_look_back(day("2020-01-01"), day("2026-11-23"), most=30)
    assert len(days) <= 31
    assert (days[0], days[-1]) == (day("2020-01-01"), day("2026-11-23"))


def test_before_the_start_there_is_only_today() -> None:
    assert days_to_look_back(day("2027-01-01"), day("2026-11-23")) == (day("2026-11-23"),)


# --- Properties --------------------------------------------------------------------------------------------------

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
COUNTS = st.integers(0, 5000)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    starts = draw(st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1)))
    due = starts + dt.timedelta(days=draw(st.integers(0, 2000)))
    gaps = draw(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 300)), max_size=6))
    points, at, count = [], starts, 0
    for days, more in gaps:
        at, count = at + dt.timedelta(days=days), count + more
        points.append((at, count))
    return Course(starts, due, draw(COUNTS), tuple(points))


@given(courses(), DAYS, DAYS)
def test_what_is_expected_never_decreases(course: Course, one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    before, after = expected(course, first), expected(course, last)
    assert 0 <= before <= after <= max(course.total, *(count for _, count in course.trajectory), 0)


@given(courses(), DAYS, COUNTS, COUNTS)
def test_nothing_is_ever_less_than_nothing_left(course: Course, on: dt.date, reached: int, before: int) -> None:
    told = progress(course, on, reached, before)
    assert told.left == max(0, course.total - reached) >= 0
    assert (told.status is MilestoneStatus.DONE) == (told.left == 0)
    if told.left == 0:
        assert told.pace_needed == 0
        assert told.expected_on == on
    if told.status is MilestoneStatus.LATE:
        assert told.pace_needed is None


@given(courses(), DAYS, COUNTS, st.integers(1, 500))
def test_the_forecast_is_the_first_day_by_which_the_pace_suffices(
    course: Course, on: dt.date, reached: int, in_four_weeks: int
) -> None:
    told = progress(course, on, reached, reached - in_four_weeks)
    if told.expected_on is not None and told.left:
        days = (told.expected_on - on).days
        assert Fraction(days * in_four_weeks, 28) >= told.left > Fraction((days - 1) * in_four_weeks, 28)


@given(st.integers(1, 5000), DAYS, st.integers(1, 2000))
def test_keeping_the_pace_needed_reaches_the_milestone_in_time(left: int, on: dt.date, days: int) -> None:
    needed = pace_needed(left, on, on + dt.timedelta(days=days))
    assert needed is not None
    assert ceil(left * 7 / needed) == days


@given(courses(), DAYS, st.integers(2, 60))
def test_looking_back_is_in_order_and_ends_today(course: Course, on: dt.date, most: int) -> None:
    days = days_to_look_back(course.starts, on, most)
    assert list(days) == sorted(set(days))
    assert days[-1] == on
    assert len(days) <= most + 1
