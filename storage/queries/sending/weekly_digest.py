"""A team's week for Monday's digest: the same query functions as the chat, also for the week before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.recovery.recovery_week import RecoveryWeek
from storage.facts.sending.weekly_digest import OverdueInWeek, SinceLastWeek, TeamCaseload, TeamWeek, UpcomingInWeek
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
    taken = await steps_taken(session, now, of_team, before.day)
    changes = SinceLastWeek(
        overdue=len(ids) - len(ids_before),
        new_overdue=len(ids - ids_before),
        resolved=len(ids_before - ids),
        caseload=load.total - load_before,
        opened=moved.opened,
        closed=moved.closed,
        reviewed=taken.reviewed,
        restored=taken.restored,
        reported_done=taken.reported_done,
    )
    return team_week(
        team.name,
        today,
        overdue=OverdueInWeek(late.total, late.by_rule, late.items),
        upcoming=UpcomingInWeek(due.total, due.by_rule, due.items),
        caseload=load,
        since_last_week=changes,
        recovery=await recovery_week(session, now, team, before.day),
    )


def team_week(
    team: str,
    day: dt.date,
    *,
    overdue: OverdueInWeek,
    upcoming: UpcomingInWeek,
    caseload: TeamCaseload,
    since_last_week: SinceLastWeek,
    recovery: RecoveryWeek,
) -> TeamWeek:
    """The ISO week of that day, put together."""
    monday = day - dt.timedelta(days=day.weekday())
    return TeamWeek(
        team=team,
        week=f"{day:%G-W%V}",
        since=monday,
        until=monday + dt.timedelta(days=6),
        overdue=overdue,
        upcoming=upcoming,
        caseload=caseload,
        since_last_week=since_last_week,
        milestones=recovery.milestones,
        restoring=recovery.restoring,
        plan=recovery.plan,
        transitions=recovery.transitions,
        changes=recovery.changes,
        urgent=recovery.urgent,
        bottleneck=recovery.bottleneck,
    )


async def _caseload(session: AsyncSession, scope: Scope, team: teams.TeamRow, of_team: Filters) -> TeamCaseload:
    rows = await caseload.open_cases(session, scope, of_team)
    loads = await caseload.loads_of(session, scope, rows)
    statuses = [load.status for load in loads if not load.left]
    of_leavers = sum(load.cases for load in loads if load.left)
    band = band_for(team.band_low, team.band_high, newly_qualified=False)
    under, within, over = (statuses.count(status) for status in (UNDER, WITHIN, OVER))
    return TeamCaseload(
        total=sum(row.total for row in rows),
        caseworkers=under + within + over,
        low=band.low,
        high=band.high,
        under=under,
        within=within,
        over=over,
        without_caseworker=sum(row.total for row in rows if row.staff_id is None) + of_leavers,
    )
