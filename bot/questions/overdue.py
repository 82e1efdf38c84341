"""Overdue deadlines, and how often deadlines are kept."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.deadlines.overdue import Overdue
from storage.queries.deadlines import overdue


async def answer(ask: Ask) -> Overdue:
    """Open deadlines past due that the asker may see, `over` so many days late, the worst first."""
    return await overdue.overdue(
        ask.session,
        ask.scope,
        filters=filters(ask),
        rule=ask.slots.rule,
        over=ask.slots.over,
        group_by=ask.slots.group_by,
    )
