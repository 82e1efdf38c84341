"""Each working day, to leaders and controllers in person: a team's forecast is over its budget, or further over."""

from __future__ import annotations

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_overspending
from messages.message import Message, message
from storage.queries.money.budget_reports import ALERT, Overspending, overspending
from storage.rules.access import Role, Scope
from storage.rules.money.overspending import DEFAULT_LIMIT


async def compose(work: Work) -> Message | None:
    """The teams over the limit by a step that the reader was not told of this year, or None where there is none."""
    scope = work.reader.scope(work.today) if work.reader else Scope(day=work.today)
    reader = work.reader.person.id if work.reader else None
    found = await overspending(work.session, scope, work.teams, work.limit_pct or DEFAULT_LIMIT, reader=reader)
    return await _told(work, found) if found.over or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """The first team with made-up accounts."""
    return await _told(work, made_up_overspending(work.teams[0], work.today, work.limit_pct or DEFAULT_LIMIT))


async def _told(work: Work, found: Overspending) -> Message:
    return message(f"digests/{ALERT}", found.as_json(), await setting_of(work))


REMINDER = Reminder(
    ALERT,
    compose,
    sample,
    readers=frozenset({Role.LEADER, Role.CONTROLLER}),
    daily=True,
    limit_pct=DEFAULT_LIMIT,
)
