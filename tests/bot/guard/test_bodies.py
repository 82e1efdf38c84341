"""What gets in: every body under a good token, with the exact status it is met with."""

from __future__ import annotations

import gzip
import json
from typing import Any

from sqlalchemy import func, select

from bot.guard import LARGEST
from bot.guard.reading import DEEPEST
from storage.database import Store
from storage.schema import Inbox
from tests.bot.conftest import BOT, Signed, personal
from tests.fake_channel import FakeTeams

Change = dict[str, Any]
Body = Change | bytes
"""What differs from a good question, or the whole body."""

GONE: Any = object()
"""A field left out."""


def without_gone(part: Change) -> Change:
    return {name: value for name, value in part.items() if value is not GONE}


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def mention(**change: Any) -> Change:
    return without_gone({"type": "mention", "mentioned": BOT, "text": "<at>Sagspuls</at>"} | change)


def update(**change: Any) -> Change:
    """An event from a conversation of Anna's."""
    return {"type": "conversationUpdate", "text": GONE} | change


def filled(size: int) -> bytes:
    """A question of exactly so many bytes."""
    bare = len(json.dumps(padded(0)))
    return json.dumps(padded(size - bare)).encode()


def padded(letters: int) -> Change:
    return personal(FakeTeams(url="http://127.0.0.1:1/"), id="m-edge", text="x" * letters)


QUESTIONS: dict[str, tuple[int, Body]] = {
    "a question": (200, {}),
    "without a text": (200, {"text": None}),
    "without a text field": (200, {"text": GONE}),
    "with fields nobody knows": (200, {"locale": "da-DK", "rawTimestamp": "x", "callerId": 7, "x": {"y": [1]}}),
    "with emoji and half a character": (200, {"text": "👩‍👩‍👧 æøå \ud800"}),
    "with a NUL": (200, {"text": "hej\x00hej"}),
    "with marks that turn the writing round": (200, {"text": "\u202ehej\u200b"}),
    "with attachments": (200, {"attachments": [{"contentType": "text/html", "content": "<p>hej</p>"}]}),
    "with attachments nobody knows": (200, {"attachments": [{"contentType": 7}, None, "x"]}),
    "with attachments that are no list": (200, {"attachments": {"a": 1}}),
    "with a text that is a list": (200, {"text": ["hej"]}),
    "with a text that is an object": (200, {"text": {"a": 1}}),
    "with a text that is a number": (200, {"text": 7}),
    "with a text that is true": (200, {"text": True}),
    "with a mention": (200, {"entities": [mention()]}),
    "with a mention of nobody": (200, {"entities": [mention(mentioned=GONE)]}),
    "with a mention without an id": (200, {"entities": [mention(mentioned={"name": "Sagspuls"})]}),
    "with a mention whose id is a number": (200, {"entities": [mention(mentioned={"id": 7})]}),
    "with a mention that is a text": (200, {"entities": [mention(mentioned="28:bot")]}),
    "with a mention whose text is a list": (200, {"entities": [mention(text=["x"])]}),
    "with a mention whose name is a number": (200, {"entities": [mention(mentioned=BOT | {"name": 7})]}),
    "with an entity nobody knows": (200, {"entities": [{"type": "clientInfo", "locale": "da-DK", "country": "DK"}]}),
    "with an entity that is a text": (200, {"entities": ["mention"]}),
    "with an entity that is null": (200, {"entities": [None, mention()]}),
    "with entities that are an object": (200, {"entities": {"type": "mention"}}),
    "with entities that are a text": (200, {"entities": "mention"}),
    "with members that are odd": (200, {"membersAdded": "28:bot", "membersRemoved": [None]}),
    "with a name that is a list": (200, {"name": ["x"]}),
    "with an action that is a number": (200, {"action": 7}),
    "with a channel that is a text": (200, {"channelData": {"tenant": {"id": "kommunen"}, "channel": "x"}}),
    "with settings that are a text": (200, {"channelData": {"tenant": {"id": "kommunen"}, "settings": "x"}}),
    "with an event type that is a number": (200, {"channelData": {"tenant": {"id": "kommunen"}, "eventType": 7}}),
    "with a team whose name is a number": (200, {"channelData": {"tenant": {"id": "kommunen"}, "team": {"name": 7}}}),
    "with a bot's name that is a list": (200, {"recipient": {"id": "28:bot", "name": ["Sagspuls"]}}),
    "with a timestamp that is a word": (200, {"timestamp": "i går"}),
    "with a timestamp that is a number": (200, {"timestamp": 1700000000}),
    "with a timestamp that is a day": (200, {"timestamp": "2026-11-23"}),
    "with a timestamp outside the calendar": (200, {"timestamp": "0001-01-01T00:00:00+23:59"}),
    "with a localTimestamp that is a week": (200, {"localTimestamp": "2026-W48-1T08:00:00"}),
    "with a localTimestamp of no day": (200, {"localTimestamp": "2026-13-45T99:00:00Z"}),
    "with a form's values": (200, {"value": {"question": "overdue", "slots": {"period": {"from": None}}}}),
    "with a number in a value": (200, {"value": {"n": 1.5}}),
    "with a value that is a text": (200, {"value": "x"}),
    "with a value as deep as allowed": (200, {"value": nested(DEEPEST - 2)}),
    "with the tenant in the conversation alone": (200, {"channelData": {}}),
    "with the tenant in the channel's data alone": (200, {"conversation": {"id": "a:anna"}}),
    "with the tenant in big letters": (200, {"channelData": {"tenant": {"id": "KOMMUNEN"}}}),
    "of an event nobody knows": (200, update(type="madeUpByTeams")),
    "of typing": (200, update(type="typing")),
    "of a reaction": (200, update(type="messageReaction", reactionsAdded=[{"type": "like"}])),
    "of members": (200, update(membersAdded=[{"id": "29:bo"}])),
    "of an event from nobody": (200, update(**{"from": GONE})),
    # no activity
    "empty": (400, b""),
    "half an object": (400, b"{"),
    "a list": (400, b"[]"),
    "null": (400, b"null"),
    "a text": (400, b'"text"'),
    "a number": (400, b"7"),
    "bytes that are no text": (400, b"\xff\xfe"),
    "an empty object": (400, b"{}"),
    "a type alone": (400, b'{"type": "message"}'),
    "two objects": (400, b"{} {}"),
    "lists without end": (400, b"[" * 100_000),
    "objects without end": (400, b'{"a":' * 40_000),
    "a number that is none": (400, b'{"type": NaN}'),
    "a number without end": (400, b'{"value": ' + b"9" * 5000 + b"}"),
    "xml": (400, b"<activity/>"),
    "a form": (400, b"type=message&text=hej"),
    "what is packed, and does not say so": (400, gzip.compress(b"{}")),
    "type missing": (400, {"type": GONE}),
    "type null": (400, {"type": None}),
    "type a number": (400, {"type": 7}),
    "type a list": (400, {"type": ["message"]}),
    "type empty": (400, {"type": ""}),
    "type long": (400, {"type": "x" * 101}),
    "id missing": (400, {"id": GONE}),
    "id a number": (400, {"id": 7}),
    "id empty": (400, {"id": ""}),
    "id long": (400, {"id": "x" * 201}),
    "serviceUrl missing": (400, {"serviceUrl": GONE}),
    "serviceUrl null": (400, {"serviceUrl": None}),
    "serviceUrl empty": (400, {"serviceUrl": ""}),
    "serviceUrl a list": (400, {"serviceUrl": ["http://localhost/"]}),
    "serviceUrl long": (400, {"serviceUrl": "https://smba.trafficmanager.net/" + "x" * 1000}),
    "conversation missing": (400, {"conversation": GONE}),
    "conversation a text": (400, {"conversation": "19:conv"}),
    "conversation empty": (400, {"conversation": {}}),
    "conversation without an id's letters": (400, {"conversation": {"id": ""}}),
    "conversation's id long": (400, {"conversation": {"id": "x" * 401}}),
    "conversation's kind a number": (400, {"conversation": {"id": "a", "conversationType": 7}}),
    "conversation's group a word": (400, {"conversation": {"id": "a", "isGroup": "ja"}}),
    "conversation's tenant a number": (400, {"conversation": {"id": "a", "tenantId": 7}}),
    "from missing": (400, {"from": GONE}),
    "from a text": (400, {"from": "Anna"}),
    "from without an id": (400, {"from": {"name": "Anna"}}),
    "from's id a number": (400, {"from": {"id": 7}}),
    "from's Entra id an object": (400, {"from": {"id": "29:u", "aadObjectId": {"$ne": None}}}),
    "recipient missing": (400, {"recipient": GONE}),
    "recipient a list": (400, {"recipient": []}),
    "channelId missing": (400, {"channelId": GONE}),
    "channelId a number": (400, {"channelId": 7}),
    "channelId empty": (400, {"channelId": ""}),
    "channelData a text": (400, {"channelData": "team"}),
    "team a text": (400, {"channelData": {"team": "Team Nord"}}),
    "team's id a number": (400, {"channelData": {"team": {"id": 7}}}),
    "tenant a text": (400, {"channelData": {"tenant": "kommunen"}}),
    "tenant's id a list": (400, {"channelData": {"tenant": {"id": ["kommunen"]}}}),
    "a value too deep": (400, {"value": nested(DEEPEST)}),
    "an infinite number": (400, {"value": {"n": 1e999}}),
    "an event's members a text": (400, update(membersAdded="28:bot")),
    "an event's members null": (400, update(membersRemoved=[None])),
    "an event's timestamp a word": (400, update(timestamp="i går")),
    "an event's channel a text": (400, update(channelData={"channel": "x"})),
    "an event's type of event a number": (400, update(channelData={"eventType": 7})),
    # where it is not from
    "channelId webchat": (401, {"channelId": "webchat"}),
    "channelId emulator": (401, {"channelId": "emulator"}),
    "channelId in big letters": (401, {"channelId": "MSTEAMS"}),
    "a foreign tenant": (403, {"channelData": {"tenant": {"id": "nabokommunen"}}, "conversation": {"id": "a:anna"}}),
    "a foreign tenant in the conversation": (403, {"conversation": {"id": "a:anna", "tenantId": "nabokommunen"}}),
    "a foreign tenant in the channel's data": (403, {"channelData": {"tenant": {"id": "nabokommunen"}}}),
    "no tenant": (403, {"channelData": {}, "conversation": {"id": "a:anna"}}),
    "a tenant without an id": (403, {"channelData": {"tenant": {}}, "conversation": {"id": "a:anna"}}),
    "a service URL on a foreign host": (403, {"serviceUrl": "https://smba.example/emea/"}),
    "a service URL within the network": (403, {"serviceUrl": "http://169.254.169.254/"}),
    "a service URL that begins like ours": (403, {"serviceUrl": "http://127.0.0.1.example/"}),
    "a service URL with a name before the host": (403, {"serviceUrl": "http://127.0.0.1@evil.example/"}),
    "a service URL of a file": (403, {"serviceUrl": "file:///etc/passwd"}),
    # too big
    "one byte too many": (413, filled(LARGEST + 1)),
    "far too big": (413, b" " * (4 * LARGEST)),
}


def test_the_table_is_long_enough() -> None:
    assert len(QUESTIONS) >= 80


async def test_every_body_is_met_with_its_status(signed: Signed, teams: FakeTeams, store: Store) -> None:
    got = {name: await status_of(signed, teams, body) for name, (_, body) in QUESTIONS.items()}
    assert got == {name: status for name, (status, _) in QUESTIONS.items()}
    answered = sum(status == 200 and asks(body) for status, body in QUESTIONS.values())
    await teams.shows(answered, seconds=60)
    async with store.working() as session:
        kept = await session.scalar(select(func.count()).select_from(Inbox))
    told = [body for status, body in QUESTIONS.values() if status == 200 and isinstance(body, dict)]
    assert kept == answered + sum(body.get("type") == "conversationUpdate" for body in told)


async def status_of(signed: Signed, teams: FakeTeams, body: Body) -> int:
    raw = body if isinstance(body, bytes) else json.dumps(whole(teams, body)).encode()
    # A token for the body's own address, so that it is the address itself that is refused.
    told = body.get("serviceUrl") if isinstance(body, dict) else None
    status, _ = await signed.send(raw, signed.cloud.token(told if isinstance(told, str) and told else teams.url))
    return status


def whole(teams: FakeTeams, change: Change) -> Change:
    """In a conversation of its own: nobody's answers wait for another's."""
    activity = personal(teams)
    activity["conversation"]["id"] = f"a:{activity['id']}"
    return without_gone(activity | change)


def asks(body: Body) -> bool:
    return isinstance(body, dict) and body.get("type", "message") == "message"


async def test_a_body_of_256_kb_is_still_taken(signed: Signed) -> None:
    largest = filled(LARGEST)
    assert len(largest) == LARGEST
    status, _ = await signed.send(largest, signed.cloud.token("http://127.0.0.1:1/"))
    assert status == 200


async def test_anything_but_json_is_415(signed: Signed, teams: FakeTeams) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "text/json", ""):
        status, _ = await signed.send(personal(teams), signed.cloud.token(teams.url), **{"Content-Type": kind})
        assert status == 415, kind


async def test_a_good_token_is_no_good_for_a_packed_body(signed: Signed, teams: FakeTeams) -> None:
    packed = gzip.compress(json.dumps(personal(teams)).encode())
    status, _ = await signed.send(packed, signed.cloud.token(teams.url), **{"Content-Encoding": "gzip"})
    assert status == 415
