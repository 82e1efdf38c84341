"""When a weekly reminder is due: once in each ISO week, by the wall clock, moved where a holiday is in the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from storage.rules.calendar import ONE_DAY, Calendar

ONE_MINUTE = dt.timedelta(minutes=1)
ONE_WEEK = dt.timedelta(weeks=1)
WEEKS_MOVED = 2
"""A moved day may fall in a neighbouring week; over Christmas and New Year two weeks away."""
WEEKS_AHEAD = 54
"""How far to look for the next time: every weekday has a working one within a year."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekly schedule; `weekday` 0 = Monday, `at` local wall-clock time, both days of the pause included.

    `holidays` says what a holiday does to the run: skip | before | after | ignore.
    """

    weekday: int
    at: dt.time
    holidays: str = "after"
    paused_from: dt.date | None = None
    paused_until: dt.date | None = None
    """None with `paused_from` set: until resumed."""

    def is_paused(self, day: dt.date) -> bool:
        """Whether nothing may go out that day."""
        if self.paused_from is None or day < self.paused_from:
            return False
        return self.paused_until is None or day <= self.paused_until


def due_in_week(
    schedule: Weekly, iso_year: int, iso_week: int, zone: ZoneInfo, calendar: Calendar
) -> dt.datetime | None:
    """The moment (UTC) that the week's run is due, or None when it is skipped for a holiday or a pause.

    On a holiday or closing day the run moves to the nearest workday `before` or `after`, perhaps into another week;
    it stays the run of its own week. A run that would go out on a paused day falls away.
    """
    day = _moved(dt.date.fromisocalendar(iso_year, iso_week, schedule.weekday + 1), schedule.holidays, calendar)
    if day is None or schedule.is_paused(day):
        return None
    return moment_of(day, schedule.at, zone)


def next_due(schedule: Weekly, after: dt.datetime, zone: ZoneInfo, calendar: Calendar) -> dt.datetime | None:
    """The first moment (UTC) later than `after` that a run is due; None while paused without an end."""
    today = after.astimezone(zone).date()
    start = max(today, schedule.paused_until) if schedule.paused_until and schedule.is_paused(today) else today
    for step in range(-WEEKS_MOVED, WEEKS_AHEAD):
        year, week, _ = (start + step * ONE_WEEK).isocalendar()
        due = due_in_week(schedule, year, week, zone, calendar)
        if due is not None and due > after:
            return due
    return None


def period_name(iso_year: int, iso_week: int) -> str:
    """The name of a week's run, as 2026-W48."""
    return f"{iso_year}-W{iso_week:02d}"


def week_of(moment: dt.datetime, zone: ZoneInfo) -> tuple[int, int]:
    """The ISO year and week in which people are living at that moment."""
    year, week, _ = moment.astimezone(zone).isocalendar()
    return year, week


def moment_of(day: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The first moment (UTC) at which the clock on the wall shows that time or has gone past it.

    A time that the spring change leaves out gives the first moment after the gap; of a time that the autumn change
    doubles, the first one counts.
    """
    wall = dt.datetime.combine(day, at)
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    # In the gap: fold=1 lies before the change, and clocks are changed on whole minutes.
    moment = wall.replace(second=0, microsecond=0, tzinfo=zone, fold=1).astimezone(dt.UTC)
    while moment.astimezone(zone).replace(tzinfo=None) < wall:
        moment += ONE_MINUTE
    return moment


def _moved(day: dt.date, holidays: str, calendar: Calendar) -> dt.date | None:
    # A week-end that is no holiday was chosen on purpose and stays.
    if holidays == "ignore" or not calendar.is_holiday(day):
        return day
    match holidays:
        case "skip":
            return None
        case "before":
            return calendar.act_by(day - ONE_DAY)
        case "after":
            return calendar.workday_on_or_after(day + ONE_DAY)
        case _:
            raise ValueError(f"{holidays!r} is no way to treat a holiday")
