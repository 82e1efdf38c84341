"""The periods of a question in folded text, Danish and English, relative to today (dates.md, the forms of the chat).

Two stages: moments.py finds the single points and stretches; here the words around them (inden, siden, fra … til,
udgangen af, ultimo, resten af …) make the period. A missing year means the coming one when the question looks ahead
(deadlines) and the latest one when it looks back (figures).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.question import Period
from bot.understanding.moment_readers import Moment
from bot.understanding.moments import Found, find_moments
from storage.rules.calendar import add_months
from storage.rules.days import Stretch


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """A period, read both ways, and where it stands in the folded text."""

    start: int
    end: int
    ahead: Period
    back: Period


FARTHEST = 100
"""Years."""

Ends = tuple[dt.date | None, dt.date | None]
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
    return intervals[0][0], today


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


def _third(number: int) -> Shape:
    """Primo, medio, ultimo: thirds of a month; January, June, December of a year (domain.md §6)."""

    def read(intervals: list[Stretch], _: dt.date) -> Ends:
        start, end = intervals[0]
        if (end - start).days > 31:
            months = (start.replace(month=m) for m in (1, 6, 12))
            first = list(months)[number]
            return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        return (
            (start, start.replace(day=10)),
            (start.replace(day=11), start.replace(day=20)),
            (start.replace(day=21), end),
        )[number]

    return read


def _between_thirds(first: int, last: int) -> Shape:
    """'ultimo 2026 - medio 2027'."""

    def read(intervals: list[Stretch], today: dt.date) -> Ends:
        return _third(first)(intervals[:1], today)[0], _third(last)(intervals[-1:], today)[1]

    return read


_X = r"[\ue100-\ue1ff]"
_ARTICLE = r"(?:den |det |the |d\. ?)?"
_PRIMO = r"(?:primo|starten af|begyndelsen af|foerst i|tidligt i|early|the start of|start of|beginning of)"
_MEDIO = r"(?:medio|midt i|midten af|mid|mid-|middle of)"
_ULTIMO = r"(?:ultimo|slutningen af|sidst i|late)"
_END_OF = r"(?:udgangen af|udgang af|the end of|end of|slut(?:ningen)? paa)"
_BEFORE = r"(?:inden|ind til|foer|frem til|frem mod|indtil|op til|before|until|till|up to|by|ahead of)"
_NOT_AFTER = r"(?:senest(?: i| paa)?|til og med|no later than|through|seneste)"
_FROM = r"(?:fra og med|fra|from|starting)"
_SPAN_BEGINS = "(?:fra og med|fra|mellem|from|between)"
_SPAN_GOES_ON = "(?:til og med|til|og|to|and|-|until|frem til)"
_REST_OF = "(?:resten af|rest of|remainder of|tilbage i|tilbage af|left of)"
_AND = "(?:,| og| and| eller| or| &| ?/| -)"
_WITHIN = "(?:i loebet af|i|paa|in|on|for|during|over)"
_THIRDS = (_PRIMO, _MEDIO, _ULTIMO)
_SHAPES: list[tuple[str, Shape]] = [
    *(
        (rf"(?:fra )?{begins} ({_X}) ?(?:-|til) ?{ends} ({_X})", _between_thirds(first, last))
        for first, begins in enumerate(_THIRDS)
        for last, ends in enumerate(_THIRDS)
    ),
    (rf"{_SPAN_BEGINS} {_ARTICLE}({_X}) ?{_SPAN_GOES_ON} ?{_ARTICLE}({_X})", _from_to),
    (rf"({_X}) ?(?:-|til og med|til|to|through) ?{_ARTICLE}({_X})", _from_to),
    (rf"(?:{_BEFORE}|{_NOT_AFTER}) {_END_OF} {_ARTICLE}({_X})", _until_end),
    (rf"(?:pr\.?|per|ved|as of|at) {_END_OF} {_ARTICLE}({_X})", _as_of),
    (rf"(?:pr\.?|per|as of|opgjort) {_ULTIMO} ({_X})", _as_of),
    (rf"(?:i )?{_END_OF} {_ARTICLE}({_X})", _last_day),
    (rf"{_REST_OF} {_ARTICLE}({_X})", _until_end),
    (rf"(?:i )?{_PRIMO} {_ARTICLE}({_X})", _third(0)),
    (rf"(?:i )?{_MEDIO} ?{_ARTICLE}({_X})", _third(1)),
    (rf"(?:i )?{_ULTIMO} {_ARTICLE}({_X})", _third(2)),
    (rf"{_BEFORE} {_ARTICLE}({_X})", _until_start),
    (rf"{_NOT_AFTER} {_ARTICLE}({_X})", _until_end),
    (rf"til {_ARTICLE}({_X})", _till),
    (rf"(?:siden|since) {_ARTICLE}({_X})", _since),
    (rf"{_FROM} {_ARTICLE}({_X})", _from),
    (rf"(?:efter|after) {_ARTICLE}({_X})", _after),
    (rf"(?:as of|pr\.?|opgjort(?: pr\.?)?) {_ARTICLE}({_X})", _as_of),
    (rf"{_ARTICLE}({_X})(?:{_AND} ?{_ARTICLE}({_X}))+", _span),
    (rf"(?:{_WITHIN} )?{_ARTICLE}({_X})", _span),
]
"""The first form that fits counts: the more telling ones stand first."""
_COMPILED = [(re.compile(rf"(?<!\w){pattern}"), shape) for pattern, shape in _SHAPES]


def find_period(text: str, today: dt.date) -> PeriodFound | None:
    """The period a folded text names, or None. Of several the first counts.

    >>> import datetime as dt
    >>> find_period("frister inden jul", dt.date(2026, 11, 23)).ahead.as_json()
    {'from': '2026-11-23', 'to': '2026-12-24'}
    """
    found = sorted(find_moments(text, today), key=lambda f: f.start)
    if not found:
        return None
    marked, places = _with_marks(text, found)
    for pattern, shape in _COMPILED:
        match = pattern.search(marked)
        if match:
            moments = [found[ord(mark) - 0xE100].moment for mark in match.group() if "\ue100" <= mark <= "\ue1ff"]
            ahead, back = _read(shape, moments, today)
            if not (_is_near(ahead, today) and _is_near(back, today)):
                return None
            return PeriodFound(places[match.start()], places[match.end()], ahead, back)
    return None


def _is_near(period: Period, today: dt.date) -> bool:
    """Whether a period lies within a long life: 'de næste 8000 år' is no period anybody means."""
    return all(end is None or abs(end.year - today.year) <= FARTHEST for end in (period.start, period.end))


def _with_marks(text: str, found: list[Found]) -> tuple[str, list[int]]:
    """The text with each moment as one private letter, and for each of its places the place in the text."""
    marked, places, position = "", [], 0
    for index, each in enumerate(found[:0x100]):
        marked += text[position : each.start] + chr(0xE100 + index)
        places += [*range(position, each.start), each.start]
        position = each.end
    marked += text[position:]
    places += [*range(position, len(text)), len(text)]
    return marked, places


def _read(shape: Shape, moments: list[Moment], today: dt.date) -> tuple[Period, Period]:
    ahead = shape([m.back if shape is _since else m.ahead for m in moments], today)
    back = shape([m.ahead if shape is _until_start else m.back for m in moments], today)
    return Period(*ahead), Period(*back)
