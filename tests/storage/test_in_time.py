"""Work that waits for the database ends in time, leaves nothing behind, and is patient by its kind."""

from __future__ import annotations

import asyncio
import gc
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import in_time as module
from storage.database import Store, store_at
from storage.engine import INBOX, JOB, LONG, TURN, Patience, is_trouble
from storage.in_time import DatabaseSilentError, in_time
from tests.slow_line import Fault, Line

A_WHILE = 0.3
AT_ONCE = 3.0
"""Cancelling psycopg takes ten seconds on a silent line; a busy machine may take some of these."""


@pytest.fixture
async def over_line(over_line: Store) -> Store:
    """With a connection that is there already."""
    await asks(over_line)
    return over_line


async def asks(store: Store, statement: str = "SELECT 1") -> None:
    async with store.working() as session:
        await session.execute(text(statement))


async def served_by(store: Store) -> int:
    """The server's process for the next connection of the pool."""
    async with store.working() as session:
        return int(await session.scalar(text("SELECT pg_backend_pid()")) or 0)


async def nobody_is_left() -> None:
    async with asyncio.timeout(10):
        while module._left:  # noqa: ASYNC110  # tasks end by themselves
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("fault", [Fault.BLACK_HOLE, Fault.HALF_OPEN])
async def test_on_a_silent_line_work_is_left_behind_at_once_and_soon_gone(
    line: Line, over_line: Store, fault: Fault
) -> None:
    line.goes(fault)
    since = time.monotonic()
    with pytest.raises(DatabaseSilentError):
        await in_time(asks(over_line), A_WHILE)
    assert time.monotonic() - since < AT_ONCE
    await nobody_is_left()
    line.heals()
    await asks(over_line)


async def test_a_statement_that_waits_is_cut_and_its_connection_is_thrown_away(store: Store) -> None:
    before = await served_by(store)
    with pytest.raises(DatabaseSilentError):
        await in_time(asks(store, "SELECT pg_sleep(30)"), A_WHILE)
    await nobody_is_left()
    assert await served_by(store) != before


async def test_who_stops_waiting_is_not_kept(line: Line, over_line: Store) -> None:
    line.goes(Fault.BLACK_HOLE)
    waiting = asyncio.create_task(in_time(asks(over_line), 60))
    await asyncio.sleep(A_WHILE)
    since = time.monotonic()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert time.monotonic() - since < AT_ONCE
    await nobody_is_left()


async def test_work_that_waits_for_something_else_is_no_fault_of_the_database() -> None:
    with pytest.raises(TimeoutError) as told:
        await in_time(asyncio.sleep(60), A_WHILE)
    assert not is_trouble(told.value)


async def test_its_result_and_its_errors_are_handed_on(store: Store) -> None:
    assert await in_time(asyncio.sleep(0, "done"), 10) == "done"
    with pytest.raises(DBAPIError) as told:
        await in_time(asks(store, "SELECT nothing_of_that_name"), 10)
    assert not is_trouble(told.value)


async def test_nothing_left_behind_complains(line: Line, over_line: Store) -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    line.goes(Fault.BLACK_HOLE)
    for _ in range(3):
        with pytest.raises(DatabaseSilentError):
            await in_time(asks(over_line), A_WHILE)
    await nobody_is_left()
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []


async def test_closing_ends_what_was_left_behind(line: Line) -> None:
    """A connection that comes back to a pool which has been closed would stay open until it is found to be garbage."""
    for fault in (Fault.SLOW, Fault.BLACK_HOLE):
        store = store_at(line.url)
        line.goes(fault)
        with pytest.raises(DatabaseSilentError):
            await in_time(asks(store), 0.1)  # it waits for a connection then, and is left to it
        since = time.monotonic()
        await store.close()
        assert time.monotonic() - since < AT_ONCE
        assert not module._left
        line.heals()


async def test_no_more_is_begun_where_too_much_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEFT_AT_MOST", 0)
    with pytest.raises(DatabaseSilentError):
        await in_time(asyncio.sleep(0), 10)


@pytest.mark.parametrize(
    ("patience", "statement", "lock"),
    [(INBOX, "3s", "2s"), (TURN, "10s", "5s"), (JOB, "5min", "1min"), (LONG, "0", "0")],
)
async def test_each_kind_of_work_has_its_own_patience(
    store: Store, patience: Patience, statement: str, lock: str
) -> None:
    async with store.working(patience) as session:
        told = [await session.scalar(text(f"SHOW {name}")) for name in ("statement_timeout", "lock_timeout")]
    assert told == [statement, lock]


async def test_a_job_on_a_silent_line_ends(line: Line, over_line: Store) -> None:
    short = Patience(statement=0, lock=0, idle=0, whole=A_WHILE)

    async def goes_silent() -> None:
        async with over_line.working(short) as session:
            line.goes(Fault.BLACK_HOLE)
            await session.execute(text("SELECT 1"))

    since = time.monotonic()
    with pytest.raises(OperationalError):
        await goes_silent()
    assert time.monotonic() - since < AT_ONCE


async def test_a_connection_that_may_not_write_is_thrown_away_with_those_as_old(store: Store) -> None:
    async def may_not_write() -> None:
        async with store.working() as session:
            await session.execute(text("SET TRANSACTION READ ONLY"))
            await session.execute(text("DELETE FROM miss"))

    before = await served_by(store)
    assert await served_by(store) == before
    with pytest.raises(DBAPIError) as told:
        await may_not_write()
    assert is_trouble(told.value)
    assert await served_by(store) != before


async def test_a_connection_that_died_in_the_pool_is_replaced_without_anybody_noticing(
    line: Line, over_line: Store
) -> None:
    before = await served_by(over_line)
    assert await served_by(over_line) == before
    line.end_all()
    assert await served_by(over_line) != before
