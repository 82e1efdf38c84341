"""The periods that a folded text names, Danish and English, seen from today (dates.md, the forms of the chat).

Two stages: the forms find the single points and stretches; here the words around them (inden, siden, fra … til,
udgangen af, ultimo, resten af …) make the period. A missing year means the coming one when the question looks ahead
(deadlines) and the latest one when it looks back (figures).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from storage.rules.calendar import add_months
from storage.rules.dates.forms import IN_CHAT_COARSE, IN_CHAT_EXACT
from storage.rules.dates.marks import VOID, MarkedText
from storage.rules.dates.readers import MARK, PointReader
from storage.rules.dates.relative import (
    BothWays,
    RelativeReader,
    in_years_of_each_other,
    read_day_of_month,
    seen_from,
    third_both_ways,
)
from storage.rules.dates.relative_forms import DAY_OF_THE_MONTH, RELATIVE_FORMS, THE_ONE_AFTER
from storage.rules.dates.words import BOTH, UNITS, choice
from storage.rules.days import Stretch, around

Ends = tuple[dt.date | None, dt.date | None]
"""First and last day, both included; a missing end is open."""


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period as a question that looks ahead and one that looks back read it, and its place in the folded text."""

    start: int
    end: int
    ahead: Ends
    back: Ends


FARTHEST = 100
"""Years."""

Shape = Callable[[list[Stretch], dt.date], Ends]


def _until_start(intervals: list[Stretch], today: dt.date) -> Ends:
    """Before a stretch means before it begins; before a day includes the day, as 'inden jul' does."""
    first, last = intervals[0]
    end = first if first == last else first - dt.timedelta(days=1)
    end = end if end >= today or last < today else last
    return (today, end) if end >= today else (None, end)


def _until_end(intervals: list[Stretch], today: dt.date) -> Ends:
    end = intervals[0][1]
    return (today, end) if end >= today else (None, end)


def _till(intervals: list[Stretch], today: dt.date) -> Ends:
    """'til 31/12' is until that day; 'fylder 18 til marts' is in March."""
    start, end = intervals[0]
    return _until_end(intervals, today) if start == end else (start, end)


def _since(intervals: list[Stretch], today: dt.date) -> Ends:
    start = intervals[0][0]
    return (start, today) if start <= today else (start, None)


def _from(intervals: list[Stretch], today: dt.date) -> Ends:
    """'fra 1. august' runs on; 'klagerne fra tredje kvartal' are those of a quarter that is over."""
    start, end = intervals[0]
    if end < today and 80 < (end - start).days < 190:
        return start, end
    return (start, None) if start >= today else (start, today)


def _after(intervals: list[Stretch], today: dt.date) -> Ends:
    start = intervals[0][1] + dt.timedelta(days=1)
    return (start, today) if start <= today else (start, None)


def _from_to(intervals: list[Stretch], _: dt.date) -> Ends:
    start, end = intervals[0][0], intervals[-1][1]
    if 0 < (start - end).days < 7:  # 'mandag til onsdag', asked on a Monday
        return start, end + dt.timedelta(weeks=1)
    while start > end:  # the year stood at one end only, or the span runs over New Year
        start = add_months(start, -12)
    return start, end


def _span(intervals: list[Stretch], _: dt.date) -> Ends:
    return min(start for start, _ in intervals), max(end for _, end in intervals)


def _last_day(intervals: list[Stretch], _: dt.date) -> Ends:
    return intervals[0][1], intervals[0][1]


def _as_of(intervals: list[Stretch], _: dt.date) -> Ends:
    return None, intervals[0][1]


_X = MARK
_ARTICLE = r"(?:den |det |the |d\.? ?)?"
_END_OF = r"(?:udgangen af|udgang af|the end of|end of|slut(?:ningen)? paa)"
_BEFORE = r"(?:inden|ind til|foer|frem til|frem mod|indtil|op til|before|until|till|up to|by|ahead of)"
_NOT_AFTER = r"(?:senest(?: i| paa)?|til og med|no later than|through|seneste)"
_FROM = r"(?:fra og med|fra|from|starting)"
_SPAN_BEGINS = "(?:fra og med|fra|mellem|from|between)"
_SPAN_GOES_ON = "(?:til og med|til|og|to|and|-|until|frem til)"
_REST_OF = "(?:resten af|rest of|remainder of|tilbage i|tilbage af|left of)"
_AND = "(?:,| og| and| eller| or| &| ?/| -)"
_WITHIN = "(?:i loebet af|i|paa|in|on|for|during|over)"
_SHAPES: list[tuple[str, Shape]] = [
    (rf"{_SPAN_BEGINS} {_ARTICLE}({_X}) ?{_SPAN_GOES_ON} ?{_ARTICLE}({_X})", _from_to),
    (rf"({_X}) ?(?:-|til og med|til|to|through) ?{_ARTICLE}({_X})", _from_to),
    (rf"(?:{_BEFORE}|{_NOT_AFTER}) {_END_OF} {_ARTICLE}({_X})", _until_end),
    (rf"(?:pr\.?|per|ved|as of|at) {_END_OF} {_ARTICLE}({_X})", _as_of),
    (rf"(?:i )?{_END_OF} {_ARTICLE}({_X})", _last_day),
    (rf"{_REST_OF} {_ARTICLE}({_X})", _until_end),
    (rf"{_BEFORE} {_ARTICLE}({_X})", _until_start),
    (rf"{_NOT_AFTER} {_ARTICLE}({_X})", _until_end),
    (rf"til {_ARTICLE}({_X})", _till),
    (rf"(?:siden|since) {_ARTICLE}({_X})", _since),
    (rf"{_FROM} {_ARTICLE}({_X})", _from),
    (rf"(?:efter|after) {_ARTICLE}({_X})", _after),
    (rf"(?:as of|pr\.?|per|opgjort(?: pr\.?)?) {_ARTICLE}({_X})", _as_of),
    (rf"{_ARTICLE}({_X})(?:{_AND} ?{_ARTICLE}({_X}))+", _span),
    (rf"(?:{_WITHIN} )?{_ARTICLE}({_X})", _span),
]
"""The first form that fits counts: the more specific ones stand first."""
_COMPILED = [(re.compile(rf"(?<!\w){pattern}"), shape) for pattern, shape in _SHAPES]


_THE_ONE_AFTER = re.compile(THE_ONE_AFTER)
_THIRD = re.compile(rf"(?<!\w)(?P<third>{choice(BOTH.thirds)}) ?(?:(?:i|af|of) )?{_ARTICLE}(?P<mark>{MARK})")


def find_period(text: str, today: dt.date) -> NamedPeriod | None:
    """The period a folded text names, or None. Of several, the first of the most specific shape counts.

    >>> import datetime as dt
    >>> find_period("frister inden jul", dt.date(2026, 11, 23)).ahead
    (datetime.date(2026, 11, 23), datetime.date(2026, 12, 24))
    """
    marked = MarkedText[BothWays].of(text, instead=VOID)
    _mark(marked, today)
    if not marked.found:
        return None
    for pattern, shape in _COMPILED:
        match = pattern.search(marked.text)
        if match:
            named = [marked.of_mark(mark) for mark in re.findall(MARK, match.group())]
            ahead, back = _read(shape, named, today)
            if not (_is_near(ahead, today) and _is_near(back, today)):
                return None
            return NamedPeriod(marked.places[match.start()], marked.places[match.end()], ahead, back)
    return None


def the_one_after(text: str, named: Ends) -> Ends | None:
    """The week, month, quarter or year after a period named before, where a folded text says 'og ugen efter'."""
    found = _THE_ONE_AFTER.search(text)
    return None if found is None or named[1] is None else around(named[1], UNITS[found["unit"]], 1)


def _mark(marked: MarkedText[BothWays], today: dt.date) -> None:
    """Mark times counted from today, then dates, the more specific forms before the others, then thirds."""
    marked.mark((pattern, _counted_from(today, reader)) for pattern, reader in RELATIVE_FORMS)
    marked.mark((pattern, _seen_from(today, reader)) for pattern, reader in (*IN_CHAT_EXACT, *IN_CHAT_COARSE))
    marked.mark([(DAY_OF_THE_MONTH, _counted_from(today, read_day_of_month))])
    marked.mark([(_THIRD, lambda m: third_both_ways(marked.of_mark(m["mark"]), BOTH.thirds[m["third"]]))])


def _counted_from(today: dt.date, reader: RelativeReader) -> Callable[[re.Match[str]], BothWays | bool]:
    return lambda match: reader(match, today) or False


def _seen_from(today: dt.date, reader: PointReader) -> Callable[[re.Match[str]], BothWays | bool | None]:
    def read(match: re.Match[str]) -> BothWays | bool | None:
        point = reader(match)
        return point if point is None or isinstance(point, bool) else seen_from(point, today)

    return read


def _is_near(ends: Ends, today: dt.date) -> bool:
    """Whether a period lies within a long life: 'de næste 8000 år' is no period anybody means."""
    return all(end is None or abs(end.year - today.year) <= FARTHEST for end in ends)


def _is_backwards(marks: list[BothWays]) -> bool:
    """Whether each end says its year and the last comes first: then it is read the other way round (domain.md §10)."""
    has_years = all(each.point is not None and each.point.year is not None for each in marks)
    return has_years and marks[0].back[0] > marks[-1].back[1]


def _read(shape: Shape, marks: list[BothWays], today: dt.date) -> tuple[Ends, Ends]:
    named = in_years_of_each_other(marks)
    if shape is _until_start and named[0].is_third:
        shape = _until_end  # 'inden ultimo december' lets the whole third count
    if shape is _from_to and _is_backwards(marks):
        shape = _span
    ahead = shape([each.back if shape is _since else each.ahead for each in named], today)
    back = shape([each.ahead if shape is _until_start else each.back for each in named], today)
    return ahead, back
