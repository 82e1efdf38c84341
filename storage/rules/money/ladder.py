"""The ladder of measures: where a case stands on a day, and who moved up or down (domain.md §8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

CaseKey = TypeVar("CaseKey", bound=Hashable)


class Rung(NamedTuple):
    """A step with the number of cases standing on it and their yearly cost in kroner, exact."""

    step: int
    cases: int
    cost: Fraction


class Moves(NamedTuple):
    """How many cases stand higher, and how many lower, than before."""

    up: int
    down: int


def rungs(cases: Iterable[tuple[int | None, Fraction]]) -> list[Rung]:
    """The steps on which cases stand, the lowest first, from each case's step and whole yearly cost."""
    counts: defaultdict[int, int] = defaultdict(int)
    costs: defaultdict[int, Fraction] = defaultdict(Fraction)
    for step, cost in cases:
        if step is not None:
            counts[step] += 1
            costs[step] += cost
    return [Rung(step, counts[step], costs[step]) for step in sorted(counts)]


def moves(before: Mapping[CaseKey, int | None], now: Mapping[CaseKey, int | None]) -> Moves:
    """Cases higher and lower now than before; one without a step on either of the two days has not moved."""
    changes = [
        now_step - before_step
        for case, now_step in now.items()
        if now_step is not None and (before_step := before.get(case)) is not None
    ]
    return Moves(up=sum(change > 0 for change in changes), down=sum(change < 0 for change in changes))
