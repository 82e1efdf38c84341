"""Which team this channel is for; people who may choose the team do so here."""

from __future__ import annotations

from bot.admin import channels
from bot.other_message import OtherMessage
from bot.question import Ask
from storage.facts.sending.channel import ChannelFacts


async def answer(ask: Ask) -> ChannelFacts | OtherMessage:
    """Everyone known hears which team the channel is for; an administrator or the team's leader changes it."""
    return await channels.answer(ask)
