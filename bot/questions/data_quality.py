"""What is missing in the data, and where the books do not match the cases."""

from __future__ import annotations

from bot.question import Ask, Facts, Question
from storage.queries import reconciliation


async def answer(ask: Ask) -> Facts:
    """Every check over the cases and the accounts within reach, on the day asked about."""
    return await reconciliation.data_quality(ask.session, ask.scope, team_id=ask.team_id)


QUESTION = Question("data_quality", answer)
