"""What is most urgent today for one person: overdue, due this week, urgent cases, grants that end, new cases."""

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
from storage.queries.model.owners import held_since
from storage.queries.money.grants import ending_grants
from storage.queries.reach import listable, may_be_listed, open_on, visible
from storage.rules.access import Scope
from storage.schema import Case

SHOWN = 3
"""How many of each kind (domain.md §10)."""
GRANTS_AHEAD = dt.timedelta(days=30)
NEW_FOR = dt.timedelta(days=14)
"""How long a case is new to whom it was given."""


async def my_day(
    session: AsyncSession,
    scope: Scope,
    *,
    staff: str | None = None,
    team_id: int | None = None,
    most: int | None = SHOWN,
) -> MyDay:
    """The day of one person's or team's cases within the viewer's reach; of all of them where neither is named.

    `most` is how many things to do of each kind it lists (None = all).
    """
    filters = Filters(staff=staff, team_id=team_id)
    sunday = scope.day + dt.timedelta(days=6 - scope.day.weekday())
    late = await overdue(session, scope, filters=filters)
    due = await upcoming(session, scope, since=scope.day, until=sunday, filters=filters)
    urgent = replace(filters, urgent=True)
    ending = await ending_grants(session, scope, since=scope.day, until=scope.day + GRANTS_AHEAD, filters=filters)
    got = await _new_cases(session, scope, filters) if staff is not None else []
    kinds = (
        [_deadline("overdue", item) for item in late.items],
        [_deadline("due", item) for item in due.items],
        [Pressing("urgent", number, None, None) for number in await _urgent_cases(session, scope, urgent, most)],
        [Pressing("grant", item.case, None, item.stop) for item in ending if item.listed],
        [Pressing("new", number, None, since) for number, since, may_be_shown in got if may_be_shown],
    )
    return MyDay(
        overdue=late.total,
        due_this_week=due.total,
        urgent=await _urgent_count(session, scope, urgent),
        grants_ending=len(ending),
        new=len(got),
        items=tuple(item for kind in kinds for item in kind[:most]),
    )


def _deadline(what: str, item: OverdueDeadline | UpcomingDeadline) -> Pressing:
    return Pressing(what, item.case, item.rule, item.due)


async def _new_cases(session: AsyncSession, scope: Scope, filters: Filters) -> list[tuple[str, dt.date, bool]]:
    """What the person got in the last fourteen days and whether it may be listed, the newest first."""
    since = held_since()
    statement = (
        select(Case.number, since, may_be_listed(scope))
        .select_from(Case)
        .where(open_on(scope.day), since > scope.day - NEW_FOR, since <= scope.day)
        .order_by(since.desc(), Case.number)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return [(number, day, listed) for number, day, listed in rows]


async def _urgent_count(session: AsyncSession, scope: Scope, urgent: Filters) -> int:
    statement = select(func.count()).select_from(Case).where(open_on(scope.day))
    return (await session.execute(narrowed(visible(statement, scope), urgent, scope.day))).scalar_one()


async def _urgent_cases(session: AsyncSession, scope: Scope, urgent: Filters, most: int | None) -> list[str]:
    statement = select(Case.number).where(open_on(scope.day)).order_by(Case.number).limit(most)
    return list((await session.execute(narrowed(listable(statement, scope), urgent, scope.day))).scalars())
