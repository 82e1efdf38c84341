"""Complaints received in a period, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.children.complaints import Complaints
from storage.facts.complaint_source import ComplaintSource
from storage.facts.group import GroupTotal
from storage.queries.filters import CASE_TYPE, CASEWORKER, TEAM, counts, grouped, tally
from storage.queries.reach import of_reached_teams_or_own, visible, with_case_in_reach
from storage.rules.access import Scope
from storage.schema import Case, CaseEvent, Complaint, Ownership, Team

RECEIVED = "klage modtaget"
"""The kind of event that tells of a complaint."""


async def complaints(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date | None,
    until: dt.date,
    team_id: int | None = None,
    group_by: str | None = None,
) -> Complaints:
    """What was received in [since, until] on or before the scope's day; `since` None = from the beginning.

    A complaint belongs to the team of its row, whichever team has the case it is about (domain.md §10): so the figures
    of a team are the same for its leader, whether the team is named or not. Open = not decided on or before the day.
    """
    last = min(until, scope.day)
    rows = await _rows(session, scope, since or dt.date.min, last, team_id)
    return Complaints(
        since=since,
        until=until if since and since > scope.day else last,
        received=sum(row.total for row in rows),
        open=sum(row.total for row in rows if not row.decided),
        by_outcome=counts((row.outcome, row.total) for row in rows if row.decided),
        by_type=counts((row.kind, row.total) for row in rows),
        groups=_groups(rows, group_by, scope),
    )


async def complaint_events(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date | None,
    until: dt.date,
    team_id: int | None = None,
    group_by: str | None = None,
) -> Complaints:
    """The same of the events `klage modtaget`, of the team of their case; what became of them is unknown."""
    last = min(until, scope.day)
    keys = (Team.name, Case.case_type, Ownership.staff_id)
    of_team = [] if team_id is None else [Case.team_id == team_id]
    statement = (
        select(*keys, func.count())
        .select_from(CaseEvent)
        .join(Case, Case.id == CaseEvent.case_id)
        .join(Team, Team.id == Case.team_id)
        .where(CaseEvent.kind == RECEIVED, CaseEvent.day.between(since or dt.date.min, last), *of_team)
        .group_by(*keys)
    )
    found = await session.execute(visible(statement, scope))
    rows = [_Row(False, None, None, *row) for row in found]
    return Complaints(
        since=since,
        until=until if since and since > scope.day else last,
        received=sum(row.total for row in rows),
        open=None,
        by_outcome={},
        by_type={},
        groups=_groups(rows, group_by, scope),
        source=ComplaintSource.EVENTS,
    )


class _Row(NamedTuple):
    decided: bool
    outcome: str | None
    kind: str | None
    team: str
    case_type: str | None
    staff_id: str | None
    total: int


async def _rows(session: AsyncSession, scope: Scope, first: dt.date, last: dt.date, team_id: int | None) -> list[_Row]:
    """Complaints that are alike, counted in the database."""
    decided = case((Complaint.decided <= scope.day, True), else_=False)
    keys = (decided, Complaint.outcome, Complaint.kind, Team.name, Case.case_type, Ownership.staff_id)
    of_team = [] if team_id is None else [Complaint.team_id == team_id]
    statement = (
        select(*keys, func.count())
        .select_from(Complaint)
        .join(Team, Team.id == Complaint.team_id)
        .where(Complaint.received.between(first, last), *of_team)
        .group_by(*keys)
    )
    with_case = with_case_in_reach(statement, scope, Complaint.case_id)
    rows = await session.execute(of_reached_teams_or_own(with_case, scope, Complaint.team_id, Complaint.case_id))
    return [_Row(*row) for row in rows]


def _groups(rows: list[_Row], group_by: str | None, scope: Scope) -> tuple[GroupTotal, ...] | None:
    """By team, case type or caseworker; a complaint about no case within reach has neither of the last two."""
    keys: dict[str, Callable[[_Row], str | None]] = {
        CASEWORKER: lambda row: row.staff_id,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
    }
    return grouped(group_by, scope, keys, lambda key: tally((key(row), row.total) for row in rows))
