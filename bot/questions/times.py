"""How long things take."""

from __future__ import annotations

from bot.other_message import Answered
from bot.question import Ask
from bot.selected import counted_alone


async def answer(ask: Ask) -> Answered:
    """What the slots leave, answered as a selection is."""
    return await counted_alone(ask, "times")
