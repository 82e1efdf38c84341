"""Two things that are counted, joined in one sentence: 'forbrug i oktober og bevillinger der udløber i december'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.composing.expressions import expression
from bot.understanding.composing.wording import WORDING
from bot.understanding.text import fold

_APART = re.compile(expression("two.apart").pattern, re.IGNORECASE)
_WEAK = re.compile(expression("two.weak").pattern, re.IGNORECASE)
_BETWEEN = expression("two.between")
_BEHIND = expression("two.behind")
_VERB = expression("two.verb")
_ONE_CASE = re.compile(expression("two.one_case").pattern, re.IGNORECASE)
_CASES = "cases"
_MEASURED = frozenset({"days", "average", "in_time"})
"""Nouns whose sentence goes on behind 'og': 'dage mellem klage og afgørelse'."""
_NEAR = 2
"""The words that may stand before the noun of the second part."""


@dataclass(frozen=True, slots=True)
class _Noun:
    value: str
    word: str
    first: int
    """How many words stand before it."""
    last: int
    """How many words there are up to its end."""


def joined_nouns(text: str) -> tuple[str, ...]:
    """The two parts of a text as typed that counts two things; empty where it counts one, or tells of one case."""
    if _ONE_CASE.search(text):
        return ()
    for joint in _APART.finditer(text):
        left, right = text[: joint.start()].split(), text[joint.end() :].split()
        weak = _WEAK.match(joint[0].strip(" ,")) is not None
        before, after = _nouns(left), _nouns(right)
        if not weak and not before and not after:
            before, after = _nouns(left, "event"), _nouns(right, "event")
        if not before or not after or _BETWEEN.search(fold(" ".join(left))):
            continue
        if len(before) == 1 and _shares_all(before[0], after[0], left):
            first, second = before[0], after[0]
            return " ".join((*left, *right[second.last :])), " ".join((*left[: first.first], *right))
        if _is_apart(before[0], after[0], weak=weak) and not _BEHIND.search(fold(" ".join(right[: after[0].first]))):
            return " ".join(left), " ".join(right)
    return ()


def _nouns(words: list[str], table: str = "what") -> list[_Noun]:
    folded = fold(" ".join(words))
    return [
        _Noun(
            entry.value,
            folded[entry.start : entry.end],
            len(folded[: entry.start].split()),
            len(folded[: entry.end].split()),
        )
        for entry in WORDING[table].find(folded)
    ]


def _shares_all(first: _Noun, second: _Noun, left: list[str]) -> bool:
    """Whether both nouns stand side by side, so that all else is said of both: 'antal sager og klager i Nord'."""
    return first.value != second.value and first.last == len(left) and second.first == 0


def _is_apart(first: _Noun, second: _Noun, *, weak: bool) -> bool:
    """Whether the second noun begins a part of its own. Behind a plain 'og' a case may have it: 'sager med overskredne
    frister og bevillinger uden slutdato'.
    """
    if second.first > _NEAR or first.value in _MEASURED or _VERB.fullmatch(second.word):
        return False
    if first.value == second.value:
        return first.word.split()[0] == second.word.split()[0]
    return not weak or _CASES not in {first.value, second.value}
