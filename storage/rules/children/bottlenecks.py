"""Where what is left piles up: a share of it that is out of proportion to the cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from storage.rules.rounding import percent

OUTSIZED = 2
"""A share of the cases left that is so many times the share of all cases is out of proportion."""
FEWEST = 5
"""Fewer cases than that are no bottleneck, however they are spread."""


class WorkShare(NamedTuple):
    """One team's or caseworker's open cases, and how many of them are left to make lawful; `key` None: nobody's."""

    key: str | None
    left: int
    cases: int


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A part with more than its share: `share_left` of all that is left, `share_cases` of all cases, in per cent."""

    key: str | None
    left: int
    cases: int
    share_left: float | None
    share_cases: float | None


def bottlenecks(parts: Iterable[WorkShare]) -> tuple[Bottleneck, ...]:
    """The parts whose share of what is left is at least twice their share of the cases, the most left first."""
    every = tuple(parts)
    left, cases = sum(part.left for part in every), sum(part.cases for part in every)
    outsized = [_judged(part, left, cases) for part in every if _is_outsized(part, left, cases)]
    return tuple(sorted(outsized, key=lambda one: (-one.left, one.key is None, one.key or "")))


def _is_outsized(part: WorkShare, left: int, cases: int) -> bool:
    # left / all left >= twice cases / all cases, without dividing by nothing.
    return part.left >= FEWEST and part.left * cases >= OUTSIZED * part.cases * left


def _judged(part: WorkShare, left: int, cases: int) -> Bottleneck:
    return Bottleneck(
        key=part.key,
        left=part.left,
        cases=part.cases,
        share_left=percent(part.left, left),
        share_cases=percent(part.cases, cases),
    )
