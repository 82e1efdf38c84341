"""How each form of a day, month, quarter, season or year is read; the forms stand in danish_date_points.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from storage.rules.days import Stretch, day_of, month, months, week_numbered


class Precision(StrEnum):
    """How exactly a deadline is given (domain.md §6); the dated ones from fine to coarse."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half-year"
    YEAR = "year"
    OPEN_ENDED = "open-ended"
    RECURRING = "recurring"
    UNKNOWN = "unknown"


InYear = Callable[[int], Stretch | None]


@dataclass(frozen=True, slots=True)
class Point:
    """One expression of time, its year perhaps left out; `in_year` gives its days in a year, None if it has none."""

    year: int | None
    in_year: InYear
    precision: Precision
    is_range: bool = False
    """Written as from-to, such as 2025-2027."""


Reader = Callable[[re.Match[str]], Point | bool | None]
"""None: written like a date but none. False: not a date, left for the next forms."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 9_998
"""Years around them can still be counted on a calendar."""

MARK = "[\ue000-\uefff]"
"""Any of the private letters that stand for a point."""
CLAUSE_ENDS = r"(?=\s*(?:$|[,;:)\n]|\.(?:\s|$)|-|/|(?:og|eller|til|samt|ad)\b))"
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SHY = {"jan", "mar"}
"""Also a name and a slip: without a year only where a dot, a dash or nothing else stands beside them."""
FIRST_TO_FOURTH = {
    "foerste": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "sidste": 4,
}  # fmt: skip
_ORDINALS = (
    "foerste anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende "
    "femtende sekstende syttende attende nittende tyvende enogtyvende toogtyvende treogtyvende fireogtyvende "
    "femogtyvende seksogtyvende syvogtyvende otteogtyvende niogtyvende tredivte enogtredivte"
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), 1)} | {"andet": 2}
SEASONS = {"foraar": 3, "sommer": 6, "efteraar": 9, "vinter": 12}
_BEFORE_A_YEAR = re.compile(
    "i|af|fra|til|inden|foer|senest|primo|medio|ultimo|opstart|start|starter|pr|ved|siden|efter|mod|indtil|frem|og"
    "|eller|ca|omkring|hele|tidligst|slut"
)
_NO_DEADLINE_BEFORE = re.compile(
    r"for|paa|med|om|end|§|nr|kr|\w*(?:budget|regnskab|aarshjul)\w*"
    r"|\w*(?:plan|strategi|vision|model|version|rapport|projekt|program|politik|lov|sag|konto)(?:[lkm]?e[nt]|er)?"
)
"""What such a word names is of a year, not due in it: 'budget 2026', 'årshjul for 2025'."""


def stretch_of(point: Point, year: int) -> Stretch | None:
    """The point's days in a year; None where it has none there or the year lies off the calendar."""
    return point.in_year(year) if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def third_of(point: Point, number: int) -> Point:
    """Primo, medio, ultimo (0-2): thirds of a month; January, June, December of a year (domain.md §6).

    Of a quarter or season one of its months, of a half-year two; a day or a span stays as it is.
    """
    if point.is_range or point.precision is Precision.DAY:
        return point

    def in_year(year: int) -> Stretch | None:
        stretch = point.in_year(year)
        if stretch is None:
            return None
        first, last = stretch
        match point.precision:
            case Precision.YEAR:
                return month(first.year, (1, 6, 12)[number])
            case Precision.MONTH:
                return ((first, first.replace(day=10)), (first.replace(day=11), first.replace(day=20)),
                        (first.replace(day=21), last))[number]  # fmt: skip
            case _:
                each = 2 if point.precision is Precision.HALF_YEAR else 1
                return months(first.year, first.month + number * each, each)

    return Point(point.year, in_year, Precision.MONTH)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int | None, month_number: int, day: int) -> Point | None:
    # 2000 is a leap year: what it does not have, no year has.
    if day_of(2000 if year is None else year, month_number, day) is None:
        return None
    return Point(year, lambda y: (d, d) if (d := day_of(y, month_number, day)) else None, Precision.DAY)


def _months(year: int | None, first: int, count: int, precision: Precision, *, is_range: bool = False) -> Point:
    return Point(year, lambda y: months(y, first, count), precision, is_range)


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def read_iso(m: re.Match[str]) -> Point | None:
    return _day(int(m["y"]), int(m["m"]), int(m["d"]))


def read_numeric(m: re.Match[str]) -> Point | None:
    return _day(_year(m["y"] or m["y2"]), int(m["m"]), int(m["d"]))


def read_numeric_without_year(m: re.Match[str]) -> Point | None:
    return _day(None, int(m["m"]), int(m["d"]))


def read_day_and_month(m: re.Match[str]) -> Point | None:
    day = int(m["d"]) if m["d"].isdigit() else ORDINALS[m["d"]]
    return _day(_year(m["y"]), _month_number(m["month"]), day)


def read_days_of_month(m: re.Match[str]) -> Point | None:
    number, first, last = _month_number(m["month"]), int(m["d"]), int(m["d2"])

    def in_year(year: int) -> Stretch | None:
        start, end = day_of(year, number, first), day_of(year, number, last)
        return (start, end) if start and end and start <= end else None

    year = _year(m["y"])
    is_range = m["link"] != "og"
    return Point(year, in_year, Precision.DAY, is_range) if in_year(2000 if year is None else year) else None


def read_month(m: re.Match[str]) -> Point | bool:
    year = _year(m["y"])
    if m["month"] in _SHY and year is None:
        beside = m.string[: m.start()].rstrip()[-1:] + m.string[m.end() :].lstrip()[:1]
        if beside and not set(beside) & set("-/."):
            return False
    return _months(year, _month_number(m["month"]), 1, Precision.MONTH)


def read_month_in_figures(m: re.Match[str]) -> Point | None:
    number = int(m["m"])
    return _months(int(m["y"]), number, 1, Precision.MONTH) if 1 <= number <= 12 else None


def _nth(text: str) -> int:
    return FIRST_TO_FOURTH.get(text) or int(text)


def read_quarter(m: re.Match[str]) -> Point | None:
    number = _nth(m["n"])
    return _months(_year(m["y"]), 3 * number - 2, 3, Precision.QUARTER) if number <= 4 else None


def read_two_quarters(m: re.Match[str]) -> Point | None:
    first, last = _nth(m["n"]), _nth(m["n2"])
    if not first < last <= 4:
        return None
    is_range = m["link"] in {"-", "til"}
    count = 3 * (last - first + 1)
    return _months(_year(m["y"]), 3 * first - 2, count, Precision.QUARTER, is_range=is_range)


def read_half_year(m: re.Match[str]) -> Point | None:
    number = 2 if m["n"] == "sidste" else _nth(m["n"])
    return _months(_year(m["y"]), 6 * number - 5, 6, Precision.HALF_YEAR) if number <= 2 else None


def read_season(m: re.Match[str]) -> Point:
    return _months(_year(m["y"]), SEASONS[m["season"]], 3, Precision.SEASON)


def read_winter(m: re.Match[str]) -> Point | None:
    first, last = int(m["y"]), _year(m["y2"])
    return _months(first, 12, 3, Precision.SEASON) if last == first + 1 else None


def read_school_year(m: re.Match[str]) -> Point | None:
    first, last = int(m["y"]), _year(m["y2"])
    return _months(first, 8, 12, Precision.YEAR) if last == first + 1 else None


def read_turn_of_the_year(m: re.Match[str]) -> Point | None:
    """31/12 where both years are named; of one alone nobody knows which end is meant."""
    first, last = int(m["y"]), _year(m["y2"])
    return _day(first, 12, 31) if last == first + 1 else None


def read_week(m: re.Match[str]) -> Point | None:
    first, last = int(m["n"]), int(m["n2"] or m["n"])
    if not 1 <= first <= last <= 53:
        return None

    def in_year(year: int) -> Stretch | None:
        start, end = week_numbered(year, first), week_numbered(year, last)
        return (start[0], end[1]) if start and end else None

    return Point(_year(m["y"]), in_year, Precision.DAY, is_range=first < last)


def read_christmas(m: re.Match[str]) -> Point | None:
    return _day(_year(m["y"]), 12, 24)


def read_summer_holidays(m: re.Match[str]) -> Point | None:
    return _day(_year(m["y"]), 7, 1)


def read_years(m: re.Match[str]) -> Point | None:
    first, short = int(m["y"]), m["y2"] or m["y3"]
    last = _year(short) or 0
    if first < last:
        return _months(first, 1, 12 * (last - first + 1), Precision.YEAR, is_range=True)
    # 2025-06 can only be the month; 2025-2024 is nothing.
    is_month = m["link2"] == "-" and 1 <= int(short) <= 12
    return _months(first, int(short), 1, Precision.MONTH) if is_month else None


def read_year(m: re.Match[str]) -> Point | bool:
    before = re.search(r"([a-z§]+|[^\sa-z])[\s.]*$", m.string[max(0, m.start() - 60) : m.start()])
    word = before[1] if before else ""
    sure = _BEFORE_A_YEAR.fullmatch(word) or not word.isalpha()
    ends = re.match(rf"{CLAUSE_ENDS}|\s*{MARK}", m.string[m.end() : m.end() + 60])
    if _NO_DEADLINE_BEFORE.fullmatch(word) or not (sure or ends):
        return False
    return _months(int(m["y"]), 1, 12, Precision.YEAR)
