"""Grants that end in a period or have no stop date (domain.md §8 and §10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import may_be_listed, open_on, visible
from storage.rules.access import Scope
from storage.rules.rounding import rounded
from storage.schema import Case, Grant, Ownership


class EndingGrant(NamedTuple):
    """A grant of an open case; `stop` None = it has no stop date. The cost is the grant's in the calendar year.

    `listed` is False where the viewer sees the case for its costs alone.
    """

    grant: str
    case: str
    measure: str
    stop: dt.date | None
    cost: Fraction
    listed: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "grant": self.grant,
            "case": self.case,
            "measure": self.measure,
            "stop": self.stop.isoformat() if self.stop else None,
            "yearly_cost": str(rounded(self.cost)),
        }


@dataclass(frozen=True, slots=True)
class Grants:
    """Those that end in the period, the next first, and after them those without a stop date."""

    since: dt.date
    until: dt.date
    items: tuple[EndingGrant, ...]

    @property
    def ending(self) -> tuple[EndingGrant, ...]:
        return tuple(item for item in self.items if item.stop is not None)

    @property
    def without_stop(self) -> tuple[EndingGrant, ...]:
        return tuple(item for item in self.items if item.stop is None)

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "ending": len(self.ending),
            "without_stop": len(self.without_stop),
            "items": [item.as_json() for item in self.items],
            "parts": [_part("ending", self.ending), _part("without_stop", self.without_stop)],
        }


def _part(what: str, items: tuple[EndingGrant, ...]) -> dict[str, Any]:
    cost = sum((item.cost for item in items), Fraction(0))
    return {"what": what, "count": len(items), "amount": str(rounded(cost))}


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
    return Grants(since, until, await _stopping(session, scope, stops, filters, measure))


async def ending_grants(
    session: AsyncSession, scope: Scope, *, since: dt.date, until: dt.date, filters: Filters = EVERY_CASE
) -> tuple[EndingGrant, ...]:
    """Those alone that end in [since, until], the next first."""
    return await _stopping(session, scope, Grant.stop.between(since, until), filters)


async def _stopping(
    session: AsyncSession, scope: Scope, stops: ColumnElement[bool], filters: Filters, measure: str | None = None
) -> tuple[EndingGrant, ...]:
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
    return tuple(
        EndingGrant(grant, case, named, stop, cost.kroner(shares), may_list)
        for grant, case, named, stop, shares, may_list in rows
    )
