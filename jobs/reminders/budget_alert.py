"""Each working day, to leaders and controllers in person: a team's forecast is over its budget, or further over."""

from __future__ import annotations

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_alert
from messages.message import Message, message
from storage.facts.money.budget_alert import BudgetAlert
from storage.queries.money.budget_alert import ALERT, budget_alert
from storage.rules.access import Scope
from storage.rules.sending.reminder_kinds import KINDS


async def compose(work: Work) -> Message | None:
    """The teams over the limit by a step that is news to the reader this year, or None where there is none."""
    scope = work.reader.scope(work.today) if work.reader else Scope(day=work.today)
    reader = work.reader.person.id if work.reader else None
    found = await budget_alert(work.session, scope, work.teams, KINDS[ALERT].limit(work.limit_pct), reader=reader)
    return await _message(work, found) if found.over or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """The first team with made-up accounts."""
    return await _message(work, made_up_alert(work.teams[0], work.today, KINDS[ALERT].limit(work.limit_pct)))


async def _message(work: Work, found: BudgetAlert) -> Message:
    return message(f"digests/{ALERT}", found, await setting_of(work))


REMINDER = Reminder(compose, sample)
