"""A text that no question answered well is kept, masked, so that somebody can teach the bot what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.understanding.classifier import Model
from bot.understanding.misses import masked
from bot.understanding.names import Gazetteer
from bot.understanding.understand import Meaning, Previous
from storage.clock import local_day
from storage.queries.sending import access_log
from storage.queries.setup import misses
from storage.rules.miss_kind import MissKind
from storage.rules.questions import CLARIFY, OUTSIDE
from storage.rules.slots import Slots
from storage.session import AsyncSession
from storage.settings import Settings

_NOT_UNDERSTOOD = {OUTSIDE: MissKind.NONE, CLARIFY: MissKind.CLARIFY}
SOON = 2
"""Minutes: the answer was of no help to somebody who asks the same again so soon."""


def kind_of_miss(meaning: Meaning, outcome: str) -> MissKind | None:
    """How we missed a text: we did not understand it, asked back, or left a word out of the answer; None if we did not.

    A refusal is no miss, nor is a name that fits several people, nor what the data do not hold: those texts were
    understood.
    """
    if outcome != access_log.ANSWERED or meaning.candidates or meaning.absent is not None:
        return None
    if meaning.question in _NOT_UNDERSTOOD:
        return _NOT_UNDERSTOOD[meaning.question]
    return MissKind.UNREAD if meaning.unread else None


def is_asked_again(question: str, slots: Mapping[str, Any], former: Previous | None) -> bool:
    """Whether the same was asked just before. The same of another team, person or time is a question of its own."""
    return former is not None and (former.question, former.slots.as_json()) == (question, slots)


def reading_of(question: str, slots: Slots) -> str:
    """A question and the names of its slots, never their values: those may name a case or a person."""
    named = ", ".join(slots.as_json())
    return f"{question} ({named})" if named else question


@dataclass(frozen=True, slots=True)
class Misses:
    """Keeps misses by the municipality's settings."""

    settings: Settings
    model: Model

    async def keep(
        self, session: AsyncSession, text: str, meaning: Meaning, kind: MissKind, gazetteer: Gazetteer, now: dt.datetime
    ) -> None:
        """Write the masked text, its day and how it was read, in the transaction of the answer.

        No time of day: the access log has that beside the asker's name, so the two could be matched.
        """
        day = local_day(now, self.settings.zone)
        kept = masked(text, self.model, gazetteer, day)
        if not kept or not self.settings.misses_days:
            return
        guessed = next(iter(meaning.suggestions), None)
        question = guessed if meaning.question in _NOT_UNDERSTOOD else meaning.question
        await misses.append(
            session,
            at=dt.datetime.combine(day, dt.time(), self.settings.zone),
            language=meaning.language,
            text=kept,
            question=question,
            confidence=meaning.confidence,
            kind=kind,
            reading=reading_of(question, meaning.slots) if question else None,
        )
