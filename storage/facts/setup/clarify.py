"""Asking back."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, Optional


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a name fits, and what tells them from the others."""

    staff: str
    name: str
    team: str | None


@dataclass(frozen=True, slots=True)
class AskedBack(Facts):
    """Which of the questions, or which of the people, was meant; the likeliest question is the one about a person."""

    suggestions: tuple[str, ...]
    candidates: Optional[tuple[Candidate, ...]] = None
