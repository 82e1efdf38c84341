"""Who turns 16, 17½ or 18 in a period; in the next twelve months if none is named."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.children.transitions import Transitions
from storage.queries.children import transitions
from storage.rules.calendar import FOREVER, add_months
from storage.rules.period import Period


async def answer(ask: Ask) -> Transitions:
    """Who reaches which age in the period, the next first. A period without a beginning begins today."""
    period = ask.slots.period or Period(end=add_months(ask.today, 12))
    return await transitions.transitions(
        ask.session,
        ask.scope,
        since=period.start or ask.today,
        until=period.end or FOREVER,
        filters=filters(ask),
        group_by=ask.slots.group_by,
        ages=ask.slots.age,
    )
