"""The teams and their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Team


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as people name it."""

    id: int
    name: str
    department: str | None
    band_low: int | None
    band_high: int | None


async def by_name(session: AsyncSession, name: str) -> TeamRow | None:
    """The team of that name, without regard to case and outer spaces; None = unknown."""
    # Compared in Python: under the C locale PostgreSQL's lower() leaves Æ, Ø and Å alone.
    known = await all_teams(session)
    exact = (team for team in known if team.name == name)
    return next(exact, None) or next((team for team in known if is_alike(team.name, name)), None)


def is_alike(name: str, other: str) -> bool:
    """Whether two names are of one team, without regard to case and outer spaces."""
    return name.strip().casefold() == other.strip().casefold()


async def by_id(session: AsyncSession, team_id: int) -> TeamRow | None:
    """The team with that id."""
    row = await session.get(Team, team_id)
    return None if row is None else _team(row)


async def all_teams(session: AsyncSession) -> tuple[TeamRow, ...]:
    """Every team, by name."""
    return tuple(_team(row) for row in await session.scalars(select(Team).order_by(Team.name)))


async def names_of(session: AsyncSession, team_ids: Iterable[int]) -> dict[int, str]:
    """Team names by id."""
    rows = await session.execute(select(Team.id, Team.name).where(Team.id.in_(set(team_ids))))
    return {row.id: row.name for row in rows}


def _team(row: Team) -> TeamRow:
    return TeamRow(row.id, row.name, row.department, row.band_low, row.band_high)
