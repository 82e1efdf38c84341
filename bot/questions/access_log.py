"""Who looked a case up, and who was refused: the access log, for administrators."""

from __future__ import annotations

import datetime as dt

from bot.question import Ask
from bot.questions.common import moments
from storage.facts.sending.access_log import LookUps
from storage.queries.sending import access_log
from storage.queries.sending.access_log import FoundInLog
from storage.rules.period import Period

DAYS = 30


async def answer(ask: Ask) -> LookUps:
    """The log's lines about the named case, else every look-up and refusal; for thirty days unless a period is named.

    A button may ask for one person's lines alone.
    The answer never shows whether a case exists: without look-ups it has no lines either way.
    """
    period = ask.slots.period or Period(ask.today - dt.timedelta(days=DAYS), ask.today)
    found = await _lines(ask, period)
    earlier = 0
    if ask.slots.period is None and ask.slots.case is not None and period.start is not None:
        earlier = (await _lines(ask, Period(None, period.start - dt.timedelta(days=1)))).total
    return LookUps(found.total, found.by_outcome, found.items, period.start, period.end, earlier)


async def _lines(ask: Ask, period: Period) -> FoundInLog:
    since, until = moments(period, ask.zone)
    return await access_log.lines(ask.session, since=since, until=until, case=ask.slots.case, staff_id=ask.slots.staff)
