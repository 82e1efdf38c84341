"""Management audits: how far the cases of each round were found in order, and what was wrong most often."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class SupervisionRound:
    """One round: its cases, and how many answers were yes and no; what was not relevant counts in neither."""

    round: str
    cases: int
    yes: int
    no: int
    share_yes: float | None
    """In per cent; None without answers."""


@dataclass(frozen=True, slots=True)
class SupervisionFinding:
    """One question of the forms that was answered no at least once."""

    question: str
    no: int
    share_yes: float | None


@dataclass(frozen=True, slots=True)
class Supervision(Facts):
    """The rounds, the newest first, and the questions with the most findings over all of them."""

    rounds: tuple[SupervisionRound, ...]
    worst: tuple[SupervisionFinding, ...]
