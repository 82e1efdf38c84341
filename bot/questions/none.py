"""Outside the bot's field: says so and offers the nearest questions."""

from __future__ import annotations

from bot.question import Ask, Facts
from bot.questions.plain import PlainFacts

OFFERED = 3


async def answer(ask: Ask) -> Facts:
    """The three questions nearest to what was typed, likeliest first."""
    return PlainFacts({"suggestions": list(ask.suggestions[:OFFERED])})
