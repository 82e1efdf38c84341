"""What one can ask here."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class Help(Facts):
    """The question ids that this person can ask in this place, the most asked first."""

    questions: tuple[str, ...]
