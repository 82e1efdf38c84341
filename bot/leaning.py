"""What the next question may lean on: kept when this one is answered, read when the next one comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.refusals import QuestionAnswer
from bot.understanding.understand import Meaning, Previous
from bot.visit import Visit
from storage.queries.sending import access_log
from storage.queries.setup import dialogues
from storage.rules.access import Refusal
from storage.rules.questions import RECORDS
from storage.rules.selection import Selection, with_conditions
from storage.rules.slots import Slots

OF_SOMEBODY = frozenset({"staff", "team", "responsible"})
"""The conditions that name a person or a team."""


async def previous_question(visit: Visit, minutes: int) -> Previous | None:
    """The asker's last question here, if it is at most `minutes` old; the next one may lean on it. 0 minutes: never."""
    if not minutes or visit.known is None:
        return None
    since = visit.now - dt.timedelta(minutes=minutes)
    last = await dialogues.last_question(visit.session, visit.incoming.conversation_id, visit.known.person.id, since)
    if last is None or last.question not in RECORDS:  # a release may have taken the question away
        return None
    return Previous(last.question, Slots.from_json(last.slots), last.page)


async def remember(visit: Visit, meaning: Meaning, slots: Slots, answer: QuestionAnswer) -> None:
    """Keep this question for the next one, in the transaction of its answer."""
    kept = _to_lean_on(meaning, slots, answer)
    if visit.known is None or kept is None or not visit.incoming.conversation_id:
        return
    asked = meaning.suggestions[0] if meaning.candidates else meaning.question
    last = dialogues.LastQuestion(asked, kept.as_json(), meaning.page)
    await dialogues.remember_question(
        visit.session, visit.incoming.conversation_id, visit.known.person.id, last, visit.now
    )


def _to_lean_on(meaning: Meaning, slots: Slots, answer: QuestionAnswer) -> Slots | None:
    """The slots that the next question may lean on; None keeps the question before this one for that.

    None after help or a greeting, since nobody continues those. After a refusal we drop the case, person and team. If
    we asked which of two people was meant, we keep the slots: the person may type the name. A list that the text named
    in words is kept as well.
    """
    if meaning.candidates:
        return meaning.slots
    asked = RECORDS.get(meaning.question)
    if asked is None or not asked.slots or answer.outcome == Refusal.CPR_IN_TEXT.value:
        return None
    if answer.outcome != access_log.ANSWERED:
        return replace(slots, case=None, staff=None, team=None, selection=_of_nobody(slots.selection))
    return replace(slots, check=answer.facts.listed() or slots.check)


def _of_nobody(selection: Selection | None) -> Selection | None:
    """Without the people and teams that it asks about."""
    if selection is None:
        return None
    compare = None if isinstance(selection.compare, str) else selection.compare
    return with_conditions(
        selection, lambda some: tuple(one for one in some if one.name not in OF_SOMEBODY), compare=compare
    )
