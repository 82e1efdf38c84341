"""What an answer is really of: the selection behind it and its figures in one shape (questions.md, last section)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.question import Ask
from bot.understanding.meaning import Meaning
from bot.understanding.yes_or_no import YesOrNo
from storage.facts.asked import AskedFigures
from storage.facts.fact import Facts
from storage.facts.selected import SelectedFacts
from storage.queries.model.complaints_recorded import as_recorded
from storage.queries.model.counted import counted
from storage.queries.reach import sees_own_alone
from storage.rules.counts import counted_by
from storage.rules.question_record import QuestionRecord
from storage.rules.selection import AVERAGE, KRONER, SHARE, WHO, Selection, WithheldError


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


def any_found(meaning: Meaning, of: Applied) -> bool | None:
    """Whether there are any, where a text asks that and the figure is just of what it asks for; else None.

    Among one's own cases alone nothing is known of those of others, so that nothing found is no 'no'.
    """
    if meaning.particulars.yes_or_no is not YesOrNo.ANY or meaning.unread or meaning.passed_over is not None:
        return None
    if of.selection is None or of.asked is None or not _is_a_number(of.selection, of.asked):
        return None
    if of.selection.what == "changes":
        return None  # its answer tells of two things, and either may be asked about
    is_narrowed = any(one.name not in _WHOSE for one in of.selection.conditions)
    if of.selection.what == "cases" and not is_narrowed and of.selection.period is None:
        return None
    found = bool(of.asked.value)
    is_of_all = not of.own or bool(of.selection.named("staff"))
    return found if found or is_of_all else None


_WHOSE = frozenset({"team", "staff"})


def _is_a_number(selection: Selection, asked: AskedFigures) -> bool:
    laid_out = (
        selection.group_by or selection.per or selection.order or selection.compare or selection.form in _OTHERWISE
    )
    return not laid_out and selection.unit not in {KRONER, "%", "days"} and asked.value is not None


_OTHERWISE = frozenset({SHARE, AVERAGE, WHO})
