"""When was data last imported, what failed."""

from __future__ import annotations

from bot.question import Ask, Facts, Question, Reach
from storage.queries import imports


async def answer(ask: Ask) -> Facts:
    """The imports of the store as it is now, whatever day is asked about."""
    return await imports.sources(ask.session, ask.now)


QUESTION = Question("sources", answer, Reach.ANYONE)
