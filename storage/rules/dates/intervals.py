"""The words around the dates of one sentence: from-to, lists, last days, open ends; what starts and what is due."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from storage.rules.dates.marks import MarkedText
from storage.rules.dates.points import Point, Precision, coming_year, stretch_of, years_beside
from storage.rules.dates.readers import MARK
from storage.rules.dates.recurrences import read_recurrence
from storage.rules.days import Stretch

ONE_DAY = dt.timedelta(days=1)
FINE_TO_COARSE = list(Precision)


class Side(StrEnum):
    """Which end of the work a date is about."""

    START = "start"
    DUE = "due"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Interval:
    """One date of a deadline text: first and last day, both included; None where that end is open."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision
    side: Side
    recurs: bool = False
    """Something goes on at intervals in these days: nothing is due at their end."""


@dataclass(slots=True)
class Context:
    """Where a missing year comes from, and whether any was missing."""

    plan_date: dt.date | None
    row_year: int | None
    year_missing: bool = False

    def year_of(self, point: Point) -> int | None:
        """The row's year, else the year of the next such date after the plan's, else None."""
        self.year_missing = True
        if self.row_year is not None or self.plan_date is None:
            return self.row_year
        return coming_year(point, self.plan_date)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A point whose year is settled as far as possible."""

    point: Point
    year: int | None

    @property
    def stretch(self) -> Stretch | None:
        return None if self.year is None else stretch_of(self.point, self.year)

    def shifted(self, years: int) -> _Dated:
        return self if self.year is None else replace(self, year=self.year + years)


def coarsest(precisions: Sequence[Precision]) -> Precision:
    """The coarsest of several precisions; unknown of none."""
    return max(precisions, key=FINE_TO_COARSE.index, default=Precision.UNKNOWN)


_AT = "(?:(?:i perioden|i loebet af|i|den|d|paa|ca|omkring|pr) )*"
_END_OF = "(?:(?:med |ved )?(?:udgangen|udgang) af )?"
_SHAPES = {
    "range": rf"(?:(?:fra og med|fra|mellem) )?{_AT}{MARK}\s*(?:-|→|til og med|frem til|til)\s*{_END_OF}{_AT}{MARK}"
    rf"|mellem {_AT}{MARK} og {_AT}{MARK}",
    "span": rf"{MARK}(?:\s*(?:[,/+&]|og|eller|samt|hhv)\s*{_AT}{MARK})+",
    "after": rf"\befter {_AT}{MARK}",
    "onwards": rf"\b(?:fra og med|fra|tidligst|ikke foer|siden) {_AT}{MARK}"
    rf"|{MARK}\s*(?:→|-\s*$|(?:og )?(?:frem|fremefter|fremover)\b(?! (?:til|mod)))",
    "until": rf"(?:→|\b(?:frem til|frem mod|indtil|op til|til og med)) {_END_OF}{_AT}{MARK}",
    "before": rf"\bfoer {_AT}{MARK}",
    "last_day": rf"\b(?:udgangen|udgang|slut|senest|inden(?! for\b))(?: (?!og\b|eller\b)[a-z]+){{0,4}} {MARK}",
    "plain": MARK,
}
"""Tried in this order where several begin at one place."""
_ANY_SHAPE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SHAPES.items()))

_STARTS = r"(?:op|i?gang)?start\w*|igangs\w*|ivaerks\w*|paabegynd\w*|begynder|begyndes|foerste gang"
_IS_DUE = (
    r"faerdig\w*|afslut\w*|gennemfoer(?:t|es)\b|implementere[ts]\b|senest|inden|slut\w*|klar|foreligge\w*|godkendes"
    r"|evalueres|udarbejde[ts]\b|realisere[ts]\b|og (?:implementering|afslutning|evaluering|gennemfoerelse)"
)
_SAYS_WHICH = re.compile(rf"\b(?:(?P<start>{_STARTS})|(?P<due>{_IS_DUE}))")
_NEXT_THOUGHT = re.compile(r"[,(]| og ")


def read_intervals(sentence: str, marked: MarkedText[Point], context: Context, *, recurs: bool) -> list[Interval]:
    """The intervals of one marked sentence; neighbours of one side become one, unless nothing stands between them."""
    dated = _settled([marked.of_mark(mark) for mark in re.findall(MARK, sentence)], context)
    matches = list(_ANY_SHAPE.finditer(sentence))
    found: list[Interval] = []
    last_end, can_join = 0, False
    for number, match in enumerate(matches):
        count = len(re.findall(MARK, match.group()))
        own, dated = dated[:count], dated[count:]
        interval = _interval(match.lastgroup or "plain", own)
        upto = matches[number + 1].start() if number + 1 < len(matches) else len(sentence)
        before, after = sentence[last_end : _first_mark(match)], sentence[match.end() : upto]
        can_join = can_join and bool(sentence[last_end : match.start()].strip())
        last_end = match.end()
        if interval is None:
            can_join = False
            continue
        interval = _with_side(interval, before, after, recurs=recurs)
        if can_join and (joined := _joined(found[-1], interval)):
            found[-1] = joined
        else:
            found.append(interval)
        can_join = True
    return found


def _first_mark(match: re.Match[str]) -> int:
    mark = re.search(MARK, match.group())
    return match.start() + (mark.start() if mark else 0)


def _settled(points: list[Point], context: Context) -> list[_Dated]:
    """Each with its year: its own, its neighbours', or the context's."""
    return [
        _Dated(point, context.year_of(point) if year is None else year)
        for point, year in zip(points, years_beside(points), strict=True)
    ]


def _interval(shape: str, dated: list[_Dated]) -> Interval | None:
    stretches = [each.stretch for each in dated]
    precision = coarsest([each.point.precision for each in dated])
    if shape == "range" and stretches[0] and stretches[1] and stretches[0][0] > stretches[1][1]:
        # From October to March, both without a year. Two years that contradict each other give nothing.
        stretches[1] = dated[1].shifted(1).stretch if dated[0].point.year is dated[1].point.year is None else None
    whole = _whole(stretches)
    if whole is None:
        return None
    first, last = whole
    if shape == "before":
        last = first if first == last else first - ONE_DAY
    is_range = shape == "range" or any(each.point.is_range for each in dated)
    return {
        "after": Interval(last + ONE_DAY, None, Precision.OPEN_ENDED, Side.START),
        "onwards": Interval(first, None, Precision.OPEN_ENDED, Side.START),
        "until": Interval(None, last, precision, Side.DUE),
        "before": Interval(last, last, Precision.DAY, Side.DUE),
        "last_day": Interval(last, last, Precision.DAY, Side.DUE),
    }.get(shape, Interval(first, last, precision, Side.RANGE if is_range else Side.DUE))


def _whole(stretches: list[Stretch | None]) -> Stretch | None:
    known = [stretch for stretch in stretches if stretch]
    if len(known) < len(stretches):
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def _with_side(interval: Interval, before: str, after: str, *, recurs: bool) -> Interval:
    """The interval with its side, by the last deciding word before the date, else the first one after it."""
    said = list(_SAYS_WHICH.finditer(before))
    telling = said[-1] if said else _SAYS_WHICH.search(_NEXT_THOUGHT.split(after, maxsplit=1)[0])
    if telling and telling["start"] and interval.side is Side.DUE:
        return replace(interval, side=Side.START)
    is_due = bool(said) and bool(said[-1]["due"]) and not read_recurrence(before[said[-1].end() :])[0]
    if recurs and not is_due and interval.side is not Side.START:
        return replace(interval, side=Side.RANGE, recurs=True)
    return interval


def _joined(before: Interval, after: Interval) -> Interval | None:
    """One span of two intervals of the same side; None where their sides differ."""
    if (before.side, before.recurs) != (after.side, after.recurs):
        return None
    starts, ends = [before.start, after.start], [before.end, after.end]
    if None in starts or None in ends:
        return None
    precision = coarsest([before.precision, after.precision])
    first, last = min(d for d in starts if d), max(d for d in ends if d)
    return replace(after, start=first, end=last, precision=precision)
