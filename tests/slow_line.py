"""A line to PostgreSQL that goes bad as told: the bot speaks TCP with it, and it passes on to the server's socket."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from sqlalchemy import URL

ASKS_FOR_ENCRYPTION = {80877103, 80877104}
"""The codes of SSLRequest and GSSENCRequest."""
LAG = 0.2
OF_THE_BOT = "over the line"
"""The name under which the server knows who comes this way."""


class Fault(Enum):
    """What the line does. SAYS_… are words of a server that lets nobody in, to connections old and new."""

    NONE = "passes all on"
    BLACK_HOLE = "takes all and passes nothing on, either way"
    HALF_OPEN = "passes nothing on of new connections, and ends the old ones"
    SLOW = "holds each packet for a fifth of a second"
    REFUSE = "ends each connection at once"
    SAYS_FULL = "53300"
    SAYS_STARTING = "57P03"
    CUT_BEFORE_COMMIT = "ends a connection that commits, its COMMIT lost"
    CUT_AFTER_COMMIT = "ends a connection that commits, the server's word lost"
    SILENT_COMMIT = "takes COMMITs and passes neither them nor anything after them on"


@dataclass(eq=False)
class Line:
    """The proxy; `fault` may be set at any moment. `commits` counts the COMMITs that a fault has met."""

    url: URL
    fault: Fault = Fault.NONE
    commits: int = 0
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _dead: set[asyncio.StreamWriter] = field(default_factory=set)

    def goes(self, fault: Fault) -> None:
        """From now on; faults that end connections end those that there are."""
        self.fault = fault
        if fault in {Fault.HALF_OPEN, Fault.REFUSE, Fault.SAYS_FULL, Fault.SAYS_STARTING}:
            self.end_all()

    def heals(self) -> None:
        """Whatever was silent is gone: nobody answers on those connections any more."""
        if self.fault in {Fault.BLACK_HOLE, Fault.HALF_OPEN, Fault.SILENT_COMMIT}:
            self.end_all()
        self.fault = Fault.NONE

    def end_all(self) -> None:
        for writer in list(self._writers):
            _end(writer)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, socket: Path) -> None:
        if self.fault is Fault.REFUSE:
            _end(writer)
            return
        if self.fault in {Fault.SAYS_FULL, Fault.SAYS_STARTING}:
            await _refuse(reader, writer, self.fault.value)
            return
        onward_reader, onward = await asyncio.open_unix_connection(socket)
        both = {writer, onward}
        self._writers |= both
        if self.fault is Fault.HALF_OPEN:
            self._dead |= both
        try:
            await asyncio.gather(
                self._pass(reader, onward, writer, asks=True), self._pass(onward_reader, writer, onward, asks=False)
            )
        finally:
            self._writers -= both
            self._dead -= both
            for one in both:
                _end(one)

    async def _pass(
        self, reader: asyncio.StreamReader, to: asyncio.StreamWriter, back: asyncio.StreamWriter, *, asks: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while packet := await reader.read(65536):
                if self.fault is Fault.SLOW:
                    await asyncio.sleep(LAG)
                if asks and b"COMMIT" in packet and await self._meets_commit(packet, to, back):
                    continue
                if self.fault is Fault.BLACK_HOLE or to in self._dead:
                    continue
                to.write(packet)
                await to.drain()
        _end(to)

    async def _meets_commit(self, packet: bytes, to: asyncio.StreamWriter, back: asyncio.StreamWriter) -> bool:
        """Whether a fault has taken the COMMIT."""
        if self.fault not in {Fault.CUT_BEFORE_COMMIT, Fault.CUT_AFTER_COMMIT, Fault.SILENT_COMMIT}:
            return False
        self.commits += 1
        if self.fault is Fault.SILENT_COMMIT:
            self._dead |= {to, back}
            return True
        if self.fault is Fault.CUT_AFTER_COMMIT:
            self._dead.add(back)  # the server's word is not passed on
            to.write(packet)
            await to.drain()
            await asyncio.sleep(0.05)
        _end(back)
        _end(to)
        return True


def _end(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, state: str) -> None:
    """Say, in PostgreSQL's words, why nobody is let in."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while True:
            length, code = struct.unpack("!ii", await reader.readexactly(8))
            if code not in ASKS_FOR_ENCRYPTION:
                break
            writer.write(b"N")
        await reader.readexactly(length - 8)
        fields = b"SFATAL\0VFATAL\0C" + state.encode() + b"\0Msorry, as told by the test\0\0"
        writer.write(b"E" + struct.pack("!i", len(fields) + 4) + fields)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def line_to(database: URL) -> AsyncIterator[Line]:
    """A line to a database of the tests' own server, good until told otherwise."""
    folder = database.query["host"]
    assert isinstance(folder, str)
    socket = Path(folder) / ".s.PGSQL.5432"
    line = Line(database)
    meeting: set[asyncio.Task[None]] = set()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        meeting.add(task)
        try:
            await line.meet(reader, writer, socket)
        except asyncio.CancelledError:
            return
        finally:
            meeting.discard(task)

    listener = await asyncio.start_server(meet, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    line.url = database.set(host="127.0.0.1", port=port, query={"application_name": OF_THE_BOT})
    try:
        yield line
    finally:
        listener.close()
        line.end_all()
        for task in list(meeting):
            task.cancel()
        await asyncio.gather(*meeting, return_exceptions=True)
