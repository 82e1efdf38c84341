"""Asking back: which of two questions, or which of two people, was meant."""

from __future__ import annotations

from dataclasses import replace

from bot import permission
from bot.refusals import QuestionAnswer
from bot.understanding.understand import Meaning
from bot.visit import Visit
from storage.facts.setup.clarify import AskedBack
from storage.queries import people
from storage.rules.questions import RECORDS

NOBODY = ""
"""A staff id that nobody has: a question about it is refused like one about an unknown name."""


async def settled(visit: Visit, meaning: Meaning) -> Meaning:
    """If a name fits several people and the asker may ask about none of them, make the desk refuse the question.

    Asking back would show who works here to somebody who may not know, and offer answers that are then refused.
    """
    if not meaning.candidates or visit.known is None:
        return meaning
    question = RECORDS[meaning.suggestions[0]]
    for staff in meaning.candidates:
        at = await permission.standing(
            visit.session,
            visit.known.person,
            visit.incoming.place,
            meaning.slots.about(staff, meaning.candidates),
            day=visit.today,
            channel_team_id=visit.channel_team_id,
        )
        if permission.refusal(at, question) is None:
            return meaning
    of_nobody = replace(meaning.slots, staff=NOBODY, selection=None)
    return replace(meaning, question=question.id, slots=of_nobody, candidates=())


async def asking_back(visit: Visit, meaning: Meaning) -> QuestionAnswer:
    """The message that asks which of two questions, or which of two people, was meant."""
    people_found = await people.candidates(visit.session, meaning.candidates) if meaning.candidates else None
    return QuestionAnswer("answers/clarify", AskedBack(meaning.suggestions, people_found))
