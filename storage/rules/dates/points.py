"""Points in time, as plans and chat both understand them: their days in a year, their thirds, their years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.rules.days import Stretch, day_of, month, months


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


EARLIEST_YEAR, LATEST_YEAR = 1900, 9_998
"""Years around them can still be counted on a calendar."""
_YEARS_APART = 8
"""The next 29/2 may be eight years away, the next week 53 seven."""


def stretch_of(point: Point, year: int) -> Stretch | None:
    """The point's days in a year; None where it has none there or the year lies off the calendar."""
    return point.in_year(year) if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def coming_year(point: Point, after: dt.date) -> int | None:
    """The first year in which the point ends later than a day."""
    for year in range(after.year - 1, after.year + _YEARS_APART + 1):
        stretch = stretch_of(point, year)
        if stretch and stretch[1] > after:
            return year
    return None


def latest_year(point: Point, before: dt.date) -> int | None:
    """The last year in which the point begins earlier than a day."""
    for year in range(before.year, before.year - _YEARS_APART - 1, -1):
        stretch = stretch_of(point, year)
        if stretch and stretch[0] < before:
            return year
    return None


def years_beside(points: Sequence[Point | None]) -> list[int | None]:
    """The year of each of several points named together: its own, else the one its neighbours imply, else None.

    Only neighbours that are finer than a year count, one after the point before one in front of it. Their order may
    imply the year beside theirs: in 'oktober - juni 2021' October is of 2020.
    """
    return [None if point is None else _year_beside(points, number) for number, point in enumerate(points)]


def _year_beside(points: Sequence[Point | None], number: int) -> int | None:
    point = points[number]
    if point is None or point.year is not None:
        return None if point is None else point.year
    after = next((p for p in points[number + 1 :] if _tells_the_year(p)), None)
    neighbour = after or next((p for p in reversed(points[:number]) if _tells_the_year(p)), None)
    if neighbour is None or neighbour.year is None:
        return None
    here, there = stretch_of(point, neighbour.year), stretch_of(neighbour, neighbour.year)
    if here is None or there is None:
        return neighbour.year
    if after:
        return neighbour.year - 1 if here[0] > there[0] else neighbour.year
    return neighbour.year + 1 if here[0] < there[0] else neighbour.year


def _tells_the_year(point: Point | None) -> bool:
    return point is not None and point.year is not None and point.precision is not Precision.YEAR


def third(stretch: Stretch, precision: Precision, number: int) -> Stretch:
    """Primo, medio, ultimo (0-2) of a stretch: thirds of a month; January, June, December of a year (domain.md §6).

    A third of a quarter or season is one of its months, of a half-year two; days and weeks stay as they are.
    """
    first, last = stretch
    match precision:
        case Precision.YEAR if first.month == 1:
            return month(first.year, (1, 6, 12)[number])
        case Precision.YEAR:
            # A school year begins in August: its thirds lie at the same places, counted from there.
            return month(first.year, first.month + (0, 5, 11)[number])
        case Precision.MONTH:
            return ((first, first.replace(day=10)), (first.replace(day=11), first.replace(day=20)),
                    (first.replace(day=21), last))[number]  # fmt: skip
        case Precision.QUARTER | Precision.SEASON:
            return months(first.year, first.month + number, 1)
        case Precision.HALF_YEAR:
            return months(first.year, first.month + 2 * number, 2)
        case _:
            return stretch


def third_of(point: Point, number: int) -> Point:
    """A third of a point, whatever its year; a day or a span stays as it is."""
    if point.is_range or point.precision is Precision.DAY:
        return point

    def in_year(year: int) -> Stretch | None:
        stretch = point.in_year(year)
        return None if stretch is None else third(stretch, point.precision, number)

    return Point(point.year, in_year, Precision.MONTH)


def day_point(year: int | None, month_number: int, day: int) -> Point | None:
    """A day, with its year or without; None where no year has it."""
    # 2000 is a leap year: a day that it does not have, no year has.
    if day_of(2000 if year is None else year, month_number, day) is None:
        return None
    return Point(year, lambda y: (d, d) if (d := day_of(y, month_number, day)) else None, Precision.DAY)


def months_point(year: int | None, first: int, count: int, precision: Precision, *, is_range: bool = False) -> Point:
    """So many whole months from one on: a month, quarter, season, half-year, year or a span of them."""
    return Point(year, lambda y: months(y, first, count), precision, is_range)
