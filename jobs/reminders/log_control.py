"""Each month, to administrators in person: last month's look-ups, who stands out, and a random sample to check."""

from __future__ import annotations

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_log
from messages.message import Message, message
from storage.facts.sending.log_control import LogControl
from storage.queries.sending.log_control import log_control
from storage.queries.teams import all_teams

KIND = "log_control"


async def compose(work: Work) -> Message | None:
    """The month before this one, or None where nothing was asked and nothing done in it.

    Where the reader answers for every team, it also counts people without a team and strangers.
    """
    covered = {team.id for team in work.teams}
    everybody = covered >= {team.id for team in await all_teams(work.session)}
    teams = [(team.id, team.name) for team in work.teams]
    found = await log_control(work.session, work.today, work.zone, teams, everybody=everybody, calendar=work.calendar)
    return await _message(work, found) if found.worth_telling or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """The same with people and cases that no municipality has."""
    return await _message(work, made_up_log(work.teams[0], work.today))


async def _message(work: Work, facts: LogControl) -> Message:
    staff = {one for one in facts.people() if one is not None}
    return message(f"digests/{KIND}", facts, await setting_of(work, staff))


REMINDER = Reminder(compose, sample)
