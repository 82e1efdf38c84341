"""The engine and its transactions: every transaction acts in a database role, and as a person where one asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from storage.embedded import EmbeddedServer
from storage.migrate import upgrade
from storage.settings import Settings

ASKER = "sagspuls_asker"
SERVICE = "sagspuls_service"
LOGIN = "none"
"""The login itself, which owns the tables: what SET ROLE calls the absence of a role."""
NO_TEAM = 0
"""A channel that belongs to no team."""


class DatabaseUnavailableError(Exception):
    """The database cannot be reached; the text names what to check."""


@dataclass(frozen=True)
class Store:
    """One open store. `asking` and `working` are the ways to its data; leaving them commits, an error rolls back."""

    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    embedded: EmbeddedServer | None = None

    @asynccontextmanager
    async def asking(self, staff_id: str | None, *, channel: int | None = None) -> AsyncIterator[AsyncSession]:
        """A transaction on behalf of a person: role sagspuls_asker, `sagspuls.asker` set to their staff id.

        `channel` is the team whose channel they ask in, NO_TEAM where it is none's; None = in private. Who asks, and
        where, decides what row security lets through (migration 0010).
        """
        async with self._as(ASKER, staff_id or "", "" if channel is None else str(channel)) as session:
            yield session

    @asynccontextmanager
    async def working(self) -> AsyncIterator[AsyncSession]:
        """A transaction of the service itself: imports, jobs, inbox."""
        async with self._as(SERVICE, "", "") as session:
            yield session

    @asynccontextmanager
    async def _as(self, role: str, asker: str, channel: str) -> AsyncIterator[AsyncSession]:
        async with self.sessions.begin() as session:
            # set_config(..., true) is SET LOCAL: all end with the transaction, so a pooled connection keeps nothing.
            await session.execute(
                text(
                    "SELECT set_config('role', :role, true), set_config('sagspuls.asker', :asker, true),"
                    " set_config('sagspuls.channel', :channel, true)"
                ),
                {"role": role, "asker": asker, "channel": channel},
            )
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
        if self.embedded is not None:
            self.embedded.release()


@asynccontextmanager
async def acting_as(session: AsyncSession, role: str) -> AsyncIterator[None]:
    """A few statements of a transaction in another role than its own: SERVICE or LOGIN; whatever happens, no more."""
    async with session.begin_nested():  # an error rolls back to here, and the role with it
        own = await session.scalar(text("SELECT current_setting('role')"))
        await _set_role(session, role)
        yield
        await _set_role(session, own)


async def _set_role(session: AsyncSession, role: str) -> None:
    await session.execute(text("SELECT set_config('role', :role, true)"), {"role": role})


def store_at(url: URL, *, embedded: EmbeddedServer | None = None) -> Store:
    """A store at a URL whose schema is already there."""
    engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
    return Store(engine, async_sessionmaker(engine, expire_on_commit=False), embedded)


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

    Raises DatabaseUnavailableError or storage.embedded.EmbeddedServerError.
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
            f"No database answers at {where}. Is it running, and is SAGSPULS_DATABASE_URL right?"
        ) from error
    return store_at(url, embedded=embedded)
