"""How each form of a day, month, quarter, season or year is read; the forms themselves stand in forms.py."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from storage.rules.dates.points import Point, Precision, day_point, months_point
from storage.rules.dates.words import ALL_MONTHS, BOTH, FEASTS, ORDINALS
from storage.rules.days import Stretch, day_of, easter, week_numbered

PointReader = Callable[[re.Match[str]], Point | bool | None]
"""None: written like a date but none. False: not a date, left for the next forms."""

MARK = "[\ue000-\uefff]"
"""Any of the private letters that stand for a point."""
CLAUSE_ENDS = r"(?=\s*(?:$|[,;:)\n]|\.(?:\s|$)|-|/|(?:og|eller|til|samt|ad)\b))"
_BEFORE_A_YEAR = re.compile(
    "i|af|fra|til|inden|foer|senest|primo|medio|ultimo|opstart|start|starter|pr|ved|siden|efter|mod|indtil|frem|og"
    "|eller|ca|omkring|hele|tidligst|slut"
)
_NO_DEADLINE_BEFORE = re.compile(
    r"for|paa|med|om|end|§|nr|kr|\w*(?:budget|regnskab|aarshjul)\w*"
    r"|\w*(?:plan|strategi|vision|model|version|rapport|projekt|program|politik|lov|sag|konto)(?:[lkm]?e[nt]|er)?"
)
"""Such a word names something of a year, not something due in it: 'budget 2026', 'årshjul for 2025'."""


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def read_iso(m: re.Match[str]) -> Point | None:
    return day_point(int(m["y"]), int(m["m"]), int(m["d"]))


def read_numeric(m: re.Match[str]) -> Point | None:
    return day_point(_year(m["y"] or m["y2"]), int(m["m"]), int(m["d"]))


def read_numeric_without_year(m: re.Match[str]) -> Point | None:
    return day_point(None, int(m["m"]), int(m["d"]))


def read_day_and_month(m: re.Match[str]) -> Point | None:
    day = int(m["d"]) if m["d"].isdigit() else ORDINALS[m["d"]]
    return day_point(_year(m["y"]), ALL_MONTHS[m["month"]], day)


def read_days_of_month(m: re.Match[str]) -> Point | None:
    number, first, last = ALL_MONTHS[m["month"]], int(m["d"]), int(m["d2"])

    def in_year(year: int) -> Stretch | None:
        start, end = day_of(year, number, first), day_of(year, number, last)
        return (start, end) if start and end and start <= end else None

    year = _year(m["y"])
    is_range = m["link"] not in {"og", "and"}
    return Point(year, in_year, Precision.DAY, is_range) if in_year(2000 if year is None else year) else None


def read_month(m: re.Match[str]) -> Point:
    return months_point(_year(m["y"]), ALL_MONTHS[m["month"]], 1, Precision.MONTH)


def read_shy_month(m: re.Match[str]) -> Point | bool:
    """Without a year only where a dot, a dash or nothing else stands beside it: Jan is also a name."""
    if _year(m["y"]) is None:
        beside = m.string[: m.start()].rstrip()[-1:] + m.string[m.end() :].lstrip()[:1]
        if beside and not set(beside) & set("-/."):
            return False
    return read_month(m)


def read_month_in_figures(m: re.Match[str]) -> Point | None:
    number = int(m["m"])
    return months_point(int(m["y"]), number, 1, Precision.MONTH) if 1 <= number <= 12 else None


def _nth(text: str) -> int:
    return 4 if text in {"sidste", "last"} else ORDINALS.get(text) or int(text)


def read_quarter(m: re.Match[str]) -> Point | None:
    number = _nth(m["n"])
    return months_point(_year(m["y"]), 3 * number - 2, 3, Precision.QUARTER) if number <= 4 else None


def read_two_quarters(m: re.Match[str]) -> Point | None:
    first, last = _nth(m["n"]), _nth(m["n2"])
    if not first < last <= 4:
        return None
    is_range = m["link"] in {"-", "til"}
    count = 3 * (last - first + 1)
    return months_point(_year(m["y"]), 3 * first - 2, count, Precision.QUARTER, is_range=is_range)


def read_half_year(m: re.Match[str]) -> Point | None:
    number = 2 if m["n"] in {"sidste", "last"} else _nth(m["n"])
    return months_point(_year(m["y"]), 6 * number - 5, 6, Precision.HALF_YEAR) if number <= 2 else None


def read_season(m: re.Match[str]) -> Point:
    return months_point(_year(m["y"]), BOTH.seasons[m["season"]], 3, Precision.SEASON)


def read_winter(m: re.Match[str]) -> Point | None:
    first, last = int(m["y"]), _year(m["y2"])
    return months_point(first, 12, 3, Precision.SEASON) if last == first + 1 else None


def read_school_year(m: re.Match[str]) -> Point | None:
    first, last = int(m["y"]), _year(m["y2"])
    return months_point(first, 8, 12, Precision.YEAR) if last == first + 1 else None


def read_turn_of_the_year(m: re.Match[str]) -> Point | None:
    """31/12 where both years are named; with one year alone nobody knows which end of it is meant."""
    first, last = int(m["y"]), _year(m["y2"])
    return day_point(first, 12, 31) if last == first + 1 else None


def read_week(m: re.Match[str]) -> Point | None:
    first, last = int(m["n"]), int(m["n2"] or m["n"])
    if not 1 <= first <= last <= 53:
        return None

    def in_year(year: int) -> Stretch | None:
        start, end = week_numbered(year, first), week_numbered(year, last)
        return (start[0], end[1]) if start and end else None

    return Point(_year(m["y"]), in_year, Precision.DAY, is_range=first < last)


def _easter(first: int, last: int) -> Callable[[int], Stretch]:
    return lambda y: (easter(y) + dt.timedelta(days=first), easter(y) + dt.timedelta(days=last))


def _each(month: int, day: int) -> Callable[[int], Stretch]:
    return lambda y: (dt.date(y, month, day), dt.date(y, month, day))


_FEASTS: dict[str, Callable[[int], Stretch | None]] = {
    "christmas": _each(12, 24),
    "christmas_holidays": lambda y: (dt.date(y, 12, 24), dt.date(y + 1, 1, 1)),
    "new_year": _each(12, 31),
    "easter": _easter(-3, -3),
    "easter_holidays": _easter(-6, 1),
    "whitsun": _easter(49, 49),
    # A day, not a stretch: dates.md reads "inden sommerferien" as until 1 July.
    "summer_holidays": _each(7, 1),
    "autumn_holidays": lambda y: week_numbered(y, 42),
    "winter_holidays": lambda y: week_numbered(y, 7),
}


def read_feast(m: re.Match[str]) -> Point:
    return Point(_year(m["y"]), _FEASTS[FEASTS[m["feast"]]], Precision.DAY)


def read_years(m: re.Match[str]) -> Point | None:
    first, short = int(m["y"]), m["y2"] or m["y3"]
    last = _year(short) or 0
    if first < last:
        return months_point(first, 1, 12 * (last - first + 1), Precision.YEAR, is_range=True)
    # 2025-06 can only be the month; 2025-2024 is nothing.
    is_month = m["link2"] == "-" and 1 <= int(short) <= 12
    return months_point(first, int(short), 1, Precision.MONTH) if is_month else None


def read_year(m: re.Match[str]) -> Point:
    return months_point(int(m["y"]), 1, 12, Precision.YEAR)


def read_year_due(m: re.Match[str]) -> Point | bool:
    """A year in which something is due, not one that a plan or a budget is called by."""
    before = re.search(r"([a-z§]+|[^\sa-z])[\s.]*$", m.string[max(0, m.start() - 60) : m.start()])
    word = before[1] if before else ""
    sure = _BEFORE_A_YEAR.fullmatch(word) or not word.isalpha()
    ends = re.match(rf"{CLAUSE_ENDS}|\s*{MARK}", m.string[m.end() : m.end() + 60])
    if _NO_DEADLINE_BEFORE.fullmatch(word) or not (sure or ends):
        return False
    return read_year(m)
