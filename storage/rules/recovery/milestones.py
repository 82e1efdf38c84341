"""How far a milestone has come, how fast, and when it will be reached (domain.md §5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from storage.rules.rounding import rounded

DAYS_A_WEEK = 7
PACE_WEEKS = 4
PACE_WINDOW = dt.timedelta(weeks=PACE_WEEKS)
"""The pace now is measured over the last four weeks."""

CurvePoint = tuple[dt.date, int]
"""A day and the cumulative count on it."""


class MilestoneStatus(StrEnum):
    """How a milestone stands; the values are the status words of the answers."""

    DONE = "done"
    LATE = "late"
    BEHIND = "behind"
    ON_TRACK = "on_track"


@dataclass(frozen=True, slots=True)
class Course:
    """The goal of a milestone: `total` by `due`, from `starts` on.

    `trajectory` holds cumulative targets, in any order; without one the line is straight from 0 to the total.
    """

    starts: dt.date
    due: dt.date
    total: int
    trajectory: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneProgress:
    """A milestone on a day; paces are per week, figures with decimals are rounded to two, half away from zero.

    `pace_needed` is None when the due date is here or past and something is left; `expected_on` when nothing moves, and
    when the day lies off the calendar.
    """

    total: int
    reached: int
    left: int
    expected: Decimal
    pace_now: Decimal
    pace_needed: Decimal | None
    expected_on: dt.date | None
    status: MilestoneStatus


def progress(course: Course, day: dt.date, reached: int, reached_before: int) -> MilestoneProgress:
    """The milestone on `day`, from what was reached by that day and by four weeks earlier (PACE_WINDOW)."""
    left = max(0, course.total - reached)
    wanted = expected(course, day)
    pace_now = Fraction(reached - reached_before, PACE_WEEKS)
    needed = pace_needed(left, day, course.due)
    return MilestoneProgress(
        total=course.total,
        reached=reached,
        left=left,
        expected=rounded(wanted),
        pace_now=rounded(pace_now),
        pace_needed=None if needed is None else rounded(needed),
        expected_on=_expected_on(left, pace_now, day),
        status=_status(course, day, reached, wanted),
    )


def expected(course: Course, day: dt.date) -> Fraction:
    """How many should be reached on the day: on the trajectory, else on the straight line from 0 to the total."""
    line = corners(course)
    before = [point for point in line if point[0] <= day]
    after = [point for point in line if point[0] > day]
    if not before:
        return Fraction(0)
    (since, low) = before[-1]
    if not after:
        return Fraction(low)
    (until, high) = after[0]
    return low + Fraction((day - since).days * (high - low), (until - since).days)


def corners(course: Course) -> tuple[CurvePoint, ...]:
    """The points between which the expected line is straight, from 0 at the start.

    A target before the start is left out: before the start nothing is expected.
    """
    targets = course.trajectory or ((course.due, course.total),)
    return ((course.starts, 0), *(point for point in sorted(targets) if point[0] >= course.starts))


def pace_needed(left: int, day: dt.date, due: dt.date) -> Fraction | None:
    """How many a week it takes to finish by `due`; 0 where nothing is left, None when no day is left."""
    if left == 0:
        return Fraction(0)
    if due <= day:
        return None
    return Fraction(left * DAYS_A_WEEK, (due - day).days)


def days_to_look_back(starts: dt.date, day: dt.date, most: int = 40) -> tuple[dt.date, ...]:
    """The days of a curve from the start to `day`, counted back from it in weeks; longer steps where `most` is passed.

    At most `most` + 1 days.
    """
    weeks = max(0, (day - starts).days // DAYS_A_WEEK)
    step = dt.timedelta(weeks=max(1, ceil(weeks / (most - 1))))
    back = [day]
    while back[-1] - step > starts:
        back.append(back[-1] - step)
    return (starts, *reversed(back)) if starts < day else (day,)


def _expected_on(left: int, pace_now: Fraction, day: dt.date) -> dt.date | None:
    """Forecast at the pace of the last four weeks, rounded up to a whole day."""
    if left == 0:
        return day
    if pace_now <= 0:
        return None
    days = ceil(left * DAYS_A_WEEK / pace_now)
    return day + dt.timedelta(days=days) if days <= (dt.date.max - day).days else None


def _status(course: Course, day: dt.date, reached: int, wanted: Fraction) -> MilestoneStatus:
    if reached >= course.total:
        return MilestoneStatus.DONE
    if course.due < day:
        return MilestoneStatus.LATE
    return MilestoneStatus.BEHIND if reached < wanted else MilestoneStatus.ON_TRACK
