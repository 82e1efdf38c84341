"""How far the recovery has come in a team or type, and which cases lack a requirement."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.fact import Facts
from storage.queries.recovery import legality


async def answer(ask: Ask) -> Facts:
    """Counts over the open cases within reach, and a list: cases without the named requirement, else unlawful ones."""
    slots = ask.slots
    return await legality.legality(
        ask.session, ask.scope, filters=filters(ask), requirement=slots.requirement, group_by=slots.group_by
    )
