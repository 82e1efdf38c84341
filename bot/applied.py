"""What an answer is really of: the selection behind it and its figures in one shape (questions.md, last section)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.question import Ask
from storage.facts.asked import AskedFigures
from storage.facts.fact import Facts
from storage.facts.selected import SelectedFacts
from storage.queries.model.complaints_recorded import as_recorded
from storage.queries.model.counted import counted
from storage.queries.reach import sees_own_alone
from storage.rules.counts import counted_by
from storage.rules.question_record import QuestionRecord
from storage.rules.selection import Selection, WithheldError


@dataclass(frozen=True, slots=True)
class Applied:
    """`selection` and `asked` are None where a question counts nothing; `own`: only the asker's own cases count."""

    selection: Selection | None = None
    asked: AskedFigures | None = None
    own: bool = False


async def applied(ask: Ask, question: QuestionRecord, facts: Facts) -> Applied:
    """What the facts of a question that was answered are of. What its own file counted is counted once more, so that
    it comes in the shape of all; a channel that may not be told it all gets the line alone.
    """
    if isinstance(facts, SelectedFacts):
        return Applied(facts.selection, facts.asked, facts.own)
    selection = None if question.counts is None else counted_by(question.counts, ask.slots, ask.today)
    if selection is None:
        return Applied()
    selection, _ = await as_recorded(ask.session, selection, ask.today)
    try:
        asked = await counted(ask.session, ask.scope, selection)
    except WithheldError:
        return Applied(selection)
    return Applied(selection, asked, sees_own_alone(ask.scope))
