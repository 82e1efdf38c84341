"""Stretches of the calendar for readers of dates: weeks, months, quarters and days with names."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from storage.rules.calendar import add_months

Stretch = tuple[dt.date, dt.date]
"""First and last day, both included."""


def month(year: int, number: int) -> Stretch:
    """The month; `number` may run past 12 or below 1 into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return dt.date(year, number, 1), dt.date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Stretch:
    """`count` whole months from month `first` on: a quarter, a half-year, a season, a year."""
    return month(year, first)[0], month(year, first + count - 1)[1]


def week(day: dt.date, ahead: int = 0) -> Stretch:
    """The ISO week (Monday to Sunday) of a day, or `ahead` weeks from it."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=ahead)
    return monday, monday + dt.timedelta(days=6)


def week_numbered(year: int, number: int) -> Stretch | None:
    """ISO week `number`; None where the year has no such week."""
    try:
        monday = dt.date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + dt.timedelta(days=6)


def day_of(year: int, month_number: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month_number, day)
    except ValueError:
        return None


def easter(year: int) -> dt.date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def shifted(day: dt.date, count: int, unit: str) -> dt.date:
    """The day `count` days, weeks, months or years on (or back)."""
    if unit == "month":
        return add_months(day, count)
    if unit == "year":
        return add_months(day, 12 * count)
    return day + dt.timedelta(days=count * (7 if unit == "week" else 1))


def around(day: dt.date, unit: str, step: int) -> Stretch:
    """This (0), the next (1) or the last (-1) week, month, quarter, half-year or year."""
    match unit:
        case "week":
            return week(day, step)
        case "month":
            return month(day.year, day.month + step)
        case "quarter":
            return months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * step, 3)
        case "half":
            return months(day.year, (day.month - 1) // 6 * 6 + 1 + 6 * step, 6)
        case _:
            return months(day.year + step, 1, 12)
