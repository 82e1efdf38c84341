"""How far the milestones have come, how fast, and when they will be reached."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import Facts
from storage.queries.recovery import milestones
from storage.rules.period import Period


async def answer(ask: Ask) -> Facts:
    """The named milestone, else all; with a period those due in it, measured against its last day."""
    period = ask.slots.period or Period()
    return await milestones.milestones(
        ask.session, ask.scope, name=ask.slots.milestone, since=period.start, until=period.end
    )
