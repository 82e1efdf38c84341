"""A database that differs from what the migrations make is told apart, thing by thing."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import URL, text

from storage.catalogue import EXPECTED, Drift, drift, things
from storage.database import Store, store_at
from tests.conftest import fresh_database


@pytest.fixture
async def own_store(server: URL) -> AsyncIterator[Store]:
    """A store whose schema this test may change."""
    with fresh_database(server) as url:
        opened = store_at(url)
        yield opened
        await opened.close()


async def change(store: Store, statement: str) -> None:
    async with store.engine.begin() as connection:
        await connection.execute(text(statement))


async def drift_of(store: Store) -> Drift:
    async with store.working() as session:
        return await drift(session)


async def test_what_is_written_down_is_what_the_migrations_make(store: Store) -> None:
    """After a new migration write it down anew: RECORD_GOLDEN=1 pytest tests/storage/test_catalogue.py"""
    async with store.working() as session:
        made = sorted(await things(session))
    if os.environ.get("RECORD_GOLDEN"):
        EXPECTED.write_text("\n".join(made) + "\n", encoding="utf-8")
    assert EXPECTED.read_text(encoding="utf-8").splitlines() == made
    assert await drift_of(store) == Drift((), ())


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("DROP TABLE snapshot", "table snapshot"),
        ("ALTER TABLE miss DROP COLUMN text", "column miss.text"),
        ("ALTER TABLE team ALTER COLUMN name DROP NOT NULL", "column team.name"),
        ("DROP INDEX ix_inbox_waiting", "index ix_inbox_waiting"),
        ("ALTER TABLE delivery DROP CONSTRAINT ck_delivery_state", "constraint ck_delivery_state"),
        ("DROP POLICY asker ON case_file", "policy asker on case_file"),
        ("ALTER POLICY asker ON case_file USING (true)", "policy asker on case_file"),
        ("ALTER POLICY asker ON case_file USING (NOT protected)", "policy asker on case_file"),
        ("ALTER TABLE case_file DISABLE ROW LEVEL SECURITY", "table case_file with row security"),
        ("REVOKE SELECT ON case_file FROM sagspuls_asker", "right to select case_file for sagspuls_asker"),
        ("DROP TRIGGER access_log_append_only ON access_log", "trigger access_log_append_only"),
        ("ALTER TABLE access_log DISABLE TRIGGER access_log_append_only", "trigger access_log_append_only"),
        (
            "CREATE OR REPLACE FUNCTION asker_is(VARIADIC any_of text[]) RETURNS boolean LANGUAGE sql STABLE"
            " AS 'SELECT true'",
            "function asker_is(text[])",
        ),
    ],
)
async def test_what_is_missing_or_was_changed_is_named(own_store: Store, statement: str, missing: str) -> None:
    await change(own_store, statement)
    found = await drift_of(own_store)
    assert any(line.startswith(missing) for line in found.missing)


@pytest.mark.parametrize(
    ("statement", "surplus"),
    [
        ("CREATE POLICY all_see ON case_file USING (true)", "policy all_see on case_file"),
        ("GRANT SELECT ON inbox TO sagspuls_asker", "right to select inbox for sagspuls_asker"),
        ("GRANT SELECT ON case_file TO PUBLIC", "right to select case_file for everybody"),
        ("GRANT UPDATE (roles) ON staff TO sagspuls_asker", "right to update staff.roles for sagspuls_asker"),
        ("GRANT EXECUTE ON FUNCTION protected_cases() TO PUBLIC", "right to execute protected_cases() for everybody"),
    ],
)
async def test_what_lets_more_through_is_named(own_store: Store, statement: str, surplus: str) -> None:
    await change(own_store, statement)
    found = await drift_of(own_store)
    assert found.missing == ()
    assert [line for line in found.surplus if line.startswith(surplus)]


async def test_an_operators_own_index_and_reader_are_let_be(own_store: Store) -> None:
    await change(own_store, "CREATE INDEX own ON case_file (opened)")
    await change(own_store, "CREATE TABLE own_notes (id int)")
    await change(own_store, "GRANT SELECT ON case_file TO pg_monitor")
    assert await drift_of(own_store) == Drift((), ())


async def test_a_role_past_row_security_is_named(own_store: Store) -> None:
    """In a transaction that is taken back: roles belong to all databases of the server."""
    async with own_store.sessions() as session:
        await session.execute(text("ALTER ROLE sagspuls_asker BYPASSRLS"))
        found = await drift(session)
        await session.rollback()
    assert found.missing == ("role sagspuls_asker",)
    assert found.surplus == ("role sagspuls_asker past row security",)


async def test_a_table_that_is_gone_is_one_line_and_hides_nothing_else(own_store: Store) -> None:
    await change(own_store, "DROP TABLE notice CASCADE")
    await change(own_store, "ALTER TABLE case_file DISABLE ROW LEVEL SECURITY")
    await change(own_store, "ALTER TABLE case_file DROP COLUMN birth_date CASCADE")
    found = await drift_of(own_store)
    assert [line for line in found.missing if "notice" in line] == ["table notice with row security"]
    assert {"table case_file with row security", "column case_file.birth_date date"} <= set(found.missing)
