"""The counts kept of a day, for facts that carry no date."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.reach import counted_by_team
from storage.rules.access import Scope
from storage.schema import Snapshot


class Kept(NamedTuple):
    """Open cases as they stood on a day: how many were urgent, red, yellow and green; `undated`: reviewed, no date."""

    open_cases: int
    urgent: int
    red: int
    yellow: int
    green: int
    undated: int


async def kept(session: AsyncSession, scope: Scope, *, team_id: int | None = None) -> Kept | None:
    """The counts kept of the scope's day within its teams (or one of them); None where nothing was kept of that day.

    Own cases outside the scope's teams are kept nowhere apart from the others, and do not count.
    """
    named = (Snapshot.open_cases, Snapshot.urgent, Snapshot.red, Snapshot.yellow, Snapshot.green, Snapshot.undated)
    columns: list[ColumnElement[int]] = [func.coalesce(func.sum(column), 0) for column in named]
    if not await session.scalar(select(func.count()).where(Snapshot.day == scope.day)):
        return None
    statement = select(*columns).where(
        Snapshot.day == scope.day, counted_by_team(scope, Snapshot.team_id, Snapshot.protected)
    )
    if team_id is not None:
        statement = statement.where(Snapshot.team_id == team_id)
    return Kept._make((await session.execute(statement)).one())
