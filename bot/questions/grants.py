"""Grants that end in a period, or in the next thirty days if none is named, and grants without a stop date."""

from __future__ import annotations

import datetime as dt

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.fact import Facts
from storage.queries.money import grants
from storage.rules.calendar import FOREVER
from storage.rules.period import Period

AHEAD = dt.timedelta(days=30)


async def answer(ask: Ask) -> Facts:
    """Grants of open cases within reach, the next to end first. A period without a beginning begins today."""
    period = ask.slots.period or Period(end=ask.today + AHEAD)
    return await grants.grants(
        ask.session,
        ask.scope,
        since=period.start or ask.today,
        until=period.end or FOREVER,
        filters=filters(ask),
        measure=ask.slots.measure,
    )
