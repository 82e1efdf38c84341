"""What falls due in a period (domain.md §3)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.deadlines.upcoming import Upcoming, UpcomingDeadline
from storage.queries.deadlines import open_deadlines
from storage.queries.filters import EVERY_CASE, Filters, counts
from storage.rules.access import Scope
from storage.schema import Case, Deadline


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
    wanted = open_deadlines.of_rule(rule)
    if since is not None:
        wanted.append(Deadline.due >= since)
    if until is not None:
        wanted.append(Deadline.due <= until)
    if case is not None:
        wanted.append(Case.number == case)
    alike = await open_deadlines.alike(session, scope, filters, wanted)
    listed = await open_deadlines.listed(session, scope, filters, wanted)
    return Upcoming(
        total=sum(row.total for row in alike),
        by_rule=counts((row.rule, row.total) for row in alike),
        items=tuple(
            UpcomingDeadline(row.case, row.rule, row.due, (row.due - scope.day).days, row.caseworker) for row in listed
        ),
        groups=open_deadlines.groups(alike, group_by, scope),
    )
