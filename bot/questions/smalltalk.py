"""A greeting, a thank you."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.setup.smalltalk import Courtesy


async def answer(ask: Ask) -> Courtesy:
    """Nothing but friendliness."""
    return Courtesy(thanks=ask.particulars.thanks, fine=ask.particulars.fine)
