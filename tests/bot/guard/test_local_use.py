"""The guard in local use: no token, but nobody from elsewhere, nothing too large and nothing packed."""

from __future__ import annotations

import gzip
import json
import logging
from typing import Any

import aiohttp
import pytest

from bot.guard import LARGEST
from tests.bot.conftest import Caller, StandIn, personal
from tests.fake_channel import FakeTeams


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json", "Host": "evil.example"}, 403),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
    ],
)
async def test_a_web_page_cannot_speak_to_the_bot(
    caller: Caller, teams: FakeTeams, headers: dict[str, str], status: int
) -> None:
    raw = json.dumps(personal(teams)).encode()
    async with caller.session.post(caller.url + "/api/messages", data=raw, headers=headers) as response:
        assert response.status == status


async def test_too_large_is_413_told_or_not(caller: Caller, teams: FakeTeams) -> None:
    large = personal(teams, "x" * LARGEST)
    assert await caller.post(large) == 413

    async def in_pieces() -> Any:
        for _ in range(20):
            yield b" " * 20_000

    headers = {"Content-Type": "application/json"}
    async with caller.session.post(caller.url + "/api/messages", data=in_pieces(), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize("raw", [b"no gzip at all", gzip.compress(b" " * 20_000_000)])
async def test_compressed_bodies_are_refused_unopened(
    caller: Caller, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    url = caller.url + "/api/messages"
    with caplog.at_level(logging.DEBUG):
        async with aiohttp.ClientSession() as session, session.post(url, data=raw, headers=headers) as response:
            assert response.status == 415
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("path", ["/api/messages", "/", "/health/../x"])
async def test_other_ways_in_do_not_exist(caller: Caller, path: str) -> None:
    status, _ = await caller.get(path)
    assert status in {404, 405}


@pytest.mark.parametrize("text", ["hej\x00hej", "\ud800", "👩‍👩‍👧 æøå", "\u202e\u200b"])
async def test_odd_characters_are_taken_in_and_answered(
    caller: Caller, teams: FakeTeams, desk: StandIn, text: str
) -> None:
    assert await caller.post(personal(teams, text)) == 200
    await teams.shows(1)
