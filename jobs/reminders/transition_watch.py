"""Each month, to leaders and coordinators in person: whose young people turn 16, 17½ or 18, and what is to be done."""

from __future__ import annotations

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_transitions
from messages.message import Message, message
from storage.facts.children.transition_watch import TransitionWatch
from storage.facts.children.transitions import Transitions
from storage.queries.children.transitions import transitions
from storage.queries.recovery.recovery_week import YEAR
from storage.rules.access import Scope
from storage.rules.calendar import add_months

KIND = "transition_watch"


async def compose(work: Work) -> Message | None:
    """The ages turned in the next twelve months, or None where nobody turns one."""
    scope = work.reader.scope(work.today) if work.reader else Scope(day=work.today)
    found = await transitions(work.session, scope, since=work.today, until=add_months(work.today, YEAR))
    return await _message(work, found) if found.total or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """Two young people with case numbers that no municipality has."""
    return await _message(work, made_up_transitions(work.today))


async def _message(work: Work, found: Transitions) -> Message:
    teams = tuple(team.name for team in work.teams)
    watched = TransitionWatch(teams, found.since, found.until, found.total, found.items)
    return message(f"digests/{KIND}", watched, await setting_of(work))


REMINDER = Reminder(compose, sample)
