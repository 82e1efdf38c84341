"""Outside the bot's field: says so and offers the nearest questions."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.setup.none import Nearest

OFFERED = 3


async def answer(ask: Ask) -> Nearest:
    """The three questions nearest to what was typed, likeliest first."""
    return Nearest(ask.suggestions[:OFFERED])
