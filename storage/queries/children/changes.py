"""Cases whose caseworker keeps changing, and cases that have none or one who has left (domain.md §7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Subquery, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.facts.children.changes import CaseworkerChanges, ChangedCase
from storage.facts.fact import WITHHELD
from storage.facts.group import GroupTotal
from storage.queries.filters import (
    CASE_TYPE,
    CASEWORKER,
    EVERY_CASE,
    TEAM,
    Filters,
    grouped,
    narrowed,
    tally,
)
from storage.queries.people import has_left, without_caseworker
from storage.queries.reach import may_be_listed, open_on, visible
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.schema import Assignment, Case, Ownership, Team

AT_RISK = 2
"""Changes of caseworker within a year from which a case is at risk."""


class _Row(NamedTuple):
    case: str
    changes: int
    caseworker: str | None
    left: bool
    team: str
    case_type: str
    listed: bool

    @property
    def is_nobodys(self) -> bool:
        return self.caseworker is None or self.left

    def told(self, *, names_people: bool) -> ChangedCase:
        if not names_people:
            return ChangedCase(self.case, self.changes, WITHHELD)
        return ChangedCase(self.case, self.changes, self.caseworker, self.left)


async def changes(
    session: AsyncSession, scope: Scope, *, filters: Filters = EVERY_CASE, group_by: str | None = None
) -> CaseworkerChanges:
    """The open cases within reach whose caseworker changed repeatedly in the last twelve months, or is missing."""
    counted = changes_by_case(scope.day)
    number_of_changes = func.coalesce(counted.c.changes, 0)
    nobodys = without_caseworker(scope.day)
    whose = (Ownership.staff_id, has_left(scope.day))
    statement = (
        select(Case.number, number_of_changes, *whose, Team.name, Case.case_type, may_be_listed(scope))
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .outerjoin(counted, counted.c.case_id == Case.id)
        .where(open_on(scope.day), or_(number_of_changes >= AT_RISK, nobodys))
        .order_by(nobodys.desc(), number_of_changes.desc(), Case.number)
    )
    rows = [_Row(*row) for row in await session.execute(narrowed(visible(statement, scope), filters, scope.day))]
    return CaseworkerChanges(
        total=len(rows),
        repeated=sum(row.changes >= AT_RISK for row in rows),
        without_caseworker=sum(row.is_nobodys for row in rows),
        items=tuple(row.told(names_people=scope.names_people) for row in rows if row.listed),
        groups=_groups(rows, group_by, scope),
    )


def changes_by_case(day: dt.date) -> Subquery:
    """Columns `case_id` and `changes`: the changes of caseworker in (day − 12 months, day].

    Every assignment but the case's first is a change (§7).
    """
    earlier = aliased(Assignment)
    not_first = exists().where(earlier.case_id == Assignment.case_id, earlier.since < Assignment.since)
    return (
        select(Assignment.case_id, func.count().label("changes"))
        .where(Assignment.since > add_months(day, -12), Assignment.since <= day, not_first)
        .group_by(Assignment.case_id)
        .subquery()
    )


def _groups(rows: list[_Row], group_by: str | None, scope: Scope) -> tuple[GroupTotal, ...] | None:
    keys: dict[str, Callable[[_Row], str | None]] = {
        CASEWORKER: lambda row: row.caseworker,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
    }
    return grouped(group_by, scope, keys, lambda key: tally((key(row), 1) for row in rows))
