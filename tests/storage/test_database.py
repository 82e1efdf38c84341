"""Transactions act in a role and as a person; the access log keeps what it is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import URL, create_engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.clock import now, set_clock
from storage.database import ASKER, SERVICE, DatabaseUnavailableError, Store, database_url, open_store
from storage.schema import AccessLog, Base, Inbox
from storage.settings import Settings


def entry() -> dict[str, object]:
    at = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    return {"at": at, "question": "case", "place": "personal", "outcome": "answered", "staff_id": "anna"}


def test_the_migrations_build_exactly_the_schema(database: URL) -> None:
    engine = create_engine(database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_the_service_may_write_every_table(database: URL) -> None:
    engine = create_engine(database)
    may_write = text("SELECT has_table_privilege(:role, :table, 'INSERT')")
    with engine.connect() as connection:
        granted = {
            table: connection.scalar(may_write, {"role": SERVICE, "table": table}) for table in Base.metadata.tables
        }
    engine.dispose()
    assert [table for table, may in granted.items() if not may] == []


@pytest.mark.parametrize("table", [
    "plan_action", "milestone", "milestone_team", "milestone_target", "milestone_figure", "milestone_step", "complaint",
    "audit_answer", "account", "case_grant", "posting", "budget_line", "posting_day", "grant_delta", "forecast_kept",
    "posting_month", "grant_month", "unmatched_posting", "idle_grant",
])  # fmt: skip
async def test_an_asker_may_read_the_recovery_and_the_money_and_change_nothing_of_it(store: Store, table: str) -> None:
    may = text("SELECT has_table_privilege(:table, 'SELECT'), has_table_privilege(:table, 'INSERT, UPDATE, DELETE')")
    async with store.asking("anna") as session:
        assert tuple((await session.execute(may, {"table": table})).one()) == (True, False)


async def test_a_question_runs_in_the_askers_role_and_name(store: Store) -> None:
    async with store.asking("anna") as session:
        row = (await session.execute(text("SELECT current_user, current_setting('sagspuls.asker')"))).one()
    assert tuple(row) == (ASKER, "anna")


async def test_the_next_transaction_forgets_the_asker(store: Store) -> None:
    async with store.asking("anna"):
        pass
    async with store.working() as session:
        row = (await session.execute(text("SELECT current_user, current_setting('sagspuls.asker')"))).one()
    assert tuple(row) == (SERVICE, "")


async def test_an_asker_cannot_read_the_inbox(store: Store) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with store.asking("anna") as session:
            await session.execute(select(Inbox))


@pytest.mark.parametrize("change", [update(AccessLog).values(outcome="x"), delete(AccessLog)])
async def test_no_role_of_ours_can_change_the_access_log(store: Store, change: object) -> None:
    async with store.asking("anna") as session:
        await session.execute(insert(AccessLog).values(entry()).inline())
    with pytest.raises(DBAPIError, match="permission denied"):
        async with store.working() as session:
            await session.execute(change)  # type: ignore[call-overload]


async def test_not_even_the_owner_can_change_the_access_log(store: Store) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with store.engine.begin() as connection:
            await connection.execute(text("DELETE FROM access_log"))


async def test_an_error_rolls_the_whole_transaction_back(store: Store) -> None:
    async def halfway() -> None:
        async with store.working() as session:
            await session.execute(insert(AccessLog).values(entry()))
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        await halfway()
    async with store.working() as session:
        assert (await session.scalars(select(AccessLog))).all() == []


async def test_a_store_with_its_own_clock_runs_on_from_there(store: Store) -> None:
    zone = Settings(_env_file=None).zone
    async with store.working() as session:
        await set_clock(session, dt.datetime(2020, 10, 19, 9), zone)  # noqa: DTZ001  # as SAGSPULS_CLOCK gives it
    async with store.working() as session:
        moment = await now(session)
    assert dt.timedelta(0) <= moment - dt.datetime(2020, 10, 19, 7, tzinfo=dt.UTC) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("given", ["mysql://x/y", "nonsense"])
def test_only_postgresql_urls_are_taken(given: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match=r"PostgreSQL|not a database URL"):
        database_url(given)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"query": {"nonsense": "1"}}, 'invalid connection option "nonsense"'),
        ({"host": "127.0.0.1", "port": 9, "query": {}}, "Connection refused"),
    ],
)
def test_why_no_database_answers_is_told_without_the_password(server: URL, change: dict[str, Any], reason: str) -> None:
    given = server.set(password="hush-hush", **change)
    with pytest.raises(DatabaseUnavailableError) as refused:
        open_store(Settings(database_url=SecretStr(given.render_as_string(hide_password=False))))
    assert f"({reason}). Is it running, and is SAGSPULS_DATABASE_URL right?" in str(refused.value)
    assert "hush" not in str(refused.value)
