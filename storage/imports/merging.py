"""Staged rows into their table: rows that differ are updated, new ones inserted, no other is touched."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    MetaData,
    Select,
    Table,
    and_,
    delete,
    exists,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import Delete, Insert, Update

from storage.imports.kind import Merged
from storage.schema import Base

AFFECTED = Table(
    "affected_case",
    MetaData(),
    Column("case_id", BigInteger),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""Cases whose row, events or assignments changed in this import; a case may stand here more than once."""


def table_of(model: type[Base]) -> Table:
    """The model's table, typed as one."""
    if not isinstance(model.__table__, Table):
        raise TypeError(f"{model.__name__} has no table of its own.")
    return model.__table__


async def merge(
    session: AsyncSession, target: Table, keys: tuple[str, ...], rows: Select[Any], *, case: str | None = None
) -> Merged:
    """Merge `rows`, whose columns are named as the target's; `case` is the column that holds the affected case.

    Not INSERT … ON CONFLICT: that would lock and so rewrite every row of a weekly export that did not change. The
    import's advisory lock keeps other imports out meanwhile.
    """
    given = rows.subquery("given")
    match, values, differs = _compare(target, keys, given)
    changed, new = 0, select(given)
    # Comparing each row with an empty table would cost the first import a quarter of its time.
    if await session.scalar(select(exists().select_from(target))):
        new = new.where(~exists().where(match).correlate(given))
        if values:
            changed = await _rows(session, update(target).where(match, differs).values(values))
    added = await _rows(session, insert(target).from_select(given.c.keys(), new))
    if case is not None and added + changed:
        await _note_touched(session, target, case)
    return Merged(added, changed)


async def _rows(session: AsyncSession, change: Insert | Update) -> int:
    connection = await session.connection()
    done = await connection.execute(change, execution_options={"preserve_rowcount": True})
    return done.rowcount


async def _note_touched(session: AsyncSession, target: Table, case: str) -> None:
    """Note the cases of the rows this transaction wrote: they carry its number. (RETURNING 200 000 rows costs more.)"""
    written = literal_column("xmin") == literal_column("pg_current_xact_id()::xid")
    touched = select(target.c[case]).where(written).distinct()
    await session.execute(insert(AFFECTED).from_select(["case_id"], touched))


def differing(target: Table, keys: tuple[str, ...], rows: Select[Any]) -> Select[Any]:
    """The first key of the stored rows that `rows` would change."""
    match, _, differs = _compare(target, keys, rows.subquery("given"))
    return select(target.c[keys[0]]).where(match, differs)


def _compare(
    target: Table, keys: tuple[str, ...], given: FromClause
) -> tuple[ColumnElement[bool], dict[str, Any], ColumnElement[bool]]:
    match = and_(*(_same(target.c[key], given.c[key]) for key in keys))
    values = {name: given.c[name] for name in given.c.keys() if name not in keys}  # noqa: SIM118  # no dict
    return match, values, or_(false(), *(target.c[name].is_distinct_from(value) for name, value in values.items()))


def _same(stored: Column[Any], given: ColumnElement[Any]) -> ColumnElement[bool]:
    return stored.is_not_distinct_from(given) if stored.nullable else stored == given


async def count_of(session: AsyncSession, change: Insert | Update | Delete, target: Table, case: str | None) -> int:
    """Run a change; returns how many rows it touched, and notes their cases as affected if `case` names the column."""
    touched = change.returning(target.c[case or next(iter(target.primary_key)).name].label("touched")).cte("touched")
    counted = select(func.count()).select_from(touched)
    if case is not None:
        noted = insert(AFFECTED).from_select(["case_id"], select(touched.c.touched).distinct())
        counted = counted.add_cte(noted.cte("noted"))
    return await session.scalar(counted) or 0


async def delete_missing(
    session: AsyncSession, target: Table, keys: tuple[str, ...], held: FromClause, keep: Any, *, case: str | None = None
) -> int:
    """Delete the rows whose key `held` lacks, except those that `keep` names."""
    gone = ~exists().where(and_(*(_same(target.c[key], held.c[key]) for key in keys)))
    return await count_of(session, delete(target).where(gone, ~keep), target, case)


async def set_links(session: AsyncSession, link: Table, given: FromClause, listed: ColumnElement[bool]) -> set[str]:
    """Let a table of pairs hold `given`, and no other pair of the owners that `listed` picks.

    The owner is the first column of both. Gives the owners for whom something changed.
    """
    owner, *_ = link.c
    match = and_(*(column == given.c[column.name] for column in link.c))
    gone = delete(link).where(listed, ~exists().where(match).correlate(link)).returning(owner)
    changed = set(await session.scalars(gone))
    unknown = select(given).where(~exists().where(match).correlate(given))
    new = insert(link).from_select(given.c.keys(), unknown).returning(owner)
    return changed | set(await session.scalars(new))
