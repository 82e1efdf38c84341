"""What words of the office mean."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """One word and what it means, in the asker's language."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Word(Facts):
    """The word asked about, and in `items` all that the text names; None where it names none that is known."""

    term: str | None
    meaning: str | None
    items: tuple[WordMeaning, ...]
