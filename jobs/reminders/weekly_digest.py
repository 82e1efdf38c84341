"""Monday's digest: what is overdue in a team, what falls due, the caseload, and what changed since last week."""

from __future__ import annotations

import datetime as dt

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_recovery
from messages.message import Message, message
from storage.facts.deadlines.overdue import OverdueDeadline
from storage.facts.deadlines.upcoming import UpcomingDeadline
from storage.facts.sending.weekly_digest import OverdueInWeek, SinceLastWeek, TeamCaseload, TeamWeek, UpcomingInWeek
from storage.queries.sending.weekly_digest import team_week, week_of_team
from storage.rules.access import scope_of_channel

KIND = "weekly_digest"


async def compose(work: Work) -> Message | None:
    """The team's week as its channel may see it, or None when there is nothing to tell."""
    (team,) = work.teams
    week = await week_of_team(work.session, scope_of_channel(team.id, work.today), team.id, work.today)
    return await _message(work, week) if week.worth_telling or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """The digest with made-up figures and case numbers that no municipality has."""
    return await _message(work, made_up_week(work.teams[0].name, work.today))


async def _message(work: Work, week: TeamWeek) -> Message:
    return message(f"digests/{KIND}", week, await setting_of(work))


def made_up_week(team: str, today: dt.date) -> TeamWeek:
    """A plausible week, the same for every team."""

    def late(number: int, rule: str, days: int) -> OverdueDeadline:
        return OverdueDeadline(f"EKS-{number:03}", rule, today - dt.timedelta(days), days)

    def coming(number: int, rule: str, days: int) -> UpcomingDeadline:
        return UpcomingDeadline(f"EKS-{number:03}", rule, today + dt.timedelta(days), days)

    overdue = (late(1, "follow_up", 19), late(2, "child_plan", 6), late(3, "follow_up", 2))
    upcoming = (coming(4, "assessment", 3), coming(5, "follow_up", 8))
    return team_week(
        team,
        today,
        overdue=OverdueInWeek(3, {"follow_up": 2, "child_plan": 1}, overdue),
        upcoming=UpcomingInWeek(2, {"assessment": 1, "follow_up": 1}, upcoming),
        caseload=TeamCaseload(
            total=92, caseworkers=4, low=20, high=25, under=1, within=2, over=1, without_caseworker=1
        ),
        since_last_week=SinceLastWeek(
            overdue=1,
            new_overdue=2,
            resolved=1,
            caseload=2,
            opened=3,
            closed=1,
            reviewed=6,
            restored=4,
            reported_done=3,
        ),
        recovery=made_up_recovery(today),
    )


REMINDER = Reminder(compose, sample)
