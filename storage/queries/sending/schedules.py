"""The schedules a person may see, and when each falls due next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from storage.clock import local_day
from storage.queries.sending.schedule_changes import rhythm_of
from storage.rules.access import Person, Role
from storage.rules.calendar import Calendar
from storage.rules.sending.recurrence import FIRST, LAST, next_due
from storage.schema import Schedule, Team

EVERY_TEAM = "all"
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One schedule; `target` is a team's name or all, `weekday` 0 on Mondays, `at` local time, `monthly` None weekly.

    `next` is when it next falls due, None while it rests for good. `limit_pct`: from how many per cent over the budget
    on it tells, None = as the kind has it.
    """

    id: int
    kind: str
    target: str
    weekday: int
    monthly: str | None
    daily: bool
    limit_pct: Decimal | None
    at: dt.time
    next: dt.datetime | None
    paused: bool
    paused_from: dt.date | None
    paused_until: dt.date | None

    @property
    def when(self) -> str:
        """Day and time as the command line writes them: mandag 08:00, daily 07:00, first mandag 08:00, before 10
        monthly 08:00.
        """
        weekday = WEEKDAYS[self.weekday]
        days = {None: "daily" if self.daily else weekday, FIRST: f"first {weekday}", LAST: f"last {weekday}"}
        return f"{days.get(self.monthly, f'{self.monthly} monthly')} {self.at:%H:%M}"

    def _often(self) -> dict[str, Any]:
        if self.daily:
            return {"daily": True}
        return {} if self.monthly is None else {"monthly": self.monthly}

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "target": self.target,
            "when": {"weekday": self.weekday, "at": f"{self.at:%H:%M}", **self._often()},
            **({} if self.limit_pct is None else {"limit_pct": float(self.limit_pct)}),
            "next": self.next.isoformat() if self.next else None,
            "paused": self.paused,
            "paused_from": self.paused_from.isoformat() if self.paused_from else None,
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
    rhythm = rhythm_of(schedule)
    due = next_due(rhythm, now, zone, calendar)
    return ScheduleLine(
        id=schedule.id,
        kind=schedule.kind,
        target=EVERY_TEAM if schedule.team_id is None else team or "",
        weekday=schedule.weekday,
        monthly=schedule.monthly,
        daily=schedule.daily,
        limit_pct=schedule.limit_pct,
        at=schedule.at,
        next=due.astimezone(zone) if due else None,
        paused=rhythm.is_paused(local_day(now, zone)),
        paused_from=schedule.paused_from,
        paused_until=schedule.paused_until,
    )
