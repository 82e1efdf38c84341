"""How often something recurs, by a Danish text: hver 6. uge, kvartalsvis, tre gange årligt (dates.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.rules.dates.words import DANISH, DANISH_NUMBERS, choice


@dataclass(frozen=True, slots=True)
class Every:
    """The interval of a recurrence; `unit` is days, weeks or months."""

    count: int
    unit: str


_COUNT = rf"(?P<n>\d{{1,2}}|{choice(DANISH_NUMBERS)})"

_PERIODS = {
    "day": (Every(1, "days"), 1),
    "week": (Every(1, "weeks"), 7),
    "month": (Every(1, "months"), 30),
    "quarter": (Every(3, "months"), 91),
    "half": (Every(6, "months"), 182),
    "year": (Every(12, "months"), 365),
}
"""Each period and its days."""
_ADVERBS = {
    "day": "dagligt?e?",
    "week": "ugentligt?e?",
    "month": "maanedligt?e?",
    "quarter": r"kvartalsvist?e?|kvartalsmoede\w*",
    "half": "halvaarligt?e?",
    "year": "aarligt?e?",
}
_NOUNS = {
    "day": "dag|dagen|doegn|doegnet",
    "week": "uge|ugen",
    "month": "maaned|maaneden|mdr|md",
    "quarter": "kvartal|kvartalet",
    "half": "halvaar|halvaaret",
    "year": "aar|aaret",
}


def _any_of(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{forms})" for name, forms in words.items())


_ANY_PERIOD = _any_of({name: f"{_ADVERBS[name]}|{_NOUNS[name]}" for name in _PERIODS})
_TIMES = re.compile(rf"\b{_COUNT} gange? (?:(?:om|i|pr|hver|hvert)\.? )?(?:{_ANY_PERIOD})\b")
_SO_MANY = re.compile(rf"\b{_COUNT} (?P<year>aarlige)\b")
_EVERY = re.compile(
    rf"\bhvert? (?:(?:(?P<n>\d{{1,3}})\.?|(?P<nth>{choice(DANISH.ordinals)})) )?(?:{_any_of(_NOUNS)})\b"
)
_EVERY_WEEKDAY = re.compile(r"\bhver (?:man|tirs|ons|tors|fre|loer|soen)dag\b")
_ADVERB = re.compile(rf"\b(?:{_any_of(_ADVERBS)})\b")
_ONGOING = re.compile(r"\bloebende\b")


def read_recurrence(text: str) -> tuple[bool, Every | None]:
    """Whether a folded text says that something recurs, and how often where it says so.

    >>> read_recurrence("supervision hver 6. uge")
    (True, Every(count=6, unit='weeks'))
    """
    if match := _TIMES.search(text) or _SO_MANY.search(text):
        every = _times(_count(match["n"]), *_PERIODS[_named(match)])
    elif match := _EVERY.search(text):
        period, _ = _PERIODS[_named(match)]
        number = DANISH.ordinals[match["nth"]] if match["nth"] else int(match["n"] or 1)
        every = Every(number * period.count, period.unit) if number else None
    elif _EVERY_WEEKDAY.search(text):
        every = Every(1, "weeks")
    elif match := _ADVERB.search(text):
        every = _PERIODS[_named(match)][0]
    else:
        return _ONGOING.search(text) is not None, None
    return every is not None, every


def _count(text: str) -> int:
    return int(text) if text.isdigit() else DANISH_NUMBERS[text]


def _named(match: re.Match[str]) -> str:
    return next(name for name, found in match.groupdict().items() if name in _PERIODS and found)


def _times(times: int, period: Every, days: int) -> Every | None:
    """So many times in a period: whole months where they fit, else weeks or days, rounded."""
    if times == 0:
        return None
    if period.count % times == 0:
        return Every(period.count // times, period.unit)
    between = max(1, round(days / times))
    return Every(between // 7, "weeks") if between % 7 == 0 else Every(between, "days")
