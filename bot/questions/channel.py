"""Which team this channel is for; those who may choose it do so here."""

from __future__ import annotations

from bot.admin import channels
from bot.question import Ask, Facts


async def answer(ask: Ask) -> Facts:
    """Everyone known hears which team the channel is for; an administrator or the team's leader changes it."""
    return await channels.answer(ask)
