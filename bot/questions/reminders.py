"""Shows the schedules, and changes them for people who set them up."""

from __future__ import annotations

from bot.admin import schedules
from bot.other_message import Answered
from bot.question import Ask


async def answer(ask: Ask) -> Answered:
    """An administrator sees and changes every schedule, a leader those of their teams; others have none yet."""
    return await schedules.answer(ask)
