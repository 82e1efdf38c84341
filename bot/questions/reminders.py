"""The schedules: shown, and for those who set them up, changed."""

from __future__ import annotations

from bot.admin import schedules
from bot.question import Ask, Facts


async def answer(ask: Ask) -> Facts:
    """An administrator sees and changes every schedule, a leader those of their teams; others have none yet."""
    return await schedules.answer(ask)
