"""The schedules a person may see, and when each falls due next."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from storage.clock import local_day
from storage.facts.sending.reminders import EVERY_TEAM, ScheduledTime, ScheduleRow
from storage.queries.sending.schedule_changes import rhythm_of
from storage.rules.access import Person, Role
from storage.rules.calendar import Calendar
from storage.rules.sending.recurrence import next_due
from storage.schema import Schedule, Team


async def schedules_of(
    session: AsyncSession, person: Person, *, now: dt.datetime, zone: ZoneInfo, calendar: Calendar
) -> tuple[ScheduleRow, ...]:
    """Every schedule for an administrator; for a leader those of the teams they lead and those of every team."""
    statement = (
        select(Schedule, Team.name)
        .outerjoin(Team, Team.id == Schedule.team_id)
        .where(Schedule.removed_at.is_(None), _seen_by(person))
        .order_by(Schedule.id)
    )
    rows = await session.execute(statement)
    return tuple(_row(schedule, team, person, now, zone, calendar) for schedule, team in rows)


def _seen_by(person: Person) -> ColumnElement[bool]:
    if Role.ADMIN in person.roles:
        return true()
    if not person.leads_as_leader:
        return false()
    return or_(Schedule.team_id.in_(person.leads_as_leader), Schedule.team_id.is_(None))


def _row(
    schedule: Schedule, team: str | None, person: Person, now: dt.datetime, zone: ZoneInfo, calendar: Calendar
) -> ScheduleRow:
    rhythm = rhythm_of(schedule)
    due = next_due(rhythm, now, zone, calendar)
    return ScheduleRow(
        id=schedule.id,
        kind=schedule.kind,
        target=EVERY_TEAM if schedule.team_id is None else team or "",
        when=_when(schedule),
        limit_pct=schedule.limit_pct,
        next=due.astimezone(zone) if due else None,
        paused=rhythm.is_paused(local_day(now, zone)),
        paused_from=schedule.paused_from,
        paused_until=schedule.paused_until,
        may_change=Role.ADMIN in person.roles or schedule.team_id in person.leads_as_leader,
    )


def _when(schedule: Schedule) -> ScheduledTime:
    if schedule.daily:
        return ScheduledTime(schedule.weekday, schedule.at, daily=True)
    return ScheduledTime(schedule.weekday, schedule.at, monthly=schedule.monthly)
