"""What is over its deadline, what falls due, and how often deadlines are kept (domain.md §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.group import GroupTotal
from storage.queries.filters import (
    CASE_TYPE,
    CASEWORKER,
    EVERY_CASE,
    RULE,
    TEAM,
    Filters,
    counts,
    groups_json,
    narrowed,
    tally,
)
from storage.queries.reach import existing, listable, open_on, visible
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.rounding import percent
from storage.schema import Case, Deadline, Ownership, Team

SOON = dt.timedelta(days=14)
"""Due soon: D ≤ due ≤ D + 14 days (§3)."""


class OpenDeadline(NamedTuple):
    """One open deadline that may be listed."""

    case: str
    rule: str
    due: dt.date
    caseworker: str | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """Open deadlines past due on `day`, the worst first; `in_time_share` in per cent, None where none was met."""

    day: dt.date
    total: int
    in_time_share: float | None
    by_rule: dict[str, int]
    by_caseworker: dict[str, int]
    items: tuple[OpenDeadline, ...]
    names_people: bool
    groups: tuple[GroupTotal, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "in_time_share": self.in_time_share,
            "by_rule": self.by_rule,
            "by_caseworker": self.by_caseworker,
            "items": [self._item(item) for item in self.items],
        } | groups_json(self.groups)

    def _item(self, item: OpenDeadline) -> dict[str, Any]:
        line = {"case": item.case, "rule": item.rule, "due": item.due.isoformat()}
        late = {"days_overdue": (self.day - item.due).days}
        return line | late | ({"caseworker": item.caseworker} if self.names_people else {})


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Open deadlines due in a period, the next first; `days_left` counts from `day` and is negative for past ones."""

    day: dt.date
    total: int
    by_rule: dict[str, int]
    items: tuple[OpenDeadline, ...]
    names_people: bool
    groups: tuple[GroupTotal, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        items = [self._item(item) for item in self.items]
        return {"total": self.total, "by_rule": self.by_rule, "items": items} | groups_json(self.groups)

    def _item(self, item: OpenDeadline) -> dict[str, Any]:
        line = {"case": item.case, "rule": item.rule, "due": item.due.isoformat()}
        left = {"days_left": (item.due - self.day).days}
        return line | left | ({"caseworker": item.caseworker} if self.names_people else {})


async def overdue(
    session: AsyncSession,
    scope: Scope,
    *,
    filters: Filters = EVERY_CASE,
    rule: str | None = None,
    group_by: str | None = None,
) -> Overdue:
    """Open deadlines past their due date on the scope's day that the viewer may see, the worst first."""
    late = [Deadline.due < scope.day, *_of_rule(rule)]
    tallied = await _tallied(session, scope, filters, late)
    return Overdue(
        day=scope.day,
        total=sum(row.total for row in tallied),
        in_time_share=await _in_time_share(session, scope, filters, rule),
        by_rule=counts((row.rule, row.total) for row in tallied),
        by_caseworker=counts((row.staff_id, row.total) for row in tallied) if scope.names_people else {},
        items=await _items(session, scope, filters, late),
        names_people=scope.names_people,
        groups=_groups(tallied, group_by, scope),
    )


async def overdue_ids(session: AsyncSession, scope: Scope, *, filters: Filters = EVERY_CASE) -> frozenset[int]:
    """What `overdue` counts, by row id: two days of one store can be compared."""
    statement = (
        select(Deadline.id)
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .where(open_deadline_on(scope.day), Deadline.due < scope.day)
    )
    return frozenset((await session.execute(narrowed(visible(statement, scope), filters, scope.day))).scalars())


async def upcoming(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    filters: Filters = EVERY_CASE,
    rule: str | None = None,
    case: str | None = None,
    group_by: str | None = None,
) -> Upcoming:
    """Every open deadline whose due date lies in [since, until], the next first; an end that is None is open."""
    wanted = _of_rule(rule)
    if since is not None:
        wanted.append(Deadline.due >= since)
    if until is not None:
        wanted.append(Deadline.due <= until)
    if case is not None:
        wanted.append(Case.number == case)
    tallied = await _tallied(session, scope, filters, wanted)
    return Upcoming(
        day=scope.day,
        total=sum(row.total for row in tallied),
        by_rule=counts((row.rule, row.total) for row in tallied),
        items=await _items(session, scope, filters, wanted),
        names_people=scope.names_people,
        groups=_groups(tallied, group_by, scope),
    )


def _of_rule(rule: str | None) -> list[ColumnElement[bool]]:
    return [] if rule is None else [Deadline.rule == rule]


def open_deadline_on(day: dt.date) -> ColumnElement[bool]:
    """A deadline that is open on the day, on a case that is."""
    return and_(Deadline.opened <= day, Deadline.closed > day, open_on(day))


class _Tallied(NamedTuple):
    rule: str
    team: str
    case_type: str
    staff_id: str | None
    total: int


async def _tallied(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: Sequence[ColumnElement[bool]]
) -> list[_Tallied]:
    """The number of open deadlines per rule, team, case type and caseworker: counted there, so that no row travels."""
    keys = (Deadline.rule, Team.name, Case.case_type, Ownership.staff_id)
    statement = (
        select(*keys, func.count())
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .join(Team, Team.id == Case.team_id)
        .where(open_deadline_on(scope.day), *wanted)
        .group_by(*keys)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return [_Tallied(*row) for row in rows]


def _groups(tallied: list[_Tallied], group_by: str | None, scope: Scope) -> tuple[GroupTotal, ...] | None:
    keys: dict[str, Callable[[_Tallied], str | None]] = {
        CASEWORKER: lambda row: row.staff_id,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
        RULE: lambda row: row.rule,
    }
    if group_by not in keys:
        return None
    if group_by == CASEWORKER and not scope.names_people:
        return ()
    return tally((keys[group_by](row), row.total) for row in tallied)


async def _items(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: Sequence[ColumnElement[bool]]
) -> tuple[OpenDeadline, ...]:
    statement = (
        select(Case.number, Deadline.rule, Deadline.due, Ownership.staff_id)
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .where(open_deadline_on(scope.day), *wanted)
        .order_by(Deadline.due, Case.number, Deadline.rule)
    )
    rows = await session.execute(narrowed(listable(statement, scope), filters, scope.day))
    return tuple(OpenDeadline(*row) for row in rows)


async def _in_time_share(session: AsyncSession, scope: Scope, filters: Filters, rule: str | None) -> float | None:
    """Of the deadlines met in (D − 12 months, D], the per cent met in time."""
    statement = (
        select(func.count(), func.count().filter(Deadline.in_time.is_(True)))
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .where(
            Deadline.outcome == "met",
            Deadline.closed > add_months(scope.day, -12),
            Deadline.closed <= scope.day,
            existing(scope.day),
            *_of_rule(rule),
        )
    )
    met, in_time = (await session.execute(narrowed(visible(statement, scope), filters, scope.day))).one()
    return percent(in_time, met)
