"""Which reminders are due, and what each says: written once per schedule and week, its content frozen with it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.reminder import Work
from jobs.reminders import reminder_of
from storage.clock import local_day
from storage.database import Store
from storage.queries import schedule_changes, teams
from storage.queries.channels import channel_of_team
from storage.queries.teams import TeamRow
from storage.rules.recurrence import due_in_week, moment_of, period_name, week_of
from storage.schema import Delivery, Run, Schedule
from storage.settings import Settings

log = logging.getLogger(__name__)

NEARBY_WEEKS = range(-2, 3)
"""A policy for holidays may move a digest out of its own week; over Christmas and New Year by more than one."""

NO_CHANNEL = "no channel for this team"
PAUSED = "paused"
HOLIDAY = "public holiday"


@dataclass(frozen=True, slots=True)
class Due:
    """One week of one schedule whose time has come; `skipped` says why nothing goes out that week, if so."""

    period: str
    at: dt.datetime
    skipped: str | None = None


async def plan_due(store: Store, settings: Settings, now: dt.datetime) -> int:
    """Plan every schedule whose time has come this week and that nobody has planned; returns how many runs.

    A week missed while the service was down is made up for until it ends, older weeks are not; nor is a time before
    the schedule was added or changed.
    """
    async with store.working() as session:
        schedules = await schedule_changes.active(session)
        known = select(Run.schedule_id, Run.period).where(Run.planned_at > now - dt.timedelta(days=60))
        planned = {(schedule, period) for schedule, period in await session.execute(known)}
    runs = 0
    for schedule in schedules:
        for due in due_now(schedule, settings, now):
            if (schedule.id, due.period) not in planned:
                runs += await _plan_apart(store, settings, schedule.id, due, now)
    return runs


def due_now(schedule: Schedule, settings: Settings, now: dt.datetime) -> Iterator[Due]:
    """The weeks of a schedule whose time lies in the present ISO week and has come."""
    since = (schedule.changed_at or schedule.created_at).replace(second=0, microsecond=0)
    for step in NEARBY_WEEKS:
        year, week = week_of(now + dt.timedelta(weeks=step), settings.zone)
        due = _due(schedule, year, week, settings)
        if since <= due.at <= now and week_of(due.at, settings.zone) == week_of(now, settings.zone):
            yield due


def _due(schedule: Schedule, year: int, week: int, settings: Settings) -> Due:
    """The week's run; where it is skipped, at the time it would have been."""
    rhythm = schedule_changes.rhythm_of(schedule)
    period = period_name(year, week)
    at = due_in_week(rhythm, year, week, settings.zone, settings.calendar)
    if at is not None:
        return Due(period, at)
    unpaused = replace(rhythm, paused_from=None)
    at = due_in_week(unpaused, year, week, settings.zone, settings.calendar)
    if at is not None:
        return Due(period, at, PAUSED)
    day = dt.date.fromisocalendar(year, week, rhythm.weekday + 1)
    return Due(period, moment_of(day, rhythm.at, settings.zone), HOLIDAY)


async def _plan_apart(store: Store, settings: Settings, schedule_id: int, due: Due, now: dt.datetime) -> bool:
    """One schedule's trouble must not keep the others from being planned; the next tick tries again."""
    try:
        return await _plan(store, settings, schedule_id, due, now)
    except Exception:  # whatever it is, it is this schedule's alone
        log.exception("schedule %s could not be planned for %s", schedule_id, due.period)
        return False


async def _plan(store: Store, settings: Settings, schedule_id: int, due: Due, now: dt.datetime) -> bool:
    """The run and its deliveries, in one transaction; False when another process was first."""
    async with store.working() as session:
        schedule = await schedule_changes.find(session, schedule_id)
        if schedule is None:
            return False
        run = await session.scalar(
            insert(Run)
            .values(schedule_id=schedule_id, kind=schedule.kind, period=due.period, due_at=due.at, planned_at=now)
            .on_conflict_do_nothing(index_elements=["schedule_id", "period"])
            .returning(Run)
        )
        if run is None:
            return False
        for team in await _targets(session, schedule):
            if due.skipped:
                session.add(_settled(run, team, "skipped", due.skipped, now))
            else:
                await draft(session, settings, run, team, now, even_if_empty=schedule.if_empty == "send")
        return True


async def _targets(session: AsyncSession, schedule: Schedule) -> list[TeamRow]:
    every = await teams.all_teams(session)
    return [team for team in every if schedule.team_id in {None, team.id}]


async def plan_now(store: Store, settings: Settings, kind: str, team: TeamRow, now: dt.datetime) -> int:
    """An ad-hoc run of its own for one team; returns its number. Raises UnknownReminderError."""
    reminder_of(kind)
    async with store.working() as session:
        year, week = week_of(now, settings.zone)
        run = Run(schedule_id=None, kind=kind, period=period_name(year, week), due_at=now, planned_at=now)
        session.add(run)
        await session.flush()
        await draft(session, settings, run, team, now)
        return run.id


async def draft(
    session: AsyncSession,
    settings: Settings,
    run: Run,
    team: TeamRow,
    now: dt.datetime,
    *,
    even_if_empty: bool = False,
    resend_of: int | None = None,
) -> Delivery:
    """Compose a team's message and write down its delivery: planned, nothing_to_tell, or failed with the reason."""
    work = work_for(session, settings, team, now, even_if_empty=even_if_empty)
    try:
        async with session.begin_nested():
            message = await reminder_of(run.kind).compose(work)
    except Exception as error:  # one team's figures must not cost the other teams their digest
        log.exception("%s could not be composed for team %s", run.kind, team.id)
        delivery = _settled(run, team, "failed", f"could not be composed ({type(error).__name__})", now)
    else:
        content = message.as_json() if message else None
        delivery = await addressed(session, run, team, content, now)
    delivery.resend_of = resend_of
    session.add(delivery)
    await session.flush()
    return delivery


def work_for(
    session: AsyncSession, settings: Settings, team: TeamRow, now: dt.datetime, *, even_if_empty: bool = False
) -> Work:
    """What a reminder of this team is composed from at that moment."""
    return Work(
        session=session,
        team_id=team.id,
        team=team.name,
        today=local_day(now, settings.zone),
        zone=settings.zone,
        language=settings.language,
        even_if_empty=even_if_empty,
    )


async def addressed(
    session: AsyncSession,
    run: Run,
    team: TeamRow,
    content: dict[str, Any] | None,
    now: dt.datetime,
    *,
    even_if_blocked: bool = False,
) -> Delivery:
    """A delivery of this content (None: nothing to tell) to the channel that is the team's at this moment.

    A channel that refused the bot gets nothing more until it is heard from, or a person tries again by hand.
    """
    if content is None:
        return _settled(run, team, "nothing_to_tell", None, now)
    place = await channel_of_team(session, team.id, team.name)
    if place is None:
        delivery = _settled(run, team, "failed", NO_CHANNEL, now)
    elif place.blocked_reason is not None and not even_if_blocked:
        delivery = _settled(run, team, "failed", place.blocked_reason, now)
        delivery.conversation_id = place.id
    else:
        delivery = _delivery(run, team, "planned", now)
        delivery.conversation_id = place.id
        delivery.next_attempt_at = now
    delivery.content = content
    return delivery


def _settled(run: Run, team: TeamRow, state: str, why: str | None, now: dt.datetime) -> Delivery:
    delivery = _delivery(run, team, state, now)
    delivery.last_error = why
    delivery.settled_at = now
    return delivery


def _delivery(run: Run, team: TeamRow, state: str, now: dt.datetime) -> Delivery:
    return Delivery(run_id=run.id, target=f"team:{team.id}", team_id=team.id, state=state, attempts=0, created_at=now)
