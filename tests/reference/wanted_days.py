"""The days that a wanted answer writes in words: `D-28d`, `month(D)-1`, `q(D)`, `1/8`, `2026-10`, seen from D."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from storage.rules.days import Stretch, around, month, months, shifted
from storage.rules.period import Period

_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year", "month": "month", "q": "quarter", "week": "week"}
_UNITS["year"] = "year"


class UnknownDaysError(ValueError):
    """Words of time that nobody has settled."""


def period_of(words: Mapping[str, str] | str, day: dt.date) -> Period:
    """From the first day of the one word to the last day of the other; a word alone is all of its days."""
    if isinstance(words, str):
        first, _, last = words.partition("..")
        return Period(days_of(first, day)[0], days_of(last or first, day)[1])
    if "on" in words:
        return Period(*days_of(words["on"], day))
    since, until = words.get("from"), words.get("to")
    return Period(days_of(since, day)[0] if since else None, days_of(until, day)[1] if until else None)


def counts_back(words: Mapping[str, str] | str) -> bool:
    """Whether it counts some months or days back from D, where one may or may not count D's own day of then."""
    return isinstance(words, Mapping) and bool(re.fullmatch(r"D-\d+[dwmy]", words.get("from", "")))


def days_of(word: str, day: dt.date) -> Stretch:
    """The first and last day that a word means."""
    for pattern, read in _WORDS.items():
        found = re.fullmatch(pattern, word)
        if found is not None:
            return read(found, day)
    raise UnknownDaysError(f"no days are called {word!r}")


def _only(day: dt.date) -> Stretch:
    return day, day


def _shifted(found: re.Match[str], day: dt.date) -> Stretch:
    return _only(shifted(day, int(found[1]), _UNITS[found[2]]))


def _around(found: re.Match[str], day: dt.date) -> Stretch:
    return around(day, _UNITS[found[1]], int(found[2] or 0))


_WORDS: Mapping[str, Callable[[re.Match[str], dt.date], Stretch]] = {
    r"D": lambda _, day: _only(day),
    r"D([+-]\d+)([dwmy])": _shifted,
    r"(month|q|week|year)\(D\)([+-]\d+)?": _around,
    r"(\d{1,2})/(\d{1,2})": lambda found, day: _only(day.replace(month=int(found[2]), day=int(found[1]))),
    r"(\d{4})": lambda found, _: months(int(found[1]), 1, 12),
    r"(\d{4})-(\d{2})": lambda found, _: month(int(found[1]), int(found[2])),
    r"(\d{4}-\d{2}-\d{2})": lambda found, _: _only(dt.date.fromisoformat(found[1])),
}
