"""What falls due in a period; without a period in the next 14 days, or everything open if a case is named."""

from __future__ import annotations

from bot.question import Ask, NotYoursError
from bot.questions.common import filters
from storage.facts.deadlines.upcoming import Upcoming
from storage.queries.deadlines import case_numbers, open_deadlines, upcoming
from storage.rules.period import Period


async def answer(ask: Ask) -> Upcoming:
    """Every open deadline whose due date lies in the period, the next first."""
    slots = ask.slots
    if slots.case is not None and not await case_numbers.is_visible(ask.session, ask.scope, slots.case):
        raise NotYoursError(slots.case)
    period = slots.period or _default(ask)
    return await upcoming.upcoming(
        ask.session,
        ask.scope,
        since=period.start,
        until=period.end,
        filters=filters(ask),
        rule=slots.rule,
        case=slots.case,
        group_by=slots.group_by,
    )


def _default(ask: Ask) -> Period:
    return Period(ask.today, ask.today + open_deadlines.SOON) if ask.slots.case is None else Period()
