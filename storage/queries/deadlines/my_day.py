"""What is most urgent today for one person: overdue, due this week, urgent cases, grants that end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.deadlines.my_day import MyDay, Pressing
from storage.facts.deadlines.overdue import OverdueDeadline
from storage.facts.deadlines.upcoming import UpcomingDeadline
from storage.queries.deadlines.overdue import overdue
from storage.queries.deadlines.upcoming import upcoming
from storage.queries.filters import Filters, narrowed
from storage.queries.money.grants import ending_grants
from storage.queries.reach import listable, open_on, visible
from storage.rules.access import Scope
from storage.schema import Case

SHOWN = 10
GRANTS_AHEAD = dt.timedelta(days=30)


async def my_day(
    session: AsyncSession,
    scope: Scope,
    *,
    staff: str | None = None,
    team_id: int | None = None,
    most: int | None = SHOWN,
) -> MyDay:
    """The day of one person's or team's cases within the viewer's reach; of all of them where neither is named.

    `most` is how many things to do it lists (None = all).
    """
    filters = Filters(staff=staff, team_id=team_id)
    sunday = scope.day + dt.timedelta(days=6 - scope.day.weekday())
    late = await overdue(session, scope, filters=filters)
    due = await upcoming(session, scope, since=scope.day, until=sunday, filters=filters)
    urgent = replace(filters, urgent=True)
    ending = await ending_grants(session, scope, since=scope.day, until=scope.day + GRANTS_AHEAD, filters=filters)
    items = (
        *(_deadline("overdue", item) for item in late.items),
        *(_deadline("due", item) for item in due.items),
        *(Pressing("urgent", number, None, None) for number in await _urgent_cases(session, scope, urgent, most)),
        *(Pressing("grant", item.case, None, item.stop) for item in ending if item.listed),
    )
    return MyDay(
        overdue=late.total,
        due_this_week=due.total,
        urgent=await _urgent_count(session, scope, urgent),
        grants_ending=len(ending),
        items=items[:most],
    )


def _deadline(what: str, item: OverdueDeadline | UpcomingDeadline) -> Pressing:
    return Pressing(what, item.case, item.rule, item.due)


async def _urgent_count(session: AsyncSession, scope: Scope, urgent: Filters) -> int:
    statement = select(func.count()).select_from(Case).where(open_on(scope.day))
    return (await session.execute(narrowed(visible(statement, scope), urgent, scope.day))).scalar_one()


async def _urgent_cases(session: AsyncSession, scope: Scope, urgent: Filters, most: int | None) -> list[str]:
    statement = select(Case.number).where(open_on(scope.day)).order_by(Case.number).limit(most)
    return list((await session.execute(narrowed(listable(statement, scope), urgent, scope.day))).scalars())
