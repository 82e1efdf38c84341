"""Cases opened and closed in a period; in the current month so far if none is named."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.fact import Facts
from storage.queries.children import flow
from storage.rules.period import Period


async def answer(ask: Ask) -> Facts:
    """What came in and went out in the period, nothing after today."""
    period = ask.slots.period or Period(ask.today.replace(day=1))
    return await flow.flow(
        ask.session,
        ask.scope,
        since=period.start,
        until=period.end or ask.today,
        filters=filters(ask),
        group_by=ask.slots.group_by,
    )
