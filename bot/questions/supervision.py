"""Management audits: the rounds and their findings, all of them if no period is named."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import Facts
from storage.queries.recovery import supervision
from storage.rules.period import Period


async def answer(ask: Ask) -> Facts:
    """The answers given in the period about cases that the asker may see."""
    period = ask.slots.period or Period()
    return await supervision.supervision(
        ask.session, ask.scope, since=period.start, until=period.end, team_id=ask.team_id
    )
