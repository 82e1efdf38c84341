"""A day, a time of it or a month as one cell of an export holds it: nothing but that (formats.md)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.rules.dates.words import BOTH, LETTERS, SHORT_WEEKDAYS, WEEKDAYS, choice

EARLIEST = 1900
LATEST = 2199
"""Years outside are typing errors; deadlines worked out from them would leave the calendar."""
NO_END = dt.date(9999, 12, 31)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
"""The time zone into which a time with an offset from UTC is turned."""

_MONTHS = BOTH.all_months
_WEEKDAY = rf"(?:(?P<weekday>{choice([*WEEKDAYS, *SHORT_WEEKDAYS])})\.?,?\s+)?(?:(?:den|d\.)\s*)?"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:"
    r"(?P<day>\d{1,2})[-./] ?(?P<month>\d{1,2})[-./] ?(?P<year>\d{4}|\d{2})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    rf"|(?P<named_day>\d{{1,2}})\.?[\s-]*(?P<named_month>{choice(_MONTHS)})\.?[\s,-]*(?P<named_year>\d{{4}}|\d{{2}}))",
    re.ASCII,
)
_HOUR_AND_MINUTE = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
_CLOCK_BEHIND = re.compile(
    rf"(?<=\d)(?:,?\s+|t)(?P<clock>kl\.?\s*(?:{_HOUR_AND_MINUTE}|\d{{1,2}})|{_HOUR_AND_MINUTE}|\d{{1,2}}(?=\s*[ap]\.?m))"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?$",
    re.ASCII,
)
_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?", re.ASCII)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,](?P<part>\d+))?", re.ASCII)
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's day 0; its dates know no time zone
_MONTH_OF_A_YEAR = re.compile(
    rf"(?:(?P<iso_year>\d{{4}})-(?P<iso_month>\d{{1,2}})|(?P<month>\d{{1,2}})[-/](?P<year>\d{{4}})|(?P<number>\d{{1,2}})"
    rf"|(?P<name>{choice(_MONTHS)})\.?(?:[\s-]*(?P<named_year>\d{{4}}))?)",
    re.ASCII,
)


def read_moment(text: str) -> tuple[dt.date | None, dt.time | None]:
    """A date and its time of day where one is written; 31-12-9999 = no end gives (None, None).

    dd-mm-yyyy, d/m-yy (20yy), dd.mm.yyyy, yyyy-mm-dd, 3. november 2026, 03-nov-26, a weekday before it that fits;
    behind it hh:mm, kl. 9, 2:15 PM, 24:00 (the next day's 00:00), an offset from UTC or Z; Excel's day numbers of
    1954-2119.
    Raises ValueError for anything else.
    """
    if _SERIAL.fullmatch(text):
        return _from_serial(text)
    folded = text.casefold().translate(LETTERS)
    behind = _CLOCK_BEHIND.search(folded)
    if behind is None:
        day = _day(folded)
        return (None, None) if day == NO_END else (day, None)
    day = _day(folded[: behind.start()])
    if day == NO_END:
        return None, None
    return _at(day, behind["clock"], behind["half"] or "", behind["zone"])


def read_month_of_year(text: str) -> tuple[int | None, int]:
    """A month, with its year where one is written: 3, marts, mar., 2026-03, 03/2026, marts 2026.

    Raises ValueError for anything else.
    """
    found = _MONTH_OF_A_YEAR.fullmatch(text.casefold().translate(LETTERS))
    if found is None:
        raise ValueError("not a month")
    year = found["iso_year"] or found["year"] or found["named_year"]
    number = _MONTHS[found["name"]] if found["name"] else int(found["iso_month"] or found["month"] or found["number"])
    if not 1 <= number <= 12:
        raise ValueError("not a month")
    return (int(year) if year else None), number


@lru_cache(maxsize=50_000)
def _day(text: str) -> dt.date:
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError("not a date")
    year = found["year"] or found["iso_year"] or found["named_year"]
    named = found["named_month"]
    month = _MONTHS[named] if named else int(found["month"] or found["iso_month"])
    day = dt.date(
        int(year) + (2000 if len(year) == 2 else 0), month, int(found["day"] or found["iso_day"] or found["named_day"])
    )
    if not EARLIEST <= day.year <= LATEST and day != NO_END:
        raise ValueError("not a date of our time")
    weekday = found["weekday"]
    if weekday and {**SHORT_WEEKDAYS, **WEEKDAYS}[weekday] != day.weekday():
        raise ValueError("a date on another weekday")
    return day


def _at(day: dt.date, clock: str, half: str, zone: str | None) -> tuple[dt.date, dt.time]:
    """The day and the time of it on the clock of Copenhagen."""
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError("not a time of day")
    hour, minute, second = (int(part or 0) for part in found.groups())
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("not a time of day")
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if (hour, minute, second) == (24, 0, 0):
        day, hour = day + dt.timedelta(days=1), 0
    moment = dt.datetime.combine(day, dt.time(hour, minute, second))
    if zone is not None:
        moment = moment.replace(tzinfo=dt.UTC if zone == "z" else _offset(zone)).astimezone(COPENHAGEN)
    return moment.date(), moment.time()


def _offset(zone: str) -> dt.timezone:
    apart = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return dt.timezone(-apart if zone.startswith("-") else apart)


def _from_serial(text: str) -> tuple[dt.date, dt.time | None]:
    found = _SERIAL.fullmatch(text)
    if found is None or not 20_000 <= int(found["days"]) <= 80_000:
        raise ValueError("not a date of our time")
    exact = _EXCEL_EPOCH + dt.timedelta(days=float(f"{found['days']}.{found['part'] or 0}"))
    # Excel keeps a time as a fraction of the day, which rarely is exact to the second.
    rounded = (exact + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded.date(), rounded.time() if found["part"] else None
