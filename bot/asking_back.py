"""Asking back: which of two questions, or which of two people, was meant."""

from __future__ import annotations

from dataclasses import replace

from bot import permission
from bot.refusals import Told
from bot.understanding.understand import Meaning
from bot.visit import Visit
from storage.facts.setup.clarify import AskedBack
from storage.queries import people
from storage.rules.questions import RECORDS

NOBODY = ""
"""A staff id that nobody has: asked about like any name unknown here."""


async def settled(visit: Visit, meaning: Meaning) -> Meaning:
    """Where a name fits several people and the asker would be refused each of them, the question itself is refused.

    Asking back would tell a caseworker, an administrator or a channel who works here, and offer what is not given.
    """
    if not meaning.candidates or visit.known is None:
        return meaning
    question = RECORDS[meaning.suggestions[0]]
    for staff in meaning.candidates:
        at = await permission.standing(
            visit.session,
            visit.known.person,
            visit.incoming.place,
            replace(meaning.slots, staff=staff),
            day=visit.today,
            channel_team_id=visit.channel_team_id,
        )
        if permission.refusal(at, question) is None:
            return meaning
    return replace(meaning, question=question.id, slots=replace(meaning.slots, staff=NOBODY), candidates=())


async def asking_back(visit: Visit, meaning: Meaning) -> Told:
    """Which of two questions, or which of two people, was meant."""
    found = await people.candidates(visit.session, meaning.candidates) if meaning.candidates else None
    return Told("answers/clarify", AskedBack(meaning.suggestions, found))
