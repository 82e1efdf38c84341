"""A greeting, a thank you."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import NOTHING, Nothing


async def answer(_ask: Ask) -> Nothing:
    """Nothing but friendliness."""
    return NOTHING
