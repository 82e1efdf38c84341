"""Numbers that narrow cases: ages, steps of the ladder, yearly cost, degrees of concern, and how many are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.composing.expressions import expression, expressions
from storage.rules.conditions import Between
from storage.rules.dates.words import NUMBERS

_AGES = expressions("numbers.ages")
_OLDER_THAN = expression("numbers.older_than")
_STEP = expression("numbers.step")
_FROM_BEFORE = expression("numbers.from_before")
_FROM_WITHIN = expression("numbers.from_within")
_LESS = expression("numbers.less")
_CONCERN = expression("numbers.concern")
_COST = expression("numbers.cost")
_COST_BETWEEN = expression("numbers.cost_between")
_TIMES = {
    "mio": 10**6,
    "million": 10**6,
    "millioner": 10**6,
    "m": 10**6,
    "tkr": 1000,
    "t.kr": 1000,
    "tusind": 1000,
    "tusinde": 1000,
    "thousand": 1000,
    "k": 1000,
}
_HYPHEN = re.compile(r"(?<=[a-z])-(?=\w)|(?<=\w)-(?=[a-z])")
_OLDEST = 100
_LEAST_COST = 1000
"""A smaller number without kroner is no yearly cost."""
_LIMIT = expression("numbers.limit")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that narrows, which condition it is of, and where it stands."""

    start: int
    end: int
    name: str
    value: Between


def find_numbers(text: str) -> Iterator[Numbered]:
    """Ages, steps, costs and degrees of concern in a folded text.

    >>> next(find_numbers("boern under 12 aar")).value
    Between(low=None, high=11)
    """
    text = _HYPHEN.sub(" ", text)
    taken: list[tuple[int, int]] = []
    for read in (_concerns, _steps, _costs, _ages):
        for one in read(text):
            if all(one.end <= start or end <= one.start for start, end in taken):
                taken.append((one.start, one.end))
                yield one


def find_limit(text: str) -> tuple[int, int, int] | None:
    """How many are wanted, with its place: 'top 5', 'de fem dyreste', 'bottom 3'."""
    match = _LIMIT.search(text)
    if match is None:
        return None
    return *match.span(), _count(next(group for group in match.groups() if group is not None))


def _count(written: str) -> int:
    return int(written) if written.isdigit() else int(NUMBERS[written])


def _ages(text: str) -> Iterator[Numbered]:
    for pattern in _AGES:
        for match in pattern.finditer(text):
            low, high = _ends_of_age(match)
            if (high is None or high >= (low or 0)) and (low or high or 0) < _OLDEST:
                yield Numbered(*match.span(), "age", Between(low, high))


def _ends_of_age(match: re.Match[str]) -> tuple[int | None, int | None]:
    """The youngest and the oldest age meant, both included: 'under 12' ends at 11, 'ældre end 15' begins at 16."""
    said = {name: _count(written) for name, written in match.groupdict().items() if written}
    if "exact" in said:
        return said["exact"], said["exact"]
    low, high = said.get("low"), said.get("high")
    if "below" in said:
        high = said["below"] - 1
    if low is not None and _OLDER_THAN.match(match.group().strip()):
        low += 1
    return low, high


def _steps(text: str) -> Iterator[Numbered]:
    for match in _STEP.finditer(text):
        low, up = _count(match["low"]), match["up"]
        if match["under"]:
            yield Numbered(*match.span(), "step", Between(None, low - (match["under"] in {"under", "below"})))
            continue
        before = text[max(0, match.start() - 12) : match.start()]
        from_on = up or _FROM_BEFORE.search(before) or _FROM_WITHIN.search(match.group())
        high = _count(match["high"]) if match["high"] else None
        if match["joint"] in {"og", "and", "eller", "or", ",", "/", "&", "+"} and high is not None and high != low + 1:
            yield Numbered(match.start(), match.start("joint"), "step", Between(low, low))
            yield Numbered(match.start("joint"), match.end(), "step", Between(high, high))
        else:
            yield Numbered(*match.span(), "step", Between(low, None if from_on else high or low))


def _concerns(text: str) -> Iterator[Numbered]:
    for match in _CONCERN.finditer(text):
        low = _count(match["low"])
        yield Numbered(*match.span(), "concern", Between(low + (" over " in f" {match.group()} "), None))


def _costs(text: str) -> Iterator[Numbered]:
    for match in _COST_BETWEEN.finditer(text):
        low_unit, high_unit = match["low_unit"] or match["high_unit"], match["high_unit"]
        low, high = _amount(match["low"], low_unit), _amount(match["high"], high_unit)
        if _LEAST_COST <= low <= high and (match["kr"] or high_unit or low >= 10 * _LEAST_COST):
            yield Numbered(*match.span(), "cost", Between(low, high))
    for match in _COST.finditer(text):
        amount = _amount(match["n"], match["unit"])
        if amount < _LEAST_COST or (match["kr"] is None and match["unit"] is None and amount < 10 * _LEAST_COST):
            continue
        less = _LESS.search(match["way"]) is not None
        yield Numbered(*match.span(), "cost", Between(None, amount) if less else Between(amount, None))


def _amount(written: str, unit: str | None) -> Decimal:
    """Kroner in figures or words: '2,5 mio', 'en halv million', 'halvanden million'.

    >>> _amount("en halv", "million")
    Decimal('500000.0')
    """
    times = _TIMES.get((unit or "").strip("."), 1)
    if "hal" in written:
        return Decimal("1.5" if written == "halvanden" else "0.5") * times
    digits = written.replace(".", "").replace(" ", "").replace(",", ".")
    return Decimal(digits if digits[0].isdigit() else 1) * times
