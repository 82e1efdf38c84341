"""What is over its deadline, and how often deadlines are kept (domain.md §3)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.deadlines.overdue import Overdue, OverdueDeadline
from storage.queries.deadlines import open_deadlines
from storage.queries.filters import EVERY_CASE, Filters, counts, narrowed
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.rounding import percent
from storage.schema import Case, Deadline

_LONGEST = 36_500
"""Days that anything can be late: a number from a text or a button may be any, and a date ends somewhere."""


async def overdue(
    session: AsyncSession,
    scope: Scope,
    *,
    filters: Filters = EVERY_CASE,
    rule: str | None = None,
    over: int | None = None,
    group_by: str | None = None,
) -> Overdue:
    """Open deadlines past their due date on the scope's day that the viewer may see, the worst first.

    `over` leaves those that are more days late than that; a share in time is of all deadlines that were met.
    """
    long_enough = dt.timedelta(days=min(max(over or 0, 0), _LONGEST))
    late = [open_deadlines.overdue_on(scope.day - long_enough), *open_deadlines.of_rule(rule)]
    alike = await open_deadlines.alike(session, scope, filters, late)
    listed = await open_deadlines.listed(session, scope, filters, late)
    return Overdue(
        total=sum(row.total for row in alike),
        in_time_share=await _in_time_share(session, scope, filters, rule),
        by_rule=counts((row.rule, row.total) for row in alike),
        by_caseworker=counts((row.staff_id, row.total) for row in alike) if scope.names_people else {},
        items=tuple(
            OverdueDeadline(row.case, row.rule, row.due, (scope.day - row.due).days, row.caseworker) for row in listed
        ),
        groups=open_deadlines.groups(alike, group_by, scope),
    )


async def overdue_ids(session: AsyncSession, scope: Scope, *, filters: Filters = EVERY_CASE) -> frozenset[int]:
    """What `overdue` counts, by row id: two days of one store can be compared."""
    statement = (
        select(Deadline.id)
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .where(open_deadlines.open_deadline_on(scope.day), open_deadlines.overdue_on(scope.day))
    )
    return frozenset((await session.execute(narrowed(visible(statement, scope), filters, scope.day))).scalars())


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
            *open_deadlines.of_rule(rule),
        )
    )
    met, in_time = (await session.execute(narrowed(visible(statement, scope), filters, scope.day))).one()
    return percent(in_time, met)
