"""Each day's counts of what nothing dates, kept by whichever process is first.

Everything else is worked out for an earlier day by the same queries as today. What was said in a message stands frozen
in its delivery (`Delivery.content`) and is never worked out again: what is known now may differ.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.reach import open_on
from storage.schema import Case, Snapshot

CATEGORIES = ("red", "yellow", "green")


async def keep_day(session: AsyncSession, day: dt.date) -> None:
    """Keep the day's counts by team, case type and protection, unless they are kept already.

    The first look at a day counts: what an import brings later that day belongs to the next. Two processes at the same
    moment meet at the primary key.
    """
    kept = exists().where(Snapshot.day == day)
    if await session.scalar(select(kept)):
        return
    columns = [column.name for column in Snapshot.__table__.columns]
    statement = insert(Snapshot).from_select(columns, _counted(day))
    await session.execute(statement.on_conflict_do_nothing())


def _counted(day: dt.date) -> Select[*tuple[object, ...]]:
    known = or_(Case.reviewed.is_(None), Case.reviewed <= day)
    in_category = [_count(and_(Case.category == name, known)) for name in CATEGORIES]
    undated = _count(and_(Case.category.is_not(None), Case.reviewed.is_(None)))
    keys = (Case.team_id, Case.case_type, Case.protected)
    return (
        select(literal(day), *keys, func.count(), _count(Case.urgent.is_(True)), *in_category, undated)
        .where(open_on(day))
        .group_by(*keys)
    )


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)
