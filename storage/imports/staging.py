"""One file's rows in a temporary table, with the line each came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from psycopg import AsyncConnection, sql
from sqlalchemy import Column as Field
from sqlalchemy import Integer, MetaData, Table, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from storage.imports.kind import ExportColumn, ExportKind, Staged

Driver: TypeAlias = AsyncConnection[Any]
LINES_PER_BLOCK = 2_000


async def create_stage(
    session: AsyncSession, kind: ExportKind, present: Iterable[ExportColumn], today: dt.date
) -> Staged:
    """An empty temporary table with the fields of the columns present in the file; it goes with the transaction."""
    fields = [Field("line", Integer)]
    fields += [Field(name, sort) for column in present for name, sort in column.fields.items()]
    table = Table(f"stage_{kind.name}", MetaData(), *fields, prefixes=["TEMPORARY"], postgresql_on_commit="DROP")
    await session.execute(CreateTable(table))
    return Staged(session, kind, table, today)


async def copy_lines(session: AsyncSession, table: Table, fields: list[str], lines: Iterator[str]) -> None:
    """COPY lines in text format into a table."""
    driver = await driver_of(session)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, fields))
    )
    async with driver.cursor() as cursor, cursor.copy(statement) as copy:
        while block := "".join(islice(lines, LINES_PER_BLOCK)):
            await copy.write(block)


async def driver_of(session: AsyncSession) -> Driver:
    """The psycopg connection of the session's transaction."""
    connection = await session.connection()
    driver: Driver | None = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise RuntimeError("The transaction has lost its connection.")
    return driver


async def analyze(session: AsyncSession, table: Table) -> None:
    """Gather statistics, which a temporary table lacks and the plan of the merge needs."""
    quoted = session.get_bind().dialect.identifier_preparer.format_table(table)
    await session.execute(text(f"ANALYZE {quoted}"))
