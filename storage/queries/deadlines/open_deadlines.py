"""Open deadlines: what the questions about those overdue and those coming share (domain.md §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.fact import WITHHELD, Withheld
from storage.facts.group import GroupTotal
from storage.queries.filters import CASE_TYPE, CASEWORKER, RULE, TEAM, Filters, grouped, narrowed, tally
from storage.queries.reach import listable, open_on, visible
from storage.rules.access import Scope
from storage.schema import Case, Deadline, Ownership, Team

SOON = dt.timedelta(days=14)
"""Due soon: D ≤ due ≤ D + 14 days (§3)."""


def of_rule(rule: str | None) -> list[ColumnElement[bool]]:
    """The condition for one rule; none where no rule is named."""
    return [] if rule is None else [Deadline.rule == rule]


def open_deadline_on(day: dt.date) -> ColumnElement[bool]:
    """A deadline that is open on the day, on a case that is."""
    return and_(Deadline.opened <= day, Deadline.closed > day, open_on(day))


def overdue_on(day: dt.date) -> ColumnElement[bool]:
    """A deadline that is past due on the day (§3.17)."""
    return Deadline.due < day


def status_on(due: dt.date, day: dt.date) -> str:
    """overdue, due_soon or later (§3)."""
    if due < day:
        return "overdue"
    return "due_soon" if due <= day + SOON else "later"


class AlikeDeadlines(NamedTuple):
    """A number of open deadlines of one rule, team, case type and caseworker."""

    rule: str
    team: str
    case_type: str
    staff_id: str | None
    total: int


async def alike(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: Sequence[ColumnElement[bool]]
) -> list[AlikeDeadlines]:
    """The number of open deadlines per rule, team, case type and caseworker, counted in the database."""
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
    return [AlikeDeadlines(*row) for row in rows]


def groups(found: list[AlikeDeadlines], group_by: str | None, scope: Scope) -> tuple[GroupTotal, ...] | None:
    """The groups that the question wants; None where it wants none."""
    keys: dict[str, Callable[[AlikeDeadlines], str | None]] = {
        CASEWORKER: lambda row: row.staff_id,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
        RULE: lambda row: row.rule,
    }
    return grouped(group_by, scope, keys, lambda key: tally((key(row), row.total) for row in found))


class ListedDeadline(NamedTuple):
    """One open deadline that may be listed."""

    case: str
    rule: str
    due: dt.date
    caseworker: str | Withheld | None


async def listed(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: Sequence[ColumnElement[bool]]
) -> list[ListedDeadline]:
    """Those that may be listed, the earliest due first."""
    statement = (
        select(Case.number, Deadline.rule, Deadline.due, Ownership.staff_id)
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .where(open_deadline_on(scope.day), *wanted)
        .order_by(Deadline.due, Case.number, Deadline.rule)
    )
    rows = await session.execute(narrowed(listable(statement, scope), filters, scope.day))
    return [
        ListedDeadline(case, rule, due, caseworker if scope.names_people else WITHHELD)
        for case, rule, due, caseworker in rows
    ]
