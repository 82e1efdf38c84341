"""The tests that use one database in turn see nothing of one another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text

from storage.database import Store
from storage.schema import AccessLog, Base
from tests.conftest import EMPTY, Office, fresh_database
from tests.kept import Kept

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


def every_row(worker_database: Connection) -> dict[str, list[str]]:
    """Each row of each table as PostgreSQL writes it."""
    return {
        name: sorted(worker_database.execute(text(f'SELECT x::text FROM "{name}" x')).scalars())
        for name in Base.metadata.tables
    }


def test_a_store_put_back_is_what_was_kept_of_it(
    worker_database: Connection, kept: Kept, office: Office, home: Path
) -> None:
    (home / "reports").mkdir()
    (home / "reports" / "fejl.csv").write_text("linje;fejl\n", encoding="utf-8")
    (home / "cpr_key").write_text("secret", encoding="utf-8")
    (home / "cpr_key").chmod(0o600)
    rows, stood = every_row(worker_database), content(worker_database.engine.url)
    assert not kept.put_back("office", home), "nothing is kept under that key yet"
    kept.keep("office", home)
    worker_database.execute(text(EMPTY))
    for file in (home / "reports" / "fejl.csv", home / "cpr_key"):
        file.unlink()
    assert every_row(worker_database) != rows
    assert kept.put_back("office", home)
    assert every_row(worker_database) == rows
    assert content(worker_database.engine.url) == stood
    assert (home / "reports" / "fejl.csv").read_text(encoding="utf-8") == "linje;fejl\n"
    assert (home / "cpr_key").stat().st_mode & 0o777 == 0o600
