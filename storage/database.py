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


class DatabaseUnavailableError(Exception):
    """The database cannot be reached; the text names what to check."""


@dataclass(frozen=True)
class Store:
    """One open store. `asking` and `working` are the ways to its data; leaving them commits, an error rolls back."""

    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    embedded: EmbeddedServer | None = None

    @asynccontextmanager
    async def asking(self, staff_id: str | None) -> AsyncIterator[AsyncSession]:
        """A transaction on behalf of a person: role sagspuls_asker, `sagspuls.asker` set to their staff id."""
        async with self._as(ASKER, staff_id or "") as session:
            yield session

    @asynccontextmanager
    async def working(self) -> AsyncIterator[AsyncSession]:
        """A transaction of the service itself: imports, jobs, inbox."""
        async with self._as(SERVICE, "") as session:
            yield session

    @asynccontextmanager
    async def _as(self, role: str, asker: str) -> AsyncIterator[AsyncSession]:
        async with self.sessions.begin() as session:
            # set_config(..., true) is SET LOCAL: both end with the transaction, so a pooled connection keeps nothing.
            await session.execute(
                text("SELECT set_config('role', :role, true), set_config('sagspuls.asker', :asker, true)"),
                {"role": role, "asker": asker},
            )
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
        if self.embedded is not None:
            self.embedded.release()


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
