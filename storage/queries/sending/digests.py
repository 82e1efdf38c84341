"""A team's week for Monday's digest: the same query functions as the chat, also for the week before."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.deadlines.overdue import Overdue
from storage.facts.deadlines.upcoming import Upcoming
from storage.facts.recovery.recovery_week import RecoverySteps, RecoveryWeek
from storage.queries import teams
from storage.queries.children.flow import flow
from storage.queries.deadlines import caseload
from storage.queries.deadlines.open_deadlines import SOON
from storage.queries.deadlines.overdue import overdue, overdue_ids
from storage.queries.deadlines.upcoming import upcoming
from storage.queries.filters import Filters
from storage.queries.recovery.recovery_week import recovery_week, steps_taken
from storage.rules.access import Scope
from storage.rules.deadlines.caseload import band_for

A_WEEK = dt.timedelta(days=7)
UNDER, WITHIN, OVER = "under", "within", "over"


@dataclass(frozen=True, slots=True)
class TeamCaseload:
    """The team's open cases and how many of its caseworkers stand where; `low` and `high` are the team's own band."""

    total: int
    low: int
    high: int
    under: int
    within: int
    over: int
    without_caseworker: int

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "caseworkers": self.under + self.within + self.over,
            "low": self.low,
            "high": self.high,
            "under": self.under,
            "within": self.within,
            "over": self.over,
            "without_caseworker": self.without_caseworker,
        }


@dataclass(frozen=True, slots=True)
class Changes:
    """Since the same day a week ago; `overdue` and `caseload` are differences, the others counts."""

    overdue: int
    new_overdue: int
    resolved: int
    caseload: int
    opened: int
    closed: int

    @property
    def any(self) -> bool:
        return any((self.new_overdue, self.resolved, self.caseload, self.opened, self.closed))

    def as_json(self) -> dict[str, int]:
        return {
            "overdue": self.overdue,
            "new_overdue": self.new_overdue,
            "resolved": self.resolved,
            "caseload": self.caseload,
            "opened": self.opened,
            "closed": self.closed,
        }


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """What Monday's digest tells a team; `week` is the ISO week of `day`, `from` and `to` its Monday and Sunday."""

    team: str
    day: dt.date
    overdue: Overdue
    upcoming: Upcoming
    caseload: TeamCaseload
    since_last_week: Changes
    steps: RecoverySteps
    recovery: RecoveryWeek

    @property
    def worth_telling(self) -> bool:
        """Nothing overdue, nothing due, nothing to restore and nothing changed is nothing to tell."""
        late_or_due = self.overdue.total or self.upcoming.total
        return bool(late_or_due or self.since_last_week.any or self.steps.any or self.recovery.worth_telling)

    @property
    def week(self) -> str:
        year, week, _ = self.day.isocalendar()
        return f"{year}-W{week:02d}"

    def as_json(self) -> dict[str, Any]:
        monday = self.day - dt.timedelta(days=self.day.weekday())
        return {
            "team": self.team,
            "week": self.week,
            "from": monday.isoformat(),
            "to": (monday + dt.timedelta(days=6)).isoformat(),
            "overdue": _pick(self.overdue.as_json()),
            "upcoming": _pick(self.upcoming.as_json()),
            "caseload": self.caseload.as_json(),
            "since_last_week": self.since_last_week.as_json() | asdict(self.steps),
            **self.recovery.as_json(),
        }


def _pick(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in ("total", "by_rule", "items")}


async def week_of_team(session: AsyncSession, scope: Scope, team_id: int, today: dt.date) -> TeamWeek:
    """The team's week as of `today` within the scope, without persons; a channel's is `scope_of_channel`.

    Raises LookupError when there is no such team.
    """
    team = await teams.by_id(session, team_id)
    if team is None:
        raise LookupError(f"there is no team {team_id}")
    of_team = Filters(team_id=team_id)
    now = replace(scope, day=today, names_people=False)
    before = replace(now, day=today - A_WEEK)
    late = await overdue(session, now, filters=of_team)
    due = await upcoming(session, now, since=today, until=today + SOON, filters=of_team)
    load = await _caseload(session, now, team, of_team)
    load_before = sum(row.total for row in await caseload.open_cases(session, before, of_team))
    moved = await flow(session, now, since=today - A_WEEK + dt.timedelta(1), until=today, filters=of_team)
    ids, ids_before = [await overdue_ids(session, one, filters=of_team) for one in (now, before)]
    changes = Changes(
        overdue=len(ids) - len(ids_before),
        new_overdue=len(ids - ids_before),
        resolved=len(ids_before - ids),
        caseload=load.total - load_before,
        opened=moved.opened,
        closed=moved.closed,
    )
    steps = await steps_taken(session, now, of_team, before.day)
    return TeamWeek(
        team.name, today, late, due, load, changes, steps, await recovery_week(session, now, team, before.day)
    )


async def _caseload(session: AsyncSession, scope: Scope, team: teams.TeamRow, of_team: Filters) -> TeamCaseload:
    rows = await caseload.open_cases(session, scope, of_team)
    statuses = [load.status for load in await caseload.loads_of(session, scope, rows)]
    band = band_for(team.band_low, team.band_high, newly_qualified=False)
    return TeamCaseload(
        total=sum(row.total for row in rows),
        low=band.low,
        high=band.high,
        under=statuses.count(UNDER),
        within=statuses.count(WITHIN),
        over=statuses.count(OVER),
        without_caseworker=sum(row.total for row in rows if row.staff_id is None),
    )
