"""The open cases of each team or caseworker, and how many of them are not lawful yet."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.database import SERVICE, acting_as
from storage.queries.filters import CASEWORKER, EVERY_CASE, TEAM, Filters, narrowed
from storage.queries.model.periods import reached_by
from storage.queries.model.reviews import category_or_none_on
from storage.queries.reach import open_on, visible
from storage.rules.access import Scope
from storage.rules.children.bottlenecks import WorkShare
from storage.schema import Case, Ownership, Team

_KEYS: dict[str, InstrumentedAttribute[str] | InstrumentedAttribute[str | None]] = {
    TEAM: Team.name,
    CASEWORKER: Ownership.staff_id,
}


async def parts(
    session: AsyncSession, scope: Scope, group_by: str, *, filters: Filters = EVERY_CASE
) -> tuple[WorkShare, ...]:
    """What each team (by name) or caseworker (by staff id) has within reach; `group_by` is team or caseworker."""
    statement = (
        select(_KEYS[group_by], func.count().filter(~_is_lawful(scope)), func.count())
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .where(open_on(scope.day))
        .group_by(_KEYS[group_by])
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return tuple(WorkShare(*row) for row in rows)


async def parts_of_department(session: AsyncSession, scope: Scope) -> tuple[WorkShare, ...]:
    """What each team has on the scope's day, whoever asks: a team's own share is measured against it.

    Counted as the service, since row security would hide the other teams' cases from most people; the caller shows no
    team but the asker's own.
    """
    department = Scope(day=scope.day, all_teams=True, names_people=False)
    async with acting_as(session, SERVICE):
        return await parts(session, department, TEAM)


def _is_lawful(scope: Scope) -> ColumnElement[bool]:
    """As storage.rules.recovery.legality.Recovery.lawful_on has it."""
    return or_(category_or_none_on(scope.day) == "green", reached_by(Case.reported_done, scope.day))
