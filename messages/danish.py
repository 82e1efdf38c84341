"""How days, moments, amounts and lists are written for people: Danish first, English beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from messages.words import words

LOCALE = {"da": "da", "en": "en_GB"}
_PATTERNS = {
    "da": {
        "full": "d. MMMM y",
        "named": "EEEE 'den' d. MMMM",
        "short": "EEE d. MMM",
        "dated": "d. MMM y",
        "month": "d. MMMM",
        "whole_month": "MMMM y",
        "bare_month": "MMM",
    },
    "en": {
        "full": "d MMMM y",
        "named": "EEEE d MMMM",
        "short": "EEE d MMM",
        "dated": "d MMM y",
        "month": "d MMMM",
        "whole_month": "MMMM y",
        "bare_month": "MMM",
    },
}


def day(date: dt.date, language: str = "da") -> str:
    """30. november 2026"""
    return _date(date, "full", language)


def month_day(date: dt.date, language: str = "da") -> str:
    """30. november, for a sentence that has named the year"""
    return _date(date, "month", language)


def named_day(date: dt.date, language: str, today: dt.date) -> str:
    """i dag, i morgen, mandag den 30. november (with the year where it is not this year's)"""
    away = (date - today).days
    if away in (0, 1):
        return words(language).gettext("today") if away == 0 else words(language).gettext("tomorrow")
    written = _date(date, "named", language)
    return written if date.year == today.year else f"{written} {date.year}"


def short_day(date: dt.date, language: str, today: dt.date) -> str:
    """man. 30. nov., for tables; 30. nov. 2025 in another year"""
    return _date(date, "short" if date.year == today.year else "dated", language)


def short_month(date: dt.date, language: str) -> str:
    """nov, under a bar of the last twelve months: without its dot, for which there is no room"""
    return _date(date, "bare_month", language).rstrip(".")


def whole_month(date: dt.date, language: str) -> str:
    """marts 2027"""
    return _date(date, "whole_month", language)


def clock(time: dt.time, language: str = "da") -> str:
    """06.15 in Danish, 06:15 in English"""
    return time.strftime("%H.%M" if language == "da" else "%H:%M")


def moment(at: dt.datetime, language: str, zone: dt.tzinfo) -> str:
    """22. november 2026 kl. 06.15, by the wall clock of `zone`"""
    local = at.astimezone(zone)
    return words(language).gettext(
        "%(day)s at %(time)s", day=day(local.date(), language), time=clock(local.time(), language)
    )


def short_moment(at: dt.datetime, language: str, zone: dt.tzinfo, today: dt.date) -> str:
    """man. 30. nov. kl. 08.00, for tables"""
    local = at.astimezone(zone)
    return words(language).gettext(
        "%(day)s at %(time)s", day=short_day(local.date(), language, today), time=clock(local.time(), language)
    )


def period(start: dt.date | None, end: dt.date | None, language: str = "da") -> str:
    """23.-29. november 2026; both ends included, a missing end is open, both missing is an empty text."""
    if start and end:
        return _span(start, end, language)
    if start:
        return words(language).gettext("from %(day)s", day=day(start, language))
    return words(language).gettext("until %(day)s", day=day(end, language)) if end else ""


def in_period(start: dt.date | None, end: dt.date | None, language: str = "da") -> str:
    """The same inside a sentence: den 30. november 2026, i november 2026, i 2026, i perioden 23.-29. november 2026"""
    say, written = words(language).gettext, period(start, end, language)
    if start and start == end:
        return say("on %(day)s", day=written)
    if start and end and start.day == 1 and (end + dt.timedelta(days=1)).day == 1 and start.year == end.year:
        if start.month == end.month:
            return say("in %(month)s", month=_date(start, "whole_month", language))
        if (start.month, end.month) == (1, 12):
            return say("in %(month)s", month=str(start.year))
    return say("in the period %(period)s", period=written) if start and end else written


def _span(start: dt.date, end: dt.date, language: str) -> str:
    if start == end:
        return day(end, language)
    if start.year != end.year:
        return f"{day(start, language)} - {day(end, language)}"
    if start.month != end.month:
        return f"{_date(start, 'month', language)} - {day(end, language)}"
    first = f"{start.day}." if language == "da" else f"{start.day}"
    return f"{first}-{day(end, language)}"


def number(value: float | Decimal, language: str = "da", decimals: int = 0) -> str:
    """1.234 or, with decimals, 1.234,5"""
    return format_decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), locale=LOCALE[language])


def signed(value: float | Decimal, language: str = "da") -> str:
    """+2, -3 or 0: a change since last time"""
    return number(value, language) if value <= 0 else "+" + number(value, language)


def percent(value: float, language: str = "da") -> str:
    """87,5 % of a number 0-100; whole percentages without decimals"""
    written = number(value, language, 0 if value == int(value) else 1)
    return f"{written} %" if language == "da" else f"{written}%"


def kroner(amount: str | Decimal, language: str = "da") -> str:
    """1.234.567 kr., rounded to whole kroner half away from zero"""
    whole = Decimal(amount).quantize(Decimal(1), rounding="ROUND_HALF_UP")
    written = number(whole, language)
    return f"{written} kr." if language == "da" else f"DKK {written}"


def in_thousands(amount: Decimal) -> Decimal:
    """Kroner in whole thousands, rounded half away from zero."""
    return (amount / 1000).quantize(Decimal(1), rounding="ROUND_HALF_UP") + 0


def count(n: int, noun: str, language: str = "da") -> str:
    """1 frist, 2 frister: `noun` is one of those below: a deadline, a case, a grant, a length's unit"""
    say_many, written = words(language).ngettext, number(n, language)
    nouns = {
        "deadline": lambda: say_many("%(number)s deadline", "%(number)s deadlines", n, number=written),
        "case": lambda: say_many("%(number)s case", "%(number)s cases", n, number=written),
        "day": lambda: say_many("%(number)s day", "%(number)s days", n, number=written),
        "file": lambda: say_many("%(number)s file", "%(number)s files", n, number=written),
        "row": lambda: say_many("%(number)s row", "%(number)s rows", n, number=written),
        "caseworker": lambda: say_many("%(number)s caseworker", "%(number)s caseworkers", n, number=written),
        "citizen": lambda: say_many("%(number)s citizen", "%(number)s citizens", n, number=written),
        "grant": lambda: say_many("%(number)s grant", "%(number)s grants", n, number=written),
        "posting": lambda: say_many("%(number)s posting", "%(number)s postings", n, number=written),
        "hour": lambda: say_many("%(number)s hour", "%(number)s hours", n, number=written),
        "weekday": lambda: say_many("%(number)s weekday", "%(number)s weekdays", n, number=written),
        "workday": lambda: say_many("%(number)s working day", "%(number)s working days", n, number=written),
        "week": lambda: say_many("%(number)s week", "%(number)s weeks", n, number=written),
        "month": lambda: say_many("%(number)s month", "%(number)s months", n, number=written),
    }
    return nouns[noun]()


def listing(items: Sequence[str], language: str = "da", *, either: bool = False) -> str:
    """a, b og c; with `either`: a, b eller c"""
    return format_list(list(items), "or" if either else "standard", locale=LOCALE[language])


def in_sentence(title: str) -> str:
    """A title as it stands inside a sentence: a small first letter, unless it begins with an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _date(date: dt.date, form: str, language: str) -> str:
    return format_date(date, _PATTERNS[language][form], locale=LOCALE[language])
