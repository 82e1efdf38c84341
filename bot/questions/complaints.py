"""Complaints received, decided and open; for the year so far if no period is named."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.children.complaints import Complaints
from storage.queries.children import complaints
from storage.queries.model.complaints_recorded import has_complaints
from storage.rules.period import Period


async def answer(ask: Ask) -> Complaints:
    """The complaints received in the period that the asker may see, as they stand on the day asked about; where no file
    tells of them, the events.
    """
    period = ask.slots.period or Period(ask.today.replace(month=1, day=1))
    told = complaints.complaints if await has_complaints(ask.session) else complaints.complaint_events
    return await told(
        ask.session,
        ask.scope,
        since=period.start,
        until=period.end or ask.today,
        team_id=ask.team_id,
        group_by=ask.slots.group_by,
    )
