"""The edge: closes slow and silent connections before there are too many of them.

aiohttp sets no limit on the time of a request's head, and keeps an idle connection for an hour. Here a head must end
within `Bounds.head`, and when `Bounds.connections` are open the one that has been silent longest makes room. Bodies are
not unpacked: compressed ones are refused, so that they cannot cost their unpacked size.
"""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import web

from bot.logs import AccessLogger


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a connection may cost."""

    head: float = 10.0
    """Seconds from a connection, or the first byte of its next head, to the end of that head."""
    idle: float = 130.0
    """Seconds a connection is kept for the next request; longer than proxies keep theirs, so that they close first."""
    connections: int = 500
    """Connections open at once: half the usual limit of a process, since the database and the channel need some too."""


def make_runner(app: web.Application, *, shutdown_timeout: float, bounds: Bounds | None = None) -> web.AppRunner:
    """The runner of an application made with the middleware `watched`; its sites are `Site`s."""
    return web.AppRunner(
        app,
        access_log_class=AccessLogger,
        shutdown_timeout=shutdown_timeout,
        keepalive_timeout=(bounds or Bounds()).idle,
        auto_decompress=False,
        lingering_time=2.0,
    )


@dataclass
class Connections:
    """The open connections of one site: `busy` with a request under way, and `quiet`, the longest silent first."""

    bounds: Bounds
    quiet: OrderedDict[Connection, None] = field(default_factory=OrderedDict)
    busy: set[Connection] = field(default_factory=set)

    def make_room(self) -> bool:
        """Whether one more connection may stay; closes the longest silent one if that is needed."""
        if len(self.quiet) + len(self.busy) < self.bounds.connections:
            return True
        if not self.quiet:
            return False
        next(iter(self.quiet)).abort()
        return True

    def forget(self, connection: Connection) -> None:
        self.quiet.pop(connection, None)
        self.busy.discard(connection)


class Connection(asyncio.Protocol):
    """One connection: hands everything to aiohttp's own protocol, and keeps the time."""

    def __init__(self, inner: web.RequestHandler, connections: Connections) -> None:
        self._inner = inner
        self._connections = connections
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        stays = self._connections.make_room()
        self._connections.quiet[self] = None
        self._inner.connection_made(self._transport)
        self._expect_head()
        if not stays:
            self.abort()

    def data_received(self, data: bytes) -> None:
        if self in self._connections.quiet and self._deadline is None:
            self._expect_head()
        self._inner.data_received(data)

    def eof_received(self) -> None:
        self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._connections.forget(self)
        self._inner.connection_lost(exc)

    def begin(self) -> None:
        """A whole head has come: its request is under way."""
        self._stop_waiting()
        self._connections.quiet.pop(self, None)
        self._connections.busy.add(self)

    def end(self) -> None:
        """The request has been answered; another may come."""
        if self in self._connections.busy:
            self._connections.busy.discard(self)
            self._connections.quiet[self] = None

    def abort(self) -> None:
        """Close at once, whatever is still to be sent."""
        self._connections.forget(self)
        if self._transport is not None:
            self._transport.abort()

    def _expect_head(self) -> None:
        seconds = self._connections.bounds.head
        self._deadline = asyncio.get_running_loop().call_later(seconds, self.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Site(web.BaseSite):
    """A listening socket whose connections are bounded."""

    def __init__(self, runner: web.AppRunner, listener: socket.socket, bounds: Bounds | None = None) -> None:
        super().__init__(runner)
        self._listener = listener
        self.connections = Connections(bounds or Bounds())

    @property
    def name(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}"

    async def start(self) -> None:
        """Listen from now on."""
        await super().start()
        make = cast("web.Server", self._runner.server)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Connection(make(), self.connections), sock=self._listener, backlog=self._backlog
        )


@web.middleware
async def watched(request: web.Request, handler: Callable[[web.Request], Awaitable[Any]]) -> Any:
    """Tell the connection when a request of it is under way."""
    protocol = request.transport.get_protocol() if request.transport is not None else None
    if not isinstance(protocol, Connection):
        return await handler(request)
    protocol.begin()
    try:
        return await handler(request)
    finally:
        protocol.end()
