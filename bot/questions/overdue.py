"""What is over its deadline, and how often deadlines are kept."""

from __future__ import annotations

from bot.question import Ask, Facts
from bot.questions.common import filters
from storage.queries.deadlines import deadlines


async def answer(ask: Ask) -> Facts:
    """Open deadlines past due that the asker may see, the worst first."""
    return await deadlines.overdue(
        ask.session, ask.scope, filters=filters(ask), rule=ask.slots.rule, group_by=ask.slots.group_by
    )
