"""Cases opened and closed in a period (domain.md §7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.facts.children.flow import Flow, GroupInAndOut, InAndOut, MonthInAndOut
from storage.queries.filters import CASE_TYPE, CASEWORKER, EVERY_CASE, TEAM, Filters, grouped, narrowed
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.schema import Case, Ownership, Team

MONTHS_SHOWN = 12


async def flow(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date | None,
    until: dt.date,
    filters: Filters = EVERY_CASE,
    group_by: str | None = None,
) -> Flow:
    """What was opened and closed in [since, until] on or before the scope's day; `since` None = from the beginning."""
    day = scope.day
    rows = await _rows(session, scope, filters, since or dt.date.min, min(until, day))
    opened, closed = sum(row.opened for row in rows), sum(row.closed for row in rows)
    return Flow(
        since=since,
        until=until if since and since > day else min(until, day),
        opened=opened,
        closed=closed,
        net=opened - closed,
        by_type={str(key): moved for key, moved in _added((row.case_type, row.opened, row.closed) for row in rows)},
        by_month=await _months(session, scope, filters, min(until, day)),
        groups=_groups(rows, group_by, scope),
    )


class _Row(NamedTuple):
    team: str
    case_type: str
    staff_id: str | None
    opened: int
    closed: int


async def _rows(session: AsyncSession, scope: Scope, filters: Filters, first: dt.date, last: dt.date) -> list[_Row]:
    """Per team, type and caseworker of D: counted in the database, so that no case is fetched."""
    opened, closed = Case.opened.between(first, last), Case.closed.between(first, last)
    keys = (Team.name, Case.case_type, Ownership.staff_id)
    statement = (
        select(*keys, func.count().filter(opened), func.count().filter(closed))
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .where(existing(scope.day), or_(opened, closed))
        .group_by(*keys)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return [_Row(*row) for row in rows]


async def _months(session: AsyncSession, scope: Scope, filters: Filters, last: dt.date) -> tuple[MonthInAndOut, ...]:
    first = add_months(last.replace(day=1), 1 - MONTHS_SHOWN)
    opened = await _by_month(session, scope, filters, Case.opened, first, last)
    closed = await _by_month(session, scope, filters, Case.closed, first, last)
    months = [f"{add_months(first, n):%Y-%m}" for n in range(MONTHS_SHOWN)]
    return tuple(MonthInAndOut(month, opened.get(month, 0), closed.get(month, 0)) for month in months)


async def _by_month(
    session: AsyncSession,
    scope: Scope,
    filters: Filters,
    moved: InstrumentedAttribute[Any],
    first: dt.date,
    last: dt.date,
) -> dict[str, int]:
    month = func.to_char(moved, "YYYY-MM")
    statement = (
        select(month, func.count())
        .select_from(Case)
        .where(existing(scope.day), moved.between(first, last))
        .group_by(month)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return {str(name): int(total) for name, total in rows}


def _groups(rows: Sequence[_Row], group_by: str | None, scope: Scope) -> tuple[GroupInAndOut, ...] | None:
    keys: dict[str, Callable[[_Row], str | None]] = {
        CASEWORKER: lambda row: row.staff_id,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
    }
    return grouped(group_by, scope, keys, lambda key: _in_and_out(rows, key))


def _in_and_out(rows: Sequence[_Row], key: Callable[[_Row], str | None]) -> tuple[GroupInAndOut, ...]:
    added = _added((key(row), row.opened, row.closed) for row in rows)
    return tuple(GroupInAndOut(name, one.opened - one.closed, one.opened, one.closed) for name, one in added)


def _added(rows: Iterable[tuple[str | None, int, int]]) -> list[tuple[str | None, InAndOut]]:
    """Added up by key, the most movement first."""
    sums: dict[str | None, InAndOut] = {}
    for key, opened, closed in rows:
        before = sums.get(key, InAndOut(0, 0))
        sums[key] = InAndOut(before.opened + opened, before.closed + closed)
    return sorted(sums.items(), key=lambda one: (-one[1].opened - one[1].closed, one[0] is None, one[0] or ""))
