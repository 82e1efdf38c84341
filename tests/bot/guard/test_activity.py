"""The activity: what is kept of it, and that nothing that arrives breaks its reading."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import guard
from bot.adapter import as_activity
from bot.app import kept
from bot.guard.reading import check
from bot.turn import Turn, spoken
from storage.rules.sending.service_urls import ServiceUrls
from tests.bot.conftest import personal
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


def test_an_odd_part_is_dropped_and_the_good_ones_beside_it_stay() -> None:
    mention = {"type": "mention", "mentioned": {"id": "28:bot", "name": 7}, "text": "<at>Sagspuls</at>"}
    odd = ["mention", None, {"type": "mention", "mentioned": {"name": "Bo"}}, mention]
    kept = check(body(entities=odd, text=["hej"], channelData={"team": {"id": "19:t", "name": 7}}), HERE).as_json()
    assert kept["entities"] == [{"type": "mention", "mentioned": {"id": "28:bot"}, "text": "<at>Sagspuls</at>"}]
    assert kept["channelData"] == {"team": {"id": "19:t"}}
    assert "text" not in kept


@pytest.mark.parametrize("part", ["channel", "settings", "eventType"])
def test_an_odd_part_leaves_a_question_alone_but_not_an_event(part: str) -> None:
    assert status_of(body(channelData={part: 7})) == 200
    assert status_of(body(type="invoke", channelData={part: 7})) == 200
    assert status_of(body(type="conversationUpdate", channelData={part: 7})) == 400


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


@given(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, max_size=4))
def test_whatever_is_let_in_can_be_read_by_everybody_after(change: dict[str, Any]) -> None:
    try:
        received = check(body(**change), HERE)
    except guard.RequestRefusedError:
        return
    turn = Turn(as_activity(json.loads(json.dumps(kept(received)))))
    assert turn.conversation_id
    assert turn.address.service_url == received.service_url
    assert turn.seen.kind in {"personal", "channel", "group"}
    assert isinstance(spoken(turn.activity), str)
    assert turn.bot_among(turn.activity.members_added) in {True, False}


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(raw: bytes) -> None:
    assert status_of(raw) in {400, 403}
