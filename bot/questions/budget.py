"""Budget, spent, committed, forecast and deviation, as of a day."""

from __future__ import annotations

import datetime as dt

from bot.question import Ask
from storage.facts.fact import Facts
from storage.queries.filters import TEAM
from storage.queries.money import budget
from storage.rules.slots import FIRST_FORECAST


async def answer(ask: Ask) -> Facts:
    """The year's budget against the accounts up to the period's end, never beyond today.

    Asked for the first forecast and for no period, those of the last year that is over.
    """
    slots = ask.slots
    until = slots.period.end if slots.period else None
    if slots.forecast == FIRST_FORECAST and until is None:
        # Nobody can tell yet how well this year was forecast.
        until = dt.date(ask.today.year - 1, 12, 31)
    return await budget.budget(
        ask.session,
        ask.scope,
        until=until,
        team_id=ask.team_id,
        account=slots.account,
        by_team=slots.group_by == TEAM,
    )
