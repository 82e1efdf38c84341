"""What cases cost this year, the dearest of them, and who is above the limit for the state's refund."""

from __future__ import annotations

import sys

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.fact import Facts
from storage.queries.money import costs


async def answer(ask: Ask) -> Facts:
    """Cases within reach with cost in the calendar year; `over` is a threshold in kroner, `limit` how many to list."""
    slots = ask.slots
    return await costs.costs(
        ask.session,
        ask.scope,
        filters=filters(ask),
        measure=slots.measure,
        limit=sys.maxsize if ask.whole else slots.limit,
        over=slots.over,
        group_by=slots.group_by,
    )
