"""Concern for a child here and now: people help, and the bot says whom to call."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.setup.worry import Worry


async def answer(ask: Ask) -> Worry:
    """The municipality's social emergency line, if one is set."""
    return Worry(ask.emergency_line)
