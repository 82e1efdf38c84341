"""A text that no question answered is kept, masked, so that somebody can teach the bot what it means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.understanding.classifier import Model
from bot.understanding.misses import masked
from bot.understanding.names import Gazetteer
from bot.understanding.understand import Meaning
from storage.clock import local_day
from storage.queries.sending import access_log
from storage.queries.setup import misses
from storage.rules.questions import CLARIFY, OUTSIDE
from storage.session import AsyncSession
from storage.settings import Settings


def is_miss(meaning: Meaning, outcome: str) -> bool:
    """Whether we did not understand a text: we said so, or asked back.

    A refusal is no miss, nor is a name that fits several people, nor what the data do not hold: those texts were
    understood.
    """
    understood = bool(meaning.candidates) or meaning.absent is not None
    return meaning.question in {OUTSIDE, CLARIFY} and outcome == access_log.ANSWERED and not understood


@dataclass(frozen=True, slots=True)
class Misses:
    """Keeps misses by the municipality's settings."""

    settings: Settings
    model: Model

    async def keep(
        self, session: AsyncSession, text: str, meaning: Meaning, gazetteer: Gazetteer, now: dt.datetime
    ) -> None:
        """Write the masked text and its day, in the transaction of the answer.

        No time of day: the access log has that beside the asker's name, so the two could be matched.
        """
        day = local_day(now, self.settings.zone)
        kept = masked(text, self.model, gazetteer, day)
        if not kept or not self.settings.misses_days:
            return
        await misses.append(
            session,
            at=dt.datetime.combine(day, dt.time(), self.settings.zone),
            language=meaning.language,
            text=kept,
            question=next(iter(meaning.suggestions), None),
            confidence=meaning.confidence,
            outcome=meaning.question,
        )
