"""Workdays, weekdays and date arithmetic as a Danish municipality counts them (domain.md §2)."""

from __future__ import annotations

import datetime as dt
from calendar import isleap, monthrange
from dataclasses import dataclass
from functools import cache

from holidays import country_holidays

SATURDAY = 5
SUNDAY = 6
ONE_DAY = dt.timedelta(days=1)
FOREVER = dt.date.max
"""9999-12-31, where intervals end that still run; the same day as in storage/schema/base.py."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Danish public holidays and one municipality's own closing days, given as (month, day) pairs."""

    closing_days: tuple[tuple[int, int], ...] = ((6, 5), (12, 24), (12, 31))

    def is_holiday(self, day: dt.date) -> bool:
        """Whether the office is closed that day for another reason than the week-end."""
        return day in _holidays(day.year, self.closing_days)

    def is_workday(self, day: dt.date) -> bool:
        """Arbejdsdag: Monday-Friday, no public holiday, no municipal closing day."""
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def is_weekday(self, day: dt.date) -> bool:
        """Hverdag: Monday-Saturday, no public holiday; the municipality's own closing days count."""
        return day.weekday() < SUNDAY and day not in _holidays(day.year, ())

    def add_workdays(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th workday after `day`, which itself is not counted."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_workday(day)
        return day

    def add_weekdays(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th weekday after `day`, which itself is not counted."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_weekday(day)
        return day

    def act_by(self, due: dt.date) -> dt.date:
        """The last workday on or before `due`: the day reminders count from."""
        while not self.is_workday(due):
            due -= ONE_DAY
        return due

    def workday_on_or_after(self, day: dt.date) -> dt.date:
        """`day` itself or the first workday after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day number `months` on (or back), at most that month's last day: 31/1 + 1 month = 28/2 or 29/2.

    A date beyond the calendar's end becomes its last day, one before its beginning the first.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return FOREVER if year > dt.MAXYEAR else dt.date.min
    return dt.date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def birthday(birth_date: dt.date, age: int) -> dt.date:
    """The day a person turns `age`; born on 29/2, it falls on 28/2 in other years than leap years."""
    return add_months(birth_date, 12 * age)


@cache
def _holidays(year: int, closing_days: tuple[tuple[int, int], ...]) -> frozenset[dt.date]:
    # Asked for several times per imported event, hence worked out once a year.
    public = frozenset(country_holidays("DK", years=year))
    own = (pair for pair in closing_days if pair != (2, 29) or isleap(year))
    return public | {dt.date(year, month, day) for month, day in own}
