"""How many units of a grant fall in a stretch of days: day, week, month, hour, once (domain.md §8, committed)."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from enum import StrEnum
from fractions import Fraction

from storage.rules.days import Stretch

DAYS_A_WEEK = 7


class PriceUnit(StrEnum):
    """What a grant's price is for; the values are the words of the exports."""

    DAY = "døgn"
    WEEK = "uge"
    MONTH = "måned"
    HOUR = "time"
    """Hours a week stand in the grant's quantity, so a week of them is one unit."""
    ONCE = "gang"
    """The whole price on the start date."""


def units_in(unit: PriceUnit, start: dt.date, stop: dt.date | None, first: dt.date, last: dt.date) -> Fraction:
    """Units of a grant running from `start` to `stop` (included; None = without end) in [first, last].

    Days, weeks (also of hours) as days / 7, months as days covered / days in that month. Once: 1 when it starts there.
    """
    if unit == PriceUnit.ONCE:
        return Fraction(first <= start <= last)
    shared = overlap(start, stop, first, last)
    if shared is None:
        return Fraction(0)
    if unit == PriceUnit.MONTH:
        return months_in(*shared)
    return Fraction(days_in(*shared), 1 if unit == PriceUnit.DAY else DAYS_A_WEEK)


def months_in(first: dt.date, last: dt.date) -> Fraction:
    """Months in [first, last], part of a month as days covered / days in that month; `first` is not after `last`."""
    between = 12 * (last.year - first.year) + last.month - first.month - 1
    length = days_in_month(first)
    return Fraction(length - first.day + 1, length) + between + Fraction(last.day, days_in_month(last))


def overlap(start: dt.date, stop: dt.date | None, first: dt.date, last: dt.date) -> Stretch | None:
    """The days that [start, stop] (None = without end) and [first, last] share; None where they share none."""
    since, until = max(start, first), last if stop is None else min(stop, last)
    return (since, until) if since <= until else None


def runs_on(start: dt.date, stop: dt.date | None, day: dt.date) -> bool:
    """Whether the day lies in [start, stop], both included; no stop date has no end."""
    return start <= day and (stop is None or day <= stop)


def days_in(first: dt.date, last: dt.date) -> int:
    """Days from `first` to `last`, both counted."""
    return (last - first).days + 1


def days_in_month(day: dt.date) -> int:
    """How long the day's month is."""
    return monthrange(day.year, day.month)[1]


def days_in_year(year: int) -> int:
    """365 or 366."""
    return days_in(*whole_year(year))


def whole_year(year: int) -> Stretch:
    """1 January and 31 December."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
