"""How many cases, against the band."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.deadlines.caseload import Caseload
from storage.queries.deadlines import caseload


async def answer(ask: Ask) -> Caseload:
    """Open cases within reach; `over` leaves only caseworkers with more cases than that in the list."""
    return await caseload.caseload(
        ask.session,
        ask.scope,
        filters=filters(ask),
        over=ask.slots.over,
        group_by=ask.slots.group_by,
        weights=ask.case_weights,
    )
