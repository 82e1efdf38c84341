"""When a reminder is due: once in each ISO week, month or working day, by the wall clock, and moved for holidays."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from storage.rules.calendar import ONE_DAY, SATURDAY, Calendar, add_months

ONE_MINUTE = dt.timedelta(minutes=1)
ONE_WEEK = dt.timedelta(weeks=1)
FIRST, LAST = "first", "last"
DAYS = tuple(str(day) for day in range(1, 32))
BEFORE = "before "
BEFORE_DAYS = tuple(BEFORE + day for day in DAYS)
MONTHLY = (FIRST, LAST, *DAYS, *BEFORE_DAYS)
"""What `Rhythm.monthly` may say."""
WEEKLY, DAILY = "week", "day"
"""The names of the rhythms that are not monthly."""
NEARBY = range(-2, 3)
"""A moved day may fall in a neighbouring week or month; over Christmas and New Year two weeks away."""
AHEAD = range(-2, 54)
"""How far to look for the next time: any weekday falls on a workday within a year, and any daily run within weeks."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A schedule, every week, month or working day; `at` is local wall-clock time, both days of the pause are included.

    Weekly it falls on `weekday` (0 = Monday); `monthly` makes it the first or last such weekday of the month, or that
    day of it (1-31, a shorter month's last), or with `before 10` the last working day before the 10th, so that it is
    there when that day begins. `daily` makes it every working day. `holidays` says what a holiday does to the others:
    skip | before | after | ignore.
    """

    weekday: int
    at: dt.time
    holidays: str = "after"
    paused_from: dt.date | None = None
    paused_until: dt.date | None = None
    """None with `paused_from` set: until resumed."""
    monthly: str | None = None
    daily: bool = False

    @property
    def reads_weekday(self) -> bool:
        """Whether the weekday matters; if not, two rhythms that differ in it alone are the same."""
        return not self.daily and self.monthly in {None, FIRST, LAST}

    def is_paused(self, day: dt.date) -> bool:
        """Whether nothing may go out that day."""
        if self.paused_from is None or day < self.paused_from:
            return False
        return self.paused_until is None or day <= self.paused_until


class ScheduleTurn(NamedTuple):
    """One run: `period` names it (2026-W48, 2026-11, 2026-11-23), `day` is its day before holidays move it."""

    period: str
    day: dt.date


def turn_of(rhythm: Rhythm, day: dt.date) -> ScheduleTurn:
    """The run of the week or month in which the day lies, or of the day itself."""
    if rhythm.daily:
        return ScheduleTurn(day.isoformat(), day)
    if rhythm.monthly is None:
        year, week, _ = day.isocalendar()
        return ScheduleTurn(period_name(year, week), dt.date.fromisocalendar(year, week, rhythm.weekday + 1))
    return ScheduleTurn(f"{day:%Y-%m}", _day_of_month(rhythm.monthly, rhythm.weekday, day.year, day.month))


def turns_near(rhythm: Rhythm, day: dt.date, steps: Iterable[int] = NEARBY) -> Iterator[ScheduleTurn]:
    """The runs so many weeks, months or days from the day's own."""
    for step in steps:
        if rhythm.monthly is None:
            yield turn_of(rhythm, day + step * (ONE_DAY if rhythm.daily else ONE_WEEK))
        else:
            yield turn_of(rhythm, add_months(day.replace(day=1), step))


def due_of(rhythm: Rhythm, turn: ScheduleTurn, zone: ZoneInfo, calendar: Calendar) -> dt.datetime | None:
    """The moment (UTC) that a run is due, or None when it is skipped for a holiday or a pause.

    On a holiday or closing day the run moves to the nearest workday `before` or `after`, perhaps into another week or
    month; it is still the run of its own period. A daily run on a day off or a paused day is skipped.
    """
    day = _moved(turn.day, rhythm, calendar)
    if day is None or rhythm.is_paused(day):
        return None
    return moment_of(day, rhythm.at, zone)


def next_due(rhythm: Rhythm, after: dt.datetime, zone: ZoneInfo, calendar: Calendar) -> dt.datetime | None:
    """The first moment (UTC) later than `after` that a run is due; None while paused without an end."""
    today = after.astimezone(zone).date()
    start = max(today, rhythm.paused_until) if rhythm.paused_until and rhythm.is_paused(today) else today
    dues = (due_of(rhythm, turn, zone, calendar) for turn in turns_near(rhythm, start, AHEAD))
    return next((due for due in dues if due is not None and due > after), None)


def _day_of_month(on: str, weekday: int, year: int, month: int) -> dt.date:
    begins, length = monthrange(year, month)
    if on == FIRST:
        return dt.date(year, month, 1 + (weekday - begins) % 7)
    if on == LAST:
        last = dt.date(year, month, length)
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    return dt.date(year, month, min(int(on.removeprefix(BEFORE)), length))


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


def _moved(day: dt.date, rhythm: Rhythm, calendar: Calendar) -> dt.date | None:
    if rhythm.daily:
        return day if calendar.is_workday(day) else None
    if rhythm.monthly in BEFORE_DAYS:
        return calendar.act_by(day - ONE_DAY)
    if rhythm.holidays == "ignore" or _stays(day, rhythm, calendar):
        return day
    match rhythm.holidays:
        case "skip":
            # A month whose first is a Saturday must not go without its report.
            return None if calendar.is_holiday(day) else calendar.workday_on_or_after(day)
        case "before":
            return calendar.act_by(day - ONE_DAY)
        case "after":
            return calendar.workday_on_or_after(day + ONE_DAY)
        case _:
            raise ValueError(f"{rhythm.holidays!r} is no way to treat a holiday")


def _stays(day: dt.date, rhythm: Rhythm, calendar: Calendar) -> bool:
    """Whether a run stays on its day: a week-end was chosen on purpose, unless only the day of the month was."""
    chosen = rhythm.monthly not in DAYS
    return not calendar.is_holiday(day) and (chosen or day.weekday() < SATURDAY)
