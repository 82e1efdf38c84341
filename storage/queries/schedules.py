"""The schedules a person may see, and when each falls due next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from storage.clock import local_day
from storage.rules.access import Person, Role
from storage.rules.calendar import Calendar
from storage.rules.recurrence import Weekly, due_in_week
from storage.schema import Schedule, Team

EVERY_TEAM = "all"
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

WEEKS_AHEAD = range(-2, 60)
"""A holiday moves a due day out of its own week, hence two back; a pause of a year still has a next time after it."""


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One schedule; `target` is a team's name or all, `next` when it next falls due, None while it rests for good."""

    id: int
    kind: str
    target: str
    when: str
    next: dt.datetime | None
    paused: bool
    paused_until: dt.date | None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "target": self.target,
            "when": self.when,
            "next": self.next.isoformat() if self.next else None,
            "paused": self.paused,
            "paused_until": self.paused_until.isoformat() if self.paused_until else None,
        }


@dataclass(frozen=True, slots=True)
class Schedules:
    """The schedules a person may see, the oldest first."""

    schedules: tuple[ScheduleLine, ...]

    def as_json(self) -> dict[str, Any]:
        return {"schedules": [line.as_json() for line in self.schedules]}


async def schedules_of(
    session: AsyncSession, person: Person, *, now: dt.datetime, zone: ZoneInfo, calendar: Calendar
) -> Schedules:
    """Every schedule for an administrator; for a leader those of the teams they lead and those of every team."""
    statement = (
        select(Schedule, Team.name)
        .outerjoin(Team, Team.id == Schedule.team_id)
        .where(Schedule.removed_at.is_(None), _seen_by(person))
        .order_by(Schedule.id)
    )
    rows = await session.execute(statement)
    return Schedules(tuple(_line(schedule, team, now, zone, calendar) for schedule, team in rows))


def _seen_by(person: Person) -> ColumnElement[bool]:
    if Role.ADMIN in person.roles:
        return true()
    if not person.leads_as_leader:
        return false()
    return or_(Schedule.team_id.in_(person.leads_as_leader), Schedule.team_id.is_(None))


def _line(schedule: Schedule, team: str | None, now: dt.datetime, zone: ZoneInfo, calendar: Calendar) -> ScheduleLine:
    return ScheduleLine(
        id=schedule.id,
        kind=schedule.kind,
        target=EVERY_TEAM if schedule.team_id is None else team or "",
        when=f"{WEEKDAYS[schedule.weekday]} {schedule.at:%H:%M}",
        next=next_due(schedule, now, zone, calendar),
        paused=rests(schedule, local_day(now, zone)),
        paused_until=schedule.paused_until,
    )


def next_due(schedule: Schedule, now: dt.datetime, zone: ZoneInfo, calendar: Calendar) -> dt.datetime | None:
    """The first time after now that the schedule falls due outside its pause, in local time; None within a year."""
    weekly = Weekly(schedule.weekday, schedule.at, schedule.holidays)
    coming = []
    for step in WEEKS_AHEAD:
        year, week, _ = (local_day(now, zone) + dt.timedelta(weeks=step)).isocalendar()
        due = due_in_week(weekly, year, week, zone, calendar)
        if due is not None and due > now and not rests(schedule, local_day(due, zone)):
            coming.append(due)
    return min(coming).astimezone(zone) if coming else None


def rests(schedule: Schedule, day: dt.date) -> bool:
    """Whether the day lies in the schedule's pause, both ends included; without an end it lasts until resumed."""
    if schedule.paused_from is None or day < schedule.paused_from:
        return False
    return schedule.paused_until is None or day <= schedule.paused_until
