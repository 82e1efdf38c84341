"""Each month, ready before a set day, to leaders and controllers in person: where the budget stands."""

from __future__ import annotations

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_status
from messages.message import Message, message
from storage.facts.money.budget_status import BudgetStatus
from storage.queries.money.budget_status import budget_status
from storage.rules.access import Scope

KIND = "budget_status"


async def compose(work: Work) -> Message | None:
    """Where the reader's teams stand, or None where nothing is budgeted, posted or granted."""
    scope = work.reader.scope(work.today) if work.reader else Scope(day=work.today)
    status = await budget_status(work.session, scope, work.teams)
    return await _message(work, status) if status.worth_telling or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """The same for the first team with made-up figures."""
    return await _message(work, made_up_status(work.teams[0], work.today))


async def _message(work: Work, status: BudgetStatus) -> Message:
    return message(f"digests/{KIND}", status, await setting_of(work))


REMINDER = Reminder(compose, sample)
