"""A greeting, a thank you."""

from __future__ import annotations

from bot.question import Ask, Facts
from bot.questions.plain import PlainFacts


async def answer(_ask: Ask) -> Facts:
    """Nothing but friendliness."""
    return PlainFacts()
