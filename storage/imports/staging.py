"""One file's rows in a temporary table, with the line each came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from psycopg import AsyncConnection, sql
from sqlalchemy import Column, Integer, MetaData, Table, delete, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from storage.imports.columns import Header
from storage.imports.kind import Kind

Driver: TypeAlias = AsyncConnection[Any]
LINES_PER_BLOCK = 2_000


@dataclass(frozen=True)
class Staged:
    """The rows of one file that can be read, and where they are going."""

    session: AsyncSession
    kind: Kind
    table: Table
    today: dt.date
    held: frozenset[str] = frozenset()
    """Subjects of the file's bad rows: not imported, yet not gone from the export either."""

    def has(self, field: str) -> bool:
        """Whether the file carries this field; an absent column keeps what the store has."""
        return field in self.table.c

    def holding(self, subjects: frozenset[str]) -> Staged:
        """The same, with the subjects of bad rows."""
        return Staged(self.session, self.kind, self.table, self.today, self.held | subjects)

    async def drop(self, lines: set[int]) -> set[str]:
        """Take rows out again; gives their subjects."""
        subject = self.table.c[next(iter(self.kind.subject.fields))]
        gone = delete(self.table).where(self.table.c.line.in_(lines)).returning(subject)
        return set(await self.session.scalars(gone)) if lines else set()


async def create_stage(session: AsyncSession, kind: Kind, header: Header, today: dt.date) -> Staged:
    """An empty temporary table with the fields of the columns the file has; it goes with the transaction."""
    fields = [Column("line", Integer)]
    fields += [Column(name, sort) for _, column in header.places for name, sort in column.fields.items()]
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
    """A temporary table has no statistics of its own accord, and the merge is planned by them."""
    quoted = session.get_bind().dialect.identifier_preparer.format_table(table)
    await session.execute(text(f"ANALYZE {quoted}"))
