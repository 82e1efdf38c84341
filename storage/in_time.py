"""Work that has to end in time, whatever the database does: its caller waits so long, and then leaves it behind.

On a silent line nothing ends a statement by itself: the server's own time-outs are not heard, and cancelling waits ten
seconds for a cancel request that takes the same line. So the work runs in a task of its own, and once its time is up
the line it waits on is cut at this end: the task then fails at once and its connection is thrown away.
"""

from __future__ import annotations

import asyncio
import contextvars
import os
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

Awaited = TypeVar("Awaited")

LEFT_AT_MOST = 100
"""Tasks left behind that have not ended yet. They end within the connect time-out: so many means that nothing works."""

ENDED = 5.0
"""Seconds that closing waits for them."""


class DatabaseSilentError(TimeoutError):
    """The database did not answer in time; what was under way may have been done or not."""


@dataclass(eq=False)
class Lines:
    """The connections that one piece of work has in hand."""

    held: set[psycopg.AsyncConnection[Any]] = field(default_factory=set)
    reaching: int = 0
    """How often it waits for a connection: for its turn in the pool, or for a new one."""
    left: bool = False
    """Nobody waits for this work any more: it must begin nothing new."""

    @property
    def silent(self) -> bool:
        """Whether the work waits for the database, and not for something else."""
        return self.reaching > 0 or self.waits

    @property
    def waits(self) -> bool:
        """Whether a statement is under way."""
        return any(_waits(connection) for connection in self.held)

    def cut(self) -> None:
        for connection in self.held:
            if _waits(connection):
                _cut(connection)


_lines: contextvars.ContextVar[Lines | None] = contextvars.ContextVar("lines", default=None)
_left: dict[asyncio.Task[Any], Lines] = {}


async def in_time(work: Coroutine[Any, Any, Awaited], seconds: float) -> Awaited:
    """What the work returns or raises, if it ends within so many seconds; it never takes longer than that.

    Raises DatabaseSilentError when it waited for the database then, else a plain TimeoutError. The work is left behind:
    its line is cut, and what it does after that is undone.
    """
    if len(_left) >= LEFT_AT_MOST:
        work.close()
        raise DatabaseSilentError(f"{LEFT_AT_MOST} tasks wait for the database already")
    lines = Lines()
    context = contextvars.copy_context()
    context.run(_lines.set, lines)
    task = asyncio.create_task(work, context=context)
    try:
        await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        _leave(task, lines)
        raise
    if task.done():
        return task.result()
    silent = lines.silent
    _leave(task, lines)
    raise DatabaseSilentError if silent else TimeoutError


def _leave(task: asyncio.Task[Any], lines: Lines) -> None:
    lines.left = True
    _left[task] = lines
    task.add_done_callback(_forget)
    if lines.reaching and not lines.waits:
        return  # a connection being made is worth having: the next one who asks finds it in the pool
    _end(task, lines)


def _end(task: asyncio.Task[Any], lines: Lines) -> None:
    if lines.waits:
        lines.cut()  # cancelling would wait for ten seconds
    elif not task.cancelling():  # once more, and it would not wait for its session to close
        task.cancel()


def _forget(task: asyncio.Task[Any]) -> None:
    del _left[task]
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not complain of it


async def end_what_was_left() -> None:
    """End what this loop's work has left behind, before the pool it gives its connections back to is closed."""
    loop = asyncio.get_running_loop()
    left = {task: lines for task, lines in _left.items() if task.get_loop() is loop}
    for task, lines in left.items():
        _end(task, lines)
    if left:
        await asyncio.wait(left, timeout=ENDED)


def check_waited_for() -> None:
    """Raise DatabaseSilentError where the work that calls this has been left behind."""
    lines = _lines.get()
    if lines is not None and lines.left:
        raise DatabaseSilentError


@contextmanager
def reaching() -> Iterator[None]:
    """While the block lasts, the work at hand waits for a connection."""
    lines = _lines.get() or Lines()
    lines.reaching += 1
    try:
        yield
    finally:
        lines.reaching -= 1


async def connect(*args: Any, **options: Any) -> psycopg.AsyncConnection[Any]:
    """A new connection, known to the work that asked for it."""
    with reaching():
        connection = await psycopg.AsyncConnection.connect(*args, **options)
    lines = _lines.get()
    if lines is not None:
        lines.held.add(connection)
    return connection


def cut_after(connection: psycopg.AsyncConnection[Any], seconds: float) -> asyncio.TimerHandle:
    """Cut the line in so many seconds, unless the handle is cancelled before."""
    return asyncio.get_running_loop().call_later(seconds, _cut, connection)


def taken(adapted: Any, _record: object, _proxy: object) -> None:
    """SQLAlchemy's event `checkout`: the work at hand has this connection."""
    lines = _lines.get()
    if lines is not None:
        lines.held.add(adapted.driver_connection)


def given_back(adapted: Any, _record: object) -> None:
    """SQLAlchemy's event `checkin`; an invalidated connection is none any more."""
    lines = _lines.get()
    if lines is not None and adapted is not None:
        lines.held.discard(adapted.driver_connection)


def _waits(connection: psycopg.AsyncConnection[Any]) -> bool:
    return connection.pgconn.transaction_status == TransactionStatus.ACTIVE


def _cut(connection: psycopg.AsyncConnection[Any]) -> None:
    """End the line at this end: whoever waits on it reads its end. Closing it would leave them waiting for ever."""
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)
