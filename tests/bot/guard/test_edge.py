"""The edge: whoever takes their time, or says nothing, is shown out, and nobody else notices."""

from __future__ import annotations

import asyncio
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.guard import Limits
from bot.guard.edge import Bounds
from storage.database import Store
from tests.bot.conftest import Signed, StandIn, bot, in_teams, personal, soon
from tests.fake_channel import FakeTeams
from tests.fake_cloud import FakeCloud

HEAD = b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
MANY = 40


@dataclass
class Line:
    """A bare connection to the bot."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def closed(self, seconds: float = 20.0) -> bytes:
        """What was said until the bot closed; raises TimeoutError when it does not."""
        async with asyncio.timeout(seconds):
            try:
                return await self.reader.read()
            except ConnectionError:
                return b""

    async def dribble(self, letters: bytes, pause: float = 0.05) -> None:
        """One byte after another, for as long as somebody listens."""
        for letter in letters:
            if self.writer.transport.is_closing():
                return
            self.writer.write(bytes([letter]))
            await asyncio.sleep(pause)


@asynccontextmanager
async def line(signed: Signed) -> AsyncIterator[Line]:
    port = int(signed.url.rsplit(":", 1)[1])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Line(reader, writer)
    finally:
        writer.transport.abort()


@asynccontextmanager
async def impatient(
    store: Store, desk: StandIn, cloud: FakeCloud, bounds: Bounds, limits: Limits | None = None
) -> AsyncIterator[Signed]:
    async with bot(store, desk, settings=in_teams(cloud), bounds=bounds, limits=limits) as running:
        yield Signed(running.session, running.url, cloud)


async def test_a_head_that_takes_its_time_is_cut_off_and_others_are_answered_meanwhile(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    async with impatient(store, desk, cloud, Bounds(head=1.5)) as signed, AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(line(signed)) for _ in range(MANY)]
        dribbling = [asyncio.create_task(each.dribble(HEAD + b"X-A: " + b"b" * 4000)) for each in lines]
        assert await signed.post(personal(teams)) == 200
        assert await asyncio.gather(*(each.closed() for each in lines)) == [b""] * MANY
        await asyncio.gather(*dribbling)


async def test_a_line_that_says_nothing_is_closed(store: Store, desk: StandIn, cloud: FakeCloud) -> None:
    async with impatient(store, desk, cloud, Bounds(head=0.3)) as signed, line(signed) as silent:
        assert await silent.closed() == b""


async def test_a_line_that_was_good_gets_no_longer_for_its_next_head(
    store: Store, desk: StandIn, cloud: FakeCloud
) -> None:
    async with impatient(store, desk, cloud, Bounds(head=0.5)) as signed, line(signed) as kept:
        for _ in range(2):
            kept.writer.write(b"GET /nothing HTTP/1.1\r\nHost: bot\r\n\r\n")
            assert b" 404 " in await kept.reader.readuntil(b"404: Not Found")
            await asyncio.sleep(1)  # longer than a head may take, but none has been begun
        kept.writer.write(b"GET /nothing HTTP/1.1\r\nHost: b")
        assert await kept.closed() == b""


async def test_empty_lines_before_a_head_are_no_head(store: Store, desk: StandIn, cloud: FakeCloud) -> None:
    async with impatient(store, desk, cloud, Bounds(head=0.5)) as signed, line(signed) as slow:
        dribbling = asyncio.create_task(slow.dribble(b"\r\n\r\n" * 1000))
        assert b"200" not in await slow.closed()
        await dribbling


async def test_a_body_that_takes_its_time_is_408(store: Store, desk: StandIn, cloud: FakeCloud) -> None:
    async with impatient(store, desk, cloud, Bounds(), Limits(body=0.5)) as signed, line(signed) as slow:
        token = cloud.token("http://127.0.0.1/").encode()
        slow.writer.write(HEAD + b"Content-Length: 5000\r\nAuthorization: Bearer " + token + b"\r\n\r\n")
        dribbling = asyncio.create_task(slow.dribble(b" " * 5000))
        assert b" 408 " in await slow.reader.readuntil(b"\r\n")
        await slow.closed()
        await dribbling


async def test_a_body_is_not_waited_for_without_a_good_token(signed: Signed) -> None:
    async with line(signed) as slow:
        slow.writer.write(HEAD + b"Content-Length: 5000\r\nAuthorization: Bearer a.b.c\r\n\r\n")
        assert b" 401 " in await slow.reader.readuntil(b"\r\n")


async def test_a_body_that_is_told_to_be_too_large_is_not_waited_for(signed: Signed) -> None:
    async with line(signed) as slow:
        slow.writer.write(HEAD + b"Content-Length: 262145\r\n\r\n")
        assert b" 413 " in await slow.reader.readuntil(b"\r\n")


async def test_two_tokens_are_none(signed: Signed) -> None:
    good = b"Authorization: Bearer " + signed.cloud.token("http://127.0.0.1/").encode() + b"\r\n"
    async with line(signed) as double:
        double.writer.write(HEAD + b"Content-Length: 2\r\n" + good + b"Authorization: Bearer a.b.c\r\n\r\n{}")
        assert b" 401 " in await double.reader.readuntil(b"\r\n")


async def test_silent_lines_make_room_for_those_that_speak(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    async with impatient(store, desk, cloud, Bounds(head=60, connections=10)) as signed, AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(line(signed)) for _ in range(MANY)]
        assert await asyncio.gather(*(each.closed() for each in lines[: MANY - 10])) == [b""] * (MANY - 10)
        assert await signed.post(personal(teams)) == 200


async def test_a_request_under_way_makes_room_for_nobody(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    async with impatient(store, desk, cloud, Bounds(head=60, connections=3)) as signed, AsyncExitStack() as stack:
        token = cloud.token("http://127.0.0.1/").encode()
        busy = [await stack.enter_async_context(line(signed)) for _ in range(3)]
        for each in busy:
            each.writer.write(HEAD + b"Content-Length: 2\r\nAuthorization: Bearer " + token + b"\r\n\r\n{")
        await asyncio.sleep(0.5)
        one_more = await stack.enter_async_context(line(signed))
        assert await one_more.closed() == b""
        for each in busy:
            each.writer.write(b"}")
            assert b" 400 " in await each.reader.readuntil(b"\r\n")


def bomb(size: int) -> bytes:
    """Zeros that unpack to `size` bytes, a thousandth of it when packed."""
    packer = zlib.compressobj(level=9, wbits=31)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)), packer.flush()])


async def test_what_is_packed_is_never_unpacked(signed: Signed, teams: FakeTeams) -> None:
    token, packed = signed.cloud.token(teams.url), bomb(100_000_000)
    for coding in ("gzip", "deflate", "br", "gzip, gzip", "x-unknown"):
        status, _ = await signed.send(b"no packed body", token, **{"Content-Encoding": coding})
        assert status == 415, "it has been looked into"
    tracemalloc.start()
    try:
        status, _ = await signed.send(packed, token, **{"Content-Encoding": "gzip"})
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert status == 415
    assert most < 5_000_000


ODD_HEADS = {
    "no version": b"POST /api/messages\r\n\r\n",
    "another language": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a long address": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    "a long line": HEAD + b"X-A: " + b"b" * 20_000 + b"\r\n\r\n",
    "too many lines": HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(1000)) + b"\r\n",
    "two lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length below nothing": HEAD + b"Content-Length: -1\r\n\r\n",
    "a length and pieces": HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a piece of no size": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a line that goes on": HEAD + b"X-A: a\r\n b\r\n\r\n",
    "a NUL": HEAD + b"X-A: a\x00b\r\n\r\n",
}


async def test_odd_heads_are_refused(signed: Signed) -> None:
    told = {}
    for name, head in ODD_HEADS.items():
        async with line(signed) as odd:
            odd.writer.write(head)
            odd.writer.write_eof()
            told[name] = (await odd.closed())[:10]
    assert [name for name, said in told.items() if said not in {b"HTTP/1.0 4", b"HTTP/1.1 4", b""}] == []


async def test_whose_line_breaks_in_the_middle_of_a_body_breaks_nothing_here(
    signed: Signed, teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    bearer = f"Authorization: Bearer {signed.cloud.token(teams.url)}\r\n".encode()
    async with line(signed) as cut:
        cut.writer.write(HEAD + bearer + b"Content-Length: 500\r\nExpect: 100-continue\r\n\r\n")
        await cut.reader.readuntil(b"100 Continue\r\n\r\n")  # the body is waited for
        cut.writer.write(b'{"type":')

    async def is_counted() -> bool:
        return 'sagspuls_refused_total{status="400"} 1.0' in (await signed.get("/metrics"))[1]

    await soon(is_counted, seconds=30)
    assert "Error handling request" not in caplog.text
