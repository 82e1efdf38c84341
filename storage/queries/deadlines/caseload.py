"""How many cases each caseworker has, against the band (domain.md §7)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.deadlines.caseload import Caseload, CaseworkerLoad
from storage.facts.group import GroupTotal
from storage.queries.children.changes import AT_RISK, changes_by_case
from storage.queries.filters import (
    CASE_TYPE,
    CASEWORKER,
    EVERY_CASE,
    RULE,
    TEAM,
    Filters,
    counts,
    grouped,
    narrowed,
    tally,
)
from storage.queries.reach import open_on, visible
from storage.rules.access import Scope
from storage.rules.deadlines.caseload import UNWEIGHTED, band_for, status_of, weight_of
from storage.schema import Case, Deadline, Ownership, Staff, Team


class OpenCases(NamedTuple):
    """A number of open cases of one team, type and caseworker."""

    team: str
    case_type: str
    staff_id: str | None
    total: int


async def caseload(
    session: AsyncSession,
    scope: Scope,
    *,
    filters: Filters = EVERY_CASE,
    over: int | None = None,
    group_by: str | None = None,
    weights: Mapping[str, Decimal] = UNWEIGHTED,
) -> Caseload:
    """The open cases within reach. With `over` the list keeps only caseworkers with more cases; the total stays.

    `weights` by case type; a type without one weighs 1.
    """
    rows = await open_cases(session, scope, filters)
    loads = await loads_of(session, scope, rows, weights) if scope.names_people else ()
    return Caseload(
        total=sum(row.total for row in rows),
        by_type=counts((row.case_type, row.total) for row in rows),
        by_caseworker=tuple(load for load in loads if over is None or load.cases > over),
        at_risk=await _at_risk(session, scope, filters),
        groups=await _groups(session, scope, filters, rows, group_by),
    )


async def open_cases(session: AsyncSession, scope: Scope, filters: Filters = EVERY_CASE) -> list[OpenCases]:
    """The number of open cases per team, type and caseworker: counted in the database, so that no case is fetched."""
    keys = (Team.name, Case.case_type, Ownership.staff_id)
    statement = (
        select(*keys, func.count())
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .where(open_on(scope.day))
        .group_by(*keys)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return [OpenCases(*row) for row in rows]


async def loads_of(
    session: AsyncSession, scope: Scope, rows: Iterable[OpenCases], weights: Mapping[str, Decimal] = UNWEIGHTED
) -> tuple[CaseworkerLoad, ...]:
    """The sum of the rows for each caseworker, against the band of their own team.

    The most cases first; who has left comes last, beside the cases that nobody has.
    """
    cases: dict[str, list[OpenCases]] = defaultdict(list)
    for row in rows:
        if row.staff_id is not None:
            cases[row.staff_id].append(row)
    statement = (
        select(Staff, Team.band_low, Team.band_high)
        .outerjoin(Team, Team.id == Staff.team_id)
        .where(Staff.id.in_(cases))
    )
    staff = await session.execute(statement)
    loads = [_load(person, low, high, cases[person.id], scope.day, weights) for person, low, high in staff]
    return tuple(sorted(loads, key=lambda load: (load.left, -load.cases, load.caseworker)))


def _load(
    person: Staff,
    low: int | None,
    high: int | None,
    rows: list[OpenCases],
    day: dt.date,
    weights: Mapping[str, Decimal],
) -> CaseworkerLoad:
    band = band_for(low, high, newly_qualified=person.newly_qualified)
    total = sum(row.total for row in rows)
    return CaseworkerLoad(
        caseworker=person.id,
        cases=total,
        weighted=float(sum(row.total * weight_of(row.case_type, weights) for row in rows)),
        low=band.low,
        high=band.high,
        status=status_of(total, band),
        left=person.left_on is not None and person.left_on <= day,
    )


async def _at_risk(session: AsyncSession, scope: Scope, filters: Filters) -> int:
    """Open cases with two or more changes of caseworker in (D − 12 months, D]."""
    changes = changes_by_case(scope.day)
    statement = (
        select(func.count())
        .select_from(Case)
        .join(changes, changes.c.case_id == Case.id)
        .where(open_on(scope.day), changes.c.changes >= AT_RISK)
    )
    return (await session.execute(narrowed(visible(statement, scope), filters, scope.day))).scalar_one()


async def _groups(
    session: AsyncSession, scope: Scope, filters: Filters, rows: list[OpenCases], group_by: str | None
) -> tuple[GroupTotal, ...] | None:
    if group_by == RULE:
        return await cases_by_rule(session, scope, filters)
    keys: dict[str, Callable[[OpenCases], str | None]] = {
        CASEWORKER: lambda row: row.staff_id,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
    }
    return grouped(group_by, scope, keys, lambda key: tally((key(row), row.total) for row in rows))


async def cases_by_rule(session: AsyncSession, scope: Scope, filters: Filters = EVERY_CASE) -> tuple[GroupTotal, ...]:
    """Cases with an open deadline of each rule: a case counts under each of its rules."""
    statement = (
        select(Deadline.rule, func.count(Case.id.distinct()))
        .select_from(Case)
        .join(Deadline, Deadline.case_id == Case.id)
        .where(Deadline.opened <= scope.day, Deadline.closed > scope.day, open_on(scope.day))
        .group_by(Deadline.rule)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return tally((rule, total) for rule, total in rows)
