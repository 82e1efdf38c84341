"""Connections: how long each kind of work waits on them, and which of them are thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import in_time
from storage.in_time import DatabaseSilentError

LINE = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""libpq's settings for every connection: seconds to connect, and seconds until a silent peer is probed. The last one is
in milliseconds: how long sent bytes may go without a receipt."""

READ_ONLY = "25006"
DISCARDED = (READ_ONLY, "57P0", "53")
"""First characters of the SQLSTATEs after which a connection is worth nothing: the server takes no writes (any more,
after a failover), is stopping or starting, or has no room for us."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one kind of transaction may wait, in seconds; 0 = for ever."""

    statement: float
    lock: float
    idle: float
    """Between two of its statements: a process that died, or whose line did, holds its locks no longer than that."""
    whole: float = 0
    """Until its line is cut at this end, where nobody else watches over it: a silent server hears no time-out."""

    @property
    def settings(self) -> dict[str, str]:
        return {name: str(round(getattr(self, name) * 1000)) for name in ("statement", "lock", "idle")}


INBOX = Patience(statement=3, lock=2, idle=5)
"""Acknowledging, claiming, settling: Teams comes again after 15 seconds."""
TURN = Patience(statement=10, lock=5, idle=30)
"""Somebody waits for the answer."""
JOB = Patience(statement=300, lock=60, idle=300, whole=900)
"""Planning, delivering, the day's counts: nobody waits, but the next tick does."""
LONG = Patience(statement=0, lock=0, idle=3600)
"""Imports: a COPY of a million rows is never cut short."""


def engine_at(url: URL, **pool: Any) -> AsyncEngine:
    """An engine whose lines are bounded (`LINE`, unless the URL says otherwise) and can be cut by `in_time`.

    What fills a statement is somebody's data: no error repeats it.
    """
    line = line_to(url) | {"async_creator_fn": in_time.connect}
    engine = create_async_engine(url, connect_args=line, hide_parameters=True, **pool)
    event.listen(engine.sync_engine, "checkout", in_time.taken)
    event.listen(engine.sync_engine, "checkin", in_time.given_back)
    event.listen(engine.sync_engine, "handle_error", _discard)
    return engine


def line_to(url: URL) -> dict[str, Any]:
    """The settings of a line to this database; what its URL says of them goes first."""
    return {name: value for name, value in LINE.items() if name not in url.query}


def _discard(context: ExceptionContext) -> None:
    if _state(context.original_exception).startswith(DISCARDED):
        context.is_disconnect = True  # throws away the whole pool: the others are as old, and worth as little


def is_trouble(error: BaseException) -> bool:
    """Whether the database is to blame, so that the same may well succeed later; else the statement itself is wrong."""
    if isinstance(error, DatabaseSilentError | PoolTimeoutError | OperationalError):
        return True
    if isinstance(error, InternalError):
        return _state(error.orig).startswith(DISCARDED)
    return isinstance(error, DBAPIError) and error.connection_invalidated


def in_log(error: BaseException) -> dict[str, str]:
    """What a log says of a failure: its kind, and the server's own code (SQLSTATE) where one came; never its words."""
    code = _state(getattr(error, "orig", None))
    return {"error": type(error).__name__, **({"code": code} if code else {})}


def _state(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""
