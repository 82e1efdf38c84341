"""Budget, spent, committed, forecast and deviation, as of a day."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import Facts
from storage.queries.filters import TEAM
from storage.queries.money import budget


async def answer(ask: Ask) -> Facts:
    """The year's budget against the accounts up to the period's end, never beyond today."""
    slots = ask.slots
    return await budget.budget(
        ask.session,
        ask.scope,
        until=slots.period.end if slots.period else None,
        team_id=ask.team_id,
        account=slots.account,
        by_team=slots.group_by == TEAM,
    )
