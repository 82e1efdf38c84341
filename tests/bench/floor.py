"""Measures the import beside the floor of architecture decision 4: COPY into staging, plain INSERT … SELECT from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from psycopg import sql
from sqlalchemy import URL, create_engine, text

from messages.import_report import report_lines
from storage.database import store_at
from storage.imports.run import import_folder
from storage.settings import Settings
from tests.conftest import TEMPLATE

NOW = dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)

Rows: TypeAlias = dict[str, tuple[list[bytes], str]]


@contextmanager
def empty_database(server: URL, name: str) -> Iterator[URL]:
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"'))
    try:
        yield server.set(database=name)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


async def time_import(url: URL, folder: Path, home: Path) -> float:
    store = store_at(url)
    settings = Settings(home=home, local=True)
    try:
        started = perf_counter()
        report = await import_folder(store, folder, settings=settings, run_by="bench", now=NOW)
        took = perf_counter() - started
        assert report.outcome == "done", report_lines(report, "da")
    finally:
        await store.close()
    return took


def clean_rows(url: URL, queries: dict[str, str]) -> Rows:
    """Per table the imported rows as COPY gave them, and the staging columns that take them."""
    rows: Rows = {}
    engine = create_engine(url)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for table, query in queries.items():
            connection.execute(text(f"CREATE TEMP TABLE shape AS {query} LIMIT 0"))
            columns = connection.execute(
                text(
                    "SELECT string_agg(format('%I %s', attname, format_type(atttypid, NULL)), ', ' ORDER BY attnum)"
                    " FROM pg_attribute WHERE attrelid = 'shape'::regclass AND attnum > 0"
                )
            ).scalar_one()
            connection.execute(text("DROP TABLE shape"))
            with driver.cursor().copy(sql.SQL("COPY ({}) TO STDOUT").format(sql.SQL(query))) as copy:
                rows[table] = (list(copy), columns)
    engine.dispose()
    return rows


def time_floor(url: URL, rows: Rows, landing: dict[str, str]) -> float:
    """COPY of the clean rows into staging, then plain INSERT … SELECT into the store's own tables."""
    engine = create_engine(url)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        started = perf_counter()
        for table, (blocks, columns) in rows.items():
            cursor = driver.cursor()
            cursor.execute(f"CREATE TEMP TABLE stage ({columns})")
            with cursor.copy("COPY stage FROM STDIN") as copy:
                for block in blocks:
                    copy.write(block)
            cursor.execute("ANALYZE stage")
            cursor.execute(landing[table])
            cursor.execute("DROP TABLE stage")
        driver.commit()
        took = perf_counter() - started
    engine.dispose()
    return took


def tell(*lines: str) -> None:
    print("", *lines, sep="\n")  # noqa: T201  # what it prints is a bench's result
