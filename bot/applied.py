"""What an answer is really of: the selection behind it and its figures in one shape (questions.md, last section)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.question import Ask
from storage.facts.asked import AskedFigures
from storage.facts.fact import Facts
from storage.facts.selected import SelectedFacts
from storage.rules.selection import Selection


@dataclass(frozen=True, slots=True)
class Applied:
    """`selection` and `asked` are None where a question counts nothing; `own`: only the asker's own cases count."""

    selection: Selection | None = None
    asked: AskedFigures | None = None
    own: bool = False


def applied(_ask: Ask, facts: Facts) -> Applied:
    """What the facts of a question that was answered are of."""
    if isinstance(facts, SelectedFacts):
        return Applied(facts.selection, facts.asked, facts.own)
    return Applied()
