"""What the next question may lean on: kept when this one is answered, read when the next one comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.refusals import Told
from bot.understanding.understand import Meaning, Previous
from bot.visit import Visit
from storage.queries.sending import access_log
from storage.queries.setup import dialogues
from storage.rules.access import Refusal
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots


async def previous_question(visit: Visit, minutes: int) -> Previous | None:
    """What this question may lean on: the asker's one before, asked at most so many minutes ago; 0 = none ever."""
    if not minutes or visit.known is None:
        return None
    since = visit.now - dt.timedelta(minutes=minutes)
    last = await dialogues.last_question(visit.session, visit.incoming.conversation_id, visit.known.person.id, since)
    if last is None or last.question not in RECORDS:  # a release may have taken the question away
        return None
    return Previous(last.question, Slots.from_json(last.slots), last.page)


async def remember(visit: Visit, meaning: Meaning, slots: Slots, told: Told) -> None:
    """Keep this question for the next one, in the transaction of its answer."""
    kept = _to_lean_on(meaning, slots, told)
    if visit.known is None or kept is None or not visit.incoming.conversation_id:
        return
    asked = meaning.suggestions[0] if meaning.candidates else meaning.question
    last = dialogues.LastQuestion(asked, kept.as_json(), meaning.page)
    await dialogues.remember_question(
        visit.session, visit.incoming.conversation_id, visit.known.person.id, last, visit.now
    )


def _to_lean_on(meaning: Meaning, slots: Slots, told: Told) -> Slots | None:
    """What the next question may lean on; None leaves the question before this one to lean on.

    Nobody goes on with help or a greeting, and of what was refused only whom it was about is dropped. Asked which of
    two people was meant, somebody may type the name instead of pressing the button. A list that was named in words and
    not by a slot is gone on with too.
    """
    if meaning.candidates:
        return meaning.slots
    asked = RECORDS.get(meaning.question)
    if asked is None or not asked.slots or told.outcome == Refusal.CPR_IN_TEXT.value:
        return None
    if told.outcome != access_log.ANSWERED:
        return replace(slots, case=None, staff=None, team=None)
    return replace(slots, check=told.facts.listed() or slots.check)
