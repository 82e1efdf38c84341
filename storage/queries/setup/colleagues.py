"""Who is here: names, teams, roles and who is newly qualified; no case is read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.setup.people import Colleague
from storage.queries.people import still_here
from storage.rules.access import Role
from storage.schema import Staff, Team, TeamLeader

_Row = Select[*tuple[Any, ...]]


async def members(session: AsyncSession, day: dt.date, team_id: int | None) -> tuple[Colleague, ...]:
    """Whoever is in the team on that day, by name; without a team, everybody."""
    return await _read(session, _staff(day) if team_id is None else _staff(day).where(Staff.team_id == team_id))


async def leaders(session: AsyncSession, day: dt.date, team_id: int | None) -> tuple[Colleague, ...]:
    """Whoever leads the team on that day, by name; without a team, every leader."""
    leads = select(TeamLeader.staff_id)
    wanted = leads if team_id is None else leads.where(TeamLeader.team_id == team_id)
    return await _read(session, _staff(day).where(Staff.id.in_(wanted)))


async def one(session: AsyncSession, day: dt.date, staff: str) -> tuple[Colleague, ...]:
    """The person with that staff id; nobody where they are unknown or have left."""
    return await _read(session, _staff(day).where(Staff.id == staff))


def _staff(day: dt.date) -> _Row:
    here: ColumnElement[bool] = still_here(day)
    columns = select(Staff.id, Staff.name, Team.name, Staff.roles, Staff.newly_qualified)
    return columns.outerjoin(Team, Team.id == Staff.team_id).where(here)


async def _read(session: AsyncSession, statement: _Row) -> tuple[Colleague, ...]:
    rows = sorted(await session.execute(statement), key=lambda row: (row[1], row[0]))
    return tuple(
        Colleague(staff, team, tuple(role for role in Role if role in roles), new)
        for staff, _, team, roles, new in rows
    )
