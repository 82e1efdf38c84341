"""Times counted from today: this week, in 14 days, on Friday; and a point without a year, as seen from today.

Each reading has two sides, because a year, a week or a weekday is often left out: `ahead` is the coming one (the
current one included), `back` the latest one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from storage.rules.dates.points import (
    Point,
    Precision,
    coming_year,
    latest_year,
    stretch_of,
    third,
    third_of,
    years_beside,
)
from storage.rules.dates.words import HALVES, NEAR, SENT_REGULARLY, STEPS, UNITS, WEEKDAYS, number
from storage.rules.days import Stretch, around, day_of, month, shifted, week

ONE_DAY = dt.timedelta(days=1)
ONE_WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class BothWays:
    """One expression of time, as it reads when looking ahead and when looking back."""

    ahead: Stretch
    back: Stretch
    precision: Precision = Precision.DAY
    point: Point | None = None
    """The point it was read from, where it is not counted from today."""
    is_third: bool = False


RelativeReader = Callable[[re.Match[str], dt.date], BothWays | None]
"""None = no expression of time after all."""

_PRECISIONS = {
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "half": Precision.HALF_YEAR,
    "year": Precision.YEAR,
}


def seen_from(point: Point, today: dt.date) -> BothWays | None:
    """A point in its year, or without one in the coming and the latest year; the current one is both."""
    if point.year is not None:
        stretch = stretch_of(point, point.year)
        return None if stretch is None else BothWays(stretch, stretch, point.precision, point)
    coming, latest = coming_year(point, today - ONE_DAY), latest_year(point, today + ONE_DAY)
    ahead = None if coming is None else stretch_of(point, coming)
    back = None if latest is None else stretch_of(point, latest)
    return BothWays(ahead, back, point.precision, point) if ahead and back else None


def third_both_ways(whole: BothWays, number: int) -> BothWays:
    """Primo, medio, ultimo (points.third) of the whole; a span has none."""
    if whole.point is not None and whole.point.is_range:
        return whole
    ahead, back = (third(stretch, whole.precision, number) for stretch in (whole.ahead, whole.back))
    point = None if whole.point is None else third_of(whole.point, number)
    return BothWays(ahead, back, Precision.DAY, point, is_third=True)


def in_years_of_each_other(named: Sequence[BothWays]) -> list[BothWays]:
    """Several expressions named together: those without a year take it from the others."""
    years = years_beside([each.point for each in named])
    return [_in_year(each, year) for each, year in zip(named, years, strict=True)]


def _in_year(each: BothWays, year: int | None) -> BothWays:
    stretch = None if year is None or each.point is None else stretch_of(each.point, year)
    return each if stretch is None else replace(each, ahead=stretch, back=stretch)


def _fixed(start: dt.date, end: dt.date | None = None, precision: Precision = Precision.DAY) -> BothWays:
    stretch = start, end or start
    return BothWays(stretch, stretch, precision)


def read_day_of_month(m: re.Match[str], today: dt.date) -> BothWays | None:
    day = int(m["d"])
    firsts = (month(today.year, today.month + step)[0] for step in range(-3, 4))
    days = [d for first in firsts if (d := day_of(first.year, first.month, day))]
    ahead, back = min((d for d in days if d >= today), default=None), max(d for d in days if d <= today)
    return BothWays((ahead, ahead), (back, back)) if ahead else None


def read_around(m: re.Match[str], today: dt.date) -> BothWays:
    return _around(today, m["unit"], STEPS[m["step"]])


def _around(today: dt.date, unit_word: str, step: int) -> BothWays:
    unit = UNITS[unit_word]
    return _fixed(*around(today, unit, step), _PRECISIONS.get(unit, Precision.DAY))


def read_around_both(m: re.Match[str], today: dt.date) -> BothWays:
    unit = UNITS[m["unit"]]
    first, last = sorted((STEPS[m["step"]], STEPS[m["step2"]]))
    return _fixed(around(today, unit, first)[0], around(today, unit, last)[1])


def read_and_the_one_after(m: re.Match[str], today: dt.date) -> BothWays:
    """'i næste uge og ugen efter': the week but one, counted on from the week named first."""
    unit, step = UNITS[m["unit"]], STEPS[m["step"]]
    return _fixed(around(today, unit, step)[0], around(today, unit, step + 1)[1])


def read_the_one_after(m: re.Match[str], today: dt.date) -> BothWays:
    return _around(today, m["unit"], 1)


def read_this(m: re.Match[str], today: dt.date) -> BothWays:
    return _around(today, m["unit"], 0)


def read_to_date(_: re.Match[str], today: dt.date) -> BothWays:
    return _fixed(today.replace(month=1, day=1), today)


def read_weekday(m: re.Match[str], today: dt.date) -> BothWays | None:
    sent_each_week = m["clock"] is not None and any(word in m.string for word in SENT_REGULARLY)
    if sent_each_week or bool(m["s"]) != bool(m["past"]):
        return None  # 'on Tuesdays', 'ugebrev mandag kl 8': a schedule and no period
    monday, index, how = week(today)[0], WEEKDAYS[m["day"]], (m["how"] or "").strip()
    day = monday + dt.timedelta(days=index)
    if m["week"]:
        return _fixed(day + STEPS[m["week"]] * ONE_WEEK)
    if how in {"naeste", "next"}:
        return _fixed(day + ONE_WEEK)
    coming = day if day > today else day + ONE_WEEK
    latest = day if day < today else day - ONE_WEEK
    if how in {"paa", "nu paa", "paa kommende", "kommende", "foerstkommende", "coming"}:
        return _fixed(coming)
    if how in {"sidste", "last", "forrige"} or m["past"]:
        return _fixed(latest)
    return BothWays((coming, coming), (latest, latest))


def read_near(m: re.Match[str], today: dt.date) -> BothWays:
    return _fixed(today + NEAR[m["near"]] * ONE_DAY)


_HALF_OF = {"day": ("day", 1), "week": ("day", 4), "month": ("day", 15), "quarter": ("day", 45), "half": ("month", 3),
            "year": ("month", 6)}  # fmt: skip
"""Half a unit in smaller ones; half of an odd number of days is the longer half."""


def moved(day: dt.date, count: str, unit_word: str, *, back: bool = False) -> dt.date:
    """The day so many units on, or back: 'to' 'uger', 'et halvt' 'år', 'halvanden' 'måned'."""
    unit, sign = UNITS[unit_word], -1 if back else 1
    whole, halves = divmod(HALVES[count], 2) if count in HALVES else (number(count), 0)
    small, length = _HALF_OF[unit]
    return shifted(_shifted(day, sign * whole, unit), sign * halves * length, small)


def _shifted(day: dt.date, count: int, unit: str) -> dt.date:
    months = {"quarter": 3, "half": 6}.get(unit)
    return shifted(day, count * months, "month") if months else shifted(day, count, unit)


def read_in_so_long(m: re.Match[str], today: dt.date) -> BothWays:
    return _fixed(moved(today, m["n"], m["unit"]))


def read_so_long_ago(m: re.Match[str], today: dt.date) -> BothWays:
    return _fixed(moved(today, m["n"], m["unit"], back=True))


def read_window_ahead(m: re.Match[str], today: dt.date) -> BothWays:
    return _fixed(today, moved(today, m["n"] or "1", m["unit"]))


def read_window_back(m: re.Match[str], today: dt.date) -> BothWays:
    return _fixed(moved(today, m["n"] or "1", m["unit"], back=True), today)


def read_weekend(m: re.Match[str], today: dt.date) -> BothWays:
    sunday = week(today, STEPS.get(m["step"] or "", 0))[1]
    return _fixed(sunday - ONE_DAY, sunday)
