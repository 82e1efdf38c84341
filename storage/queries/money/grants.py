"""Grants that end in a period or have no stop date (domain.md §8 and §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.grants import EndingGrant, Grants, GrantsTogether
from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import may_be_listed, open_on, visible
from storage.rules.access import Scope
from storage.rules.rounding import rounded
from storage.schema import Case, Grant, Ownership


async def grants(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date,
    until: dt.date,
    filters: Filters = EVERY_CASE,
    measure: str | None = None,
) -> Grants:
    """The grants of open cases within reach that end in [since, until] or have no stop date."""
    stops = or_(Grant.stop.is_(None), Grant.stop.between(since, until))
    rows = await _stopping(session, scope, stops, filters, measure)
    ending, without_stop = [row for row in rows if row.stop], [row for row in rows if row.stop is None]
    return Grants(
        since=since,
        until=until,
        ending=len(ending),
        without_stop=len(without_stop),
        items=tuple(_ending(row) for row in rows),
        parts=(_together("ending", ending), _together("without_stop", without_stop)),
    )


async def ending_grants(
    session: AsyncSession, scope: Scope, *, since: dt.date, until: dt.date, filters: Filters = EVERY_CASE
) -> tuple[EndingGrant, ...]:
    """Those alone that end in [since, until], the next first."""
    rows = await _stopping(session, scope, Grant.stop.between(since, until), filters)
    return tuple(_ending(row) for row in rows)


class _Row(NamedTuple):
    grant: str
    case: str
    measure: str
    stop: dt.date | None
    cost: Fraction
    listed: bool


def _ending(row: _Row) -> EndingGrant:
    return EndingGrant(row.grant, row.case, row.measure, row.stop, rounded(row.cost), row.listed)


def _together(what: str, rows: Sequence[_Row]) -> GrantsTogether:
    """The rows added up, and rounded only then."""
    return GrantsTogether(what, len(rows), rounded(sum((row.cost for row in rows), Fraction(0))))


async def _stopping(
    session: AsyncSession, scope: Scope, stops: ColumnElement[bool], filters: Filters, measure: str | None = None
) -> list[_Row]:
    cost = CostOfYear(scope.day.year)
    listed = may_be_listed(scope)
    statement = (
        select(Grant.number, Case.number, small(Grant.measure), Grant.stop, cost.summed(), listed)
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        .where(open_on(scope.day), stops)
        .group_by(Grant.id, Case.id, Ownership.staff_id)
        .order_by(Grant.stop.nulls_last(), Grant.number)
    )
    if measure is not None:
        statement = statement.where(small(Grant.measure) == measure.lower())
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return [
        _Row(grant, case, named, stop, cost.kroner(shares), may_list)
        for grant, case, named, stop, shares, may_list in rows
    ]
