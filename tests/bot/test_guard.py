"""The guard: whatever arrives, the bot refuses it with the right status and never breaks."""

from __future__ import annotations

import gzip
import json
import logging
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import guard
from bot.guard.reading import DEEPEST, check
from storage.rules.service_urls import ServiceUrls
from tests.bot.conftest import Caller, StandIn, personal
from tests.fake_channel import FakeTeams

HERE = ServiceUrls(local=True)
LOOPBACK = FakeTeams(url="http://localhost:56150/_connector")


def body(**change: Any) -> bytes:
    return json.dumps(personal(LOOPBACK) | change).encode()


def status_of(raw: bytes) -> int:
    try:
        check(raw, HERE)
    except guard.RequestRefusedError as refused:
        return refused.status
    return 200


def test_an_activity_of_teams_passes_and_names_and_attachments_stay_outside() -> None:
    activity = personal(LOOPBACK, attachments=[{"contentType": "text/html", "content": "<p>hej</p>"}])
    kept = check(json.dumps(activity).encode(), HERE).as_json()
    assert kept["text"] == "hej"
    assert kept["from"] == {"id": "29:anna", "aadObjectId": "anna-entra"}
    assert kept["recipient"]["name"] == "Sagspuls"
    assert "attachments" not in kept


def test_the_smallest_practical_activity_passes() -> None:
    smallest = {
        "type": "message",
        "id": "m1",
        "serviceUrl": "http://127.0.0.1:9800/",
        "channelId": "msteams",
        "from": {"id": "29:u"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "19:conv"},
        "text": "hi",
    }
    assert status_of(json.dumps(smallest).encode()) == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"\xff\xfe",
        b"{}",
        b'{"type": "message"}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"type": NaN}',
        b'{"value": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_no_activity_is_400(raw: bytes) -> None:
    assert status_of(raw) == 400


@pytest.mark.parametrize(
    "change",
    [
        {"type": None},
        {"type": 7},
        {"type": ""},
        {"id": None},
        {"id": 7},
        {"id": "x" * 201},
        {"serviceUrl": None},
        {"serviceUrl": ""},
        {"serviceUrl": ["http://localhost/"]},
        {"conversation": None},
        {"conversation": "19:conv"},
        {"conversation": {}},
        {"conversation": {"id": ""}},
        {"conversation": {"id": "x" * 401}},
        {"conversation": {"id": "a", "isGroup": "ja"}},
        {"from": None},
        {"from": "Anna"},
        {"from": {"id": 7}},
        {"from": {"id": "29:u", "aadObjectId": {"$ne": None}}},
        {"recipient": None},
        {"recipient": []},
        {"channelId": 7},
        {"text": ["hej"]},
        {"text": {"a": 1}},
        {"entities": {"type": "mention"}},
        {"entities": ["mention"]},
        {"entities": [{"type": "mention", "mentioned": "28:bot"}]},
        {"membersAdded": "28:bot"},
        {"membersAdded": [None]},
        {"channelData": "team"},
        {"channelData": {"team": "Team Nord"}},
        {"channelData": {"team": {"name": 7}}},
        {"timestamp": "i går"},
        {"timestamp": 1700000000},
        {"localTimestamp": "2026-13-45T99:00:00Z"},
        {"localTimestamp": "20261123"},
        {"timestamp": "2026-11-23"},
        {"timestamp": "2026-W48-1T08:00:00"},
        {"timestamp": "0001-01-01T00:00:00+23:59"},
        {"localTimestamp": "9999-12-31T23:59:59-05:00"},
        {"value": {"n": 1e999}},
    ],
)
def test_a_wrong_type_anywhere_we_read_is_400(change: dict[str, Any]) -> None:
    assert status_of(body(**change)) == 400


def test_a_deep_value_is_400_and_a_card_form_is_not() -> None:
    deep: Any = "x"
    for _ in range(DEEPEST):
        deep = [deep]
    assert status_of(body(value=deep)) == 400
    assert status_of(body(value={"question": "overdue", "slots": {"period": {"from": None}}})) == 200


@pytest.mark.parametrize(
    "url", ["https://smba.example/emea/", "http://169.254.169.254/", "http://localhost.example/", "file:///etc/passwd"]
)
def test_a_service_url_elsewhere_is_403(url: str) -> None:
    assert status_of(body(serviceUrl=url)) == 403


def test_an_event_without_an_id_is_known_by_its_content() -> None:
    first = check(body(type="conversationUpdate", id=None), HERE)
    again = check(body(type="conversationUpdate", id=None), HERE)
    later = check(body(type="conversationUpdate", id=None, timestamp="2026-11-23T09:00:00Z"), HERE)
    assert first.key == again.key != later.key


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
FIELDS = [*personal(LOOPBACK), "entities", "membersAdded", "value", "name", "action"]


@given(ANY_JSON)
def test_any_json_is_an_activity_or_refused(value: Any) -> None:
    assert status_of(json.dumps(value).encode()) in {200, 400, 403}


@given(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, max_size=4))
def test_an_activity_with_any_field_changed_is_taken_or_refused(change: dict[str, Any]) -> None:
    assert status_of(body(**change)) in {200, 400, 403}


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(raw: bytes) -> None:
    assert status_of(raw) in {400, 403}


# --- over the wire ---


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
    large = personal(teams, "x" * guard.LARGEST)
    assert await caller.post(large) == 413

    async def in_pieces() -> Any:
        for _ in range(20):
            yield b" " * 20_000

    headers = {"Content-Type": "application/json"}
    async with caller.session.post(caller.url + "/api/messages", data=in_pieces(), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize("raw", [b"no gzip at all", gzip.compress(b" " * 20_000_000)])
async def test_compressed_bodies_are_refused_without_a_traceback(
    caller: Caller, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    url = caller.url + "/api/messages"
    with caplog.at_level(logging.DEBUG):
        async with aiohttp.ClientSession() as session, session.post(url, data=raw, headers=headers) as response:
            assert response.status in {400, 415}
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
