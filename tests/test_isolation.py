"""The tests that use one database in turn see nothing of one another."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import URL, Connection, create_engine, text

from storage.database import Store
from storage.schema import AccessLog, Base
from tests.conftest import EMPTY, Office, fresh_database

AT = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


def content(url: URL) -> dict[str, object]:
    """How many rows each table holds, and where each id stands."""
    engine = create_engine(url)
    with engine.connect() as connection:
        counts = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) for name in Base.metadata.tables}
        ids = connection.execute(text("SELECT sequencename, start_value, last_value FROM pg_sequences ORDER BY 1"))
        found = counts | {name: (start, last) for name, start, last in ids}
    engine.dispose()
    return found


async def test_a_used_database_becomes_like_a_new_one(
    server: URL, worker_database: Connection, store: Store, office: Office
) -> None:
    async with store.working() as session:
        session.add(AccessLog(at=AT, question="case", place="personal", outcome="answered", staff_id="anna"))
    with fresh_database(server) as new:
        assert content(worker_database.engine.url) != content(new)
        worker_database.execute(text(EMPTY))
        assert content(worker_database.engine.url) == content(new)
