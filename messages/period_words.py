"""A period of a question in words: a day, a month, a quarter, a year, or from one day to another."""

from __future__ import annotations

import datetime as dt

from messages import danish
from messages.words import words
from storage.rules.days import around
from storage.rules.period import Period


def in_days(period: Period, language: str) -> str:
    """den 30. november 2026, i november 2026, i 4. kvartal 2026, fra 1. maj 2026; nothing where both ends are open."""
    return quarter(period, language, inside=True) or danish.in_period(period.start, period.end, language)


def days(period: Period, language: str) -> str:
    """30. november 2026, november 2026, 2026, 4. kvartal 2026, fra 1. maj 2026: for a line."""
    start, end = period.start, period.end
    if start and end and start.day == 1 and start.year == end.year and (end + dt.timedelta(days=1)).day == 1:
        if start.month == end.month:
            return danish.whole_month(start, language)
        if (start.month, end.month) == (1, 12):
            return str(start.year)
    return quarter(period, language) or danish.period(start, end, language)


def quarter(period: Period, language: str, *, inside: bool = False) -> str:
    """4. kvartal 2026, with `inside` i 4. kvartal 2026; nothing where the period is no quarter."""
    if period.start is None or around(period.start, "quarter", 0) != (period.start, period.end):
        return ""
    say = words(language).gettext
    named = say("quarter %(number)s of %(year)s", number=(period.start.month + 2) // 3, year=period.start.year)
    return say("in %(month)s", month=named) if inside else named
