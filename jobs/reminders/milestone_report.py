"""The monthly report on the milestones, to each leader in person: pace, forecast, late actions and bottlenecks."""

from __future__ import annotations

import datetime as dt

from jobs.reminder import Reminder, Work, setting_of
from jobs.reminders.made_up import made_up_milestone
from messages.message import Message, message
from storage.facts.recovery.milestone_report import LedBottlenecks, MilestoneReport
from storage.facts.recovery.recovery_week import LateActions
from storage.queries.recovery.milestone_report import milestone_report
from storage.rules.access import Scope
from storage.rules.children.bottlenecks import Bottleneck

KIND = "milestone_report"


async def compose(work: Work) -> Message | None:
    """How the milestones stand, or None where none is under way."""
    scope = work.reader.scope(work.today) if work.reader else Scope(day=work.today)
    report = await milestone_report(work.session, scope, work.teams)
    return await _message(work, report) if report.milestones or work.even_if_empty else None


async def sample(work: Work) -> Message:
    """The report with a made-up milestone."""
    day = work.today
    report = MilestoneReport(
        teams=tuple(team.name for team in work.teams),
        since=day - dt.timedelta(days=30),
        until=day,
        milestones=(made_up_milestone(day),),
        plan=LateActions(0, 0, ()),
        bottlenecks=LedBottlenecks(
            teams=(Bottleneck(work.teams[0].name, left=40, cases=92, share_left=44.4, share_cases=20.2),),
            caseworkers=(),
        ),
    )
    return await _message(work, report)


async def _message(work: Work, report: MilestoneReport) -> Message:
    return message(f"digests/{KIND}", report, await setting_of(work, [one for one in report.people() if one]))


REMINDER = Reminder(compose, sample)
