"""A sick PostgreSQL, and a bot that is measured while it is: shared by the quick tests and the wide ones."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import Incoming
from bot.visit import Arrived
from storage.database import Store, become_asker
from storage.schema import AccessLog, Inbox
from tests.bot.conftest import StandIn
from tests.fake_channel import FakeTeams
from tests.slow_line import OF_THE_BOT

ACKNOWLEDGED = 5.0
TOLD_HEALTH = 2.0
MARGIN = 1.0
"""Seconds that a busy machine may add."""
DELAYED = "Det tager længere tid"


class Asking(StandIn):
    """Answers from the store as the real desk does: reads, and logs the look-up."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.before: Callable[[Incoming], Awaitable[None]] | None = None

    async def answer_within(self, session: AsyncSession, incoming: Incoming, came: Arrived) -> Any:
        if self.before is not None:
            await self.before(incoming)
        await become_asker(session, "anna")
        await session.execute(text("SELECT count(*) FROM case_file"))
        line = {"at": dt.datetime(2026, 11, 23, tzinfo=dt.UTC), "staff_id": "anna", "question": "help"}
        await session.execute(insert(AccessLog).values(**line, place="personal", outcome="answered").inline())
        return await super().answer_within(session, incoming, came)


async def timed(seconds: float, call: Awaitable[Any]) -> Any:
    """What it gives, if in time."""
    since = time.monotonic()
    given = await call
    took = time.monotonic() - since
    assert took <= seconds + MARGIN, f"took {took:.1f} s"
    return given


async def all_answered(store: Store) -> bool:
    async with store.working() as session:
        return await session.scalar(select(func.count()).where(Inbox.answered_at.is_(None))) == 0


def answers(teams: FakeTeams) -> list[str]:
    """What people read but for the word that it takes longer."""
    return [post.words for post in teams.posts if not post.words.startswith(DELAYED)]


@asynccontextmanager
async def locked_inbox(store: Store) -> AsyncIterator[None]:
    async with store.engine.begin() as connection:
        await connection.execute(text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
        yield


@asynccontextmanager
async def read_only(store: Store) -> AsyncIterator[None]:
    """As after a failover to a standby: connections made meanwhile live on when it is over, and never may write."""
    admin = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    name = store.engine.url.database
    ended = text("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = :name")
    async with admin.connect() as connection:
        await connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        await connection.execute(ended, {"name": OF_THE_BOT})
    try:
        yield
    finally:
        async with admin.connect() as connection:
            await connection.execute(text("SET default_transaction_read_only = off"))
            await connection.execute(text(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
            await connection.invalidate()
