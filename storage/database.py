"""The engine and its transactions: every transaction acts in a database role, and as a person where one asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from storage.embedded import EmbeddedServer
from storage.engine import INBOX, TURN, Patience, engine_at
from storage.in_time import check_waited_for, cut_after, end_what_was_left, in_time, reaching
from storage.migrate import upgrade
from storage.settings import Settings

ASKER = "sagspuls_asker"
SERVICE = "sagspuls_service"
LOGIN = "none"
"""The login itself, which owns the tables: what SET ROLE calls the absence of a role."""
REACHED = 20.0
"""Seconds until a transaction has begun: its turn in the pool, a connection, and the server's first word on it."""
NO_TEAM = 0
"""A channel that belongs to no team."""


class DatabaseUnavailableError(Exception):
    """The database cannot be reached; the text names what to check."""


ENTER = text(
    "SELECT set_config('role', :role, true), set_config('sagspuls.asker', :asker, true),"
    " set_config('sagspuls.channel', :channel, true), set_config('statement_timeout', :statement, true),"
    " set_config('lock_timeout', :lock, true), set_config('idle_in_transaction_session_timeout', :idle, true)"
)
"""set_config(..., true) is SET LOCAL: all end with the transaction, so a pooled connection keeps nothing."""
OF_THE_SERVICE = {"role": SERVICE, "asker": "", "channel": ""}


@dataclass(frozen=True)
class Store:
    """One open store. `asking`, `working` and `receiving` are the ways to its data; leaving them commits, an error
    rolls back.

    `front` is reserved for the inbox, so that waiting answers and jobs never delay the receipt of a question.
    """

    engine: AsyncEngine
    front: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    embedded: EmbeddedServer | None = None

    @asynccontextmanager
    async def asking(self, staff_id: str | None, *, channel: int | None = None) -> AsyncIterator[AsyncSession]:
        """A transaction on behalf of a person: role sagspuls_asker, `sagspuls.asker` set to their staff id.

        `channel` is the team whose channel they ask in, NO_TEAM where it is none's; None = in private. Who asks, and
        where, decides what row security lets through (migration 0010).
        """
        async with self._as(_on_behalf_of(staff_id, channel), TURN) as session:
            yield session

    @asynccontextmanager
    async def working(self, patience: Patience = TURN) -> AsyncIterator[AsyncSession]:
        """A transaction of the service itself, with a turn's patience; jobs and imports pass their own."""
        async with self._as(OF_THE_SERVICE, patience) as session:
            yield session

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[AsyncSession]:
        """A transaction of the inbox, short, over connections kept for it."""
        async with self._as(OF_THE_SERVICE, INBOX, over=self.front) as session:
            yield session

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncSession]:
        """The health check's way, over the inbox's connections: each statement is a transaction of its own and of the
        login itself, so that a look costs few packets. Not for data of cases: no policy binds the login.
        """
        async with self.sessions(bind=self.front.execution_options(isolation_level="AUTOCOMMIT")) as session:
            yield session

    @asynccontextmanager
    async def _as(
        self, whose: dict[str, str], patience: Patience, *, over: AsyncEngine | None = None
    ) -> AsyncIterator[AsyncSession]:
        values = whose | patience.settings
        async with self.sessions(**({"bind": over} if over is not None else {})) as session:
            if not patience.whole:  # somebody watches over it, or it may take for ever
                await _enter(session, values)
                yield session
                await session.commit()
                return
            await in_time(_enter(session, values), REACHED)
            async with _cut_in_the_end(session, patience.whole):
                yield session
                await session.commit()

    async def close(self) -> None:
        await end_what_was_left()
        for engine in (self.engine, self.front):
            await engine.dispose()
        if self.embedded is not None:
            self.embedded.release()


@asynccontextmanager
async def _cut_in_the_end(session: AsyncSession, seconds: float) -> AsyncIterator[None]:
    """Cut the line of a transaction that has not ended by then."""
    raw = await (await session.connection()).get_raw_connection()
    assert raw.driver_connection is not None  # noqa: S101  # for the type checker; it has just been used
    cut = cut_after(raw.driver_connection, seconds)
    try:
        yield
    finally:
        cut.cancel()


async def _enter(session: AsyncSession, values: dict[str, str]) -> None:
    """Take the role. As the first statement it finds out whether a pooled connection has died, and then tries once
    more, since by then the pool has thrown away every connection as old.
    """
    with reaching():
        try:
            await session.execute(ENTER, values)
        except DBAPIError as error:
            check_waited_for()
            if not error.connection_invalidated:
                raise
            await session.rollback()
            await session.execute(ENTER, values)
    check_waited_for()


BECOME = text(
    "SELECT set_config('role', :role, true), set_config('sagspuls.asker', :asker, true),"
    " set_config('sagspuls.channel', :channel, true)"
)


async def become_asker(session: AsyncSession, staff_id: str | None, *, channel: int | None = None) -> None:
    """Turn a transaction of the service into one on behalf of a person, as those of `asking` are.

    Rows that it has read before are dropped from the session.
    """
    await session.flush()
    session.expunge_all()
    await session.execute(BECOME, _on_behalf_of(staff_id, channel))


def _on_behalf_of(staff_id: str | None, channel: int | None) -> dict[str, str]:
    return {"role": ASKER, "asker": staff_id or "", "channel": "" if channel is None else str(channel)}


@asynccontextmanager
async def acting_as(session: AsyncSession, role: str) -> AsyncIterator[None]:
    """Run a few statements in another role, SERVICE or LOGIN; the role ends with the block, after an error too."""
    async with session.begin_nested():  # an error rolls back to here, and the role with it
        own = await session.scalar(text("SELECT current_setting('role')"))
        await _set_role(session, role)
        yield
        await _set_role(session, own)


async def _set_role(session: AsyncSession, role: str) -> None:
    await session.execute(text("SELECT set_config('role', :role, true)"), {"role": role})


def store_at(url: URL, *, embedded: EmbeddedServer | None = None) -> Store:
    """A store at a URL whose schema is already there."""
    engine = engine_at(url, pool_size=10, max_overflow=10, pool_timeout=5)
    front = engine_at(url, pool_size=4, max_overflow=4, pool_timeout=3)
    return Store(engine, front, async_sessionmaker(engine, expire_on_commit=False), embedded)


def database_url(given: str) -> URL:
    """SAGSPULS_DATABASE_URL with our driver; raises DatabaseUnavailableError when it is no PostgreSQL URL."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a bare ValueError
        raise DatabaseUnavailableError(
            "SAGSPULS_DATABASE_URL is not a database URL; write postgresql://user@host/database."
        ) from error
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise DatabaseUnavailableError("SAGSPULS_DATABASE_URL must be a PostgreSQL URL: Sagspuls runs on nothing else.")
    return url.set(drivername="postgresql+psycopg")


def open_store(settings: Settings) -> Store:
    """Open the store of these settings and bring its schema up to date; no URL starts the embedded server.

    Raises DatabaseUnavailableError, storage.embedded.EmbeddedServerError or storage.migrate.NewerSchemaError.
    """
    embedded: EmbeddedServer | None = None
    if settings.database_url is None:
        embedded = EmbeddedServer(settings.home)
        url = embedded.start()
    else:
        url = database_url(settings.database_url.get_secret_value())
    try:
        upgrade(url)
    except (OperationalError, ProgrammingError) as error:
        if isinstance(error, ProgrammingError) and getattr(error.orig, "sqlstate", None):
            raise  # the server's own word: a fault of ours, not of the address
        if embedded is not None:
            embedded.release()
        where = f"{url.host or 'the local socket'}:{url.port or 5432}/{url.database}"
        raise DatabaseUnavailableError(
            f"No database answers at {where}{_why(error)}. Is it running, and is SAGSPULS_DATABASE_URL right?"
        ) from error
    return store_at(url, embedded=embedded)


def _why(error: DBAPIError) -> str:
    """The driver's reason without the address it repeats: it alone tells a wrong password from a silent server.

    It never holds the password.
    """
    lines = [line.strip() for line in str(error.orig).splitlines()]
    last = next((line for line in reversed(lines) if line and not line.endswith("?")), "")  # the rest is advice
    reason = last.rpartition(" failed: ")[2].removeprefix("FATAL:").strip().rstrip(".")
    return f" ({reason})" if reason else ""
