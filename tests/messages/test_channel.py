"""The way out: every way a channel can fail becomes exactly one Outcome."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from messages.channel import (
    LARGEST,
    Address,
    Channel,
    Permanent,
    Retry,
    Sent,
    Uncertain,
    open_channel,
    standing_alone,
)
from messages.literal import seen
from messages.message import Message
from storage.rules.sending.service_urls import ServiceUrls
from tests.fake_channel import FakeTeams, accept_then_fail, fake_teams, hang, refuse, reset, throttle

HERE = ServiceUrls(local=True)
HELLO = Message("Hej", None, {})
CARD: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Hej"}]}
THREAD = "19:nord@thread.tacv2;messageid=1700000000000"


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    # Time enough for a busy machine: only the test of an answer that never comes waits for it to pass.
    async with open_channel(HERE, seconds=10) as opened:
        yield opened


def address(teams: FakeTeams, conversation: str = "19:nord") -> Address:
    return Address(teams.url, conversation, "28:bot", "msteams", "kommunen")


async def test_a_message_arrives_as_plain_text_and_its_activity_id_comes_back(
    teams: FakeTeams, channel: Channel
) -> None:
    outcome = await channel.post(address(teams), HELLO)
    assert outcome == Sent("posted-1")
    assert teams.posts[0].activity["text"] == "Hej"
    assert teams.posts[0].activity["textFormat"] == "plain"
    assert teams.posts[0].activity["conversation"] == {"id": "19:nord", "tenantId": "kommunen"}


async def test_a_card_stands_under_its_text(teams: FakeTeams, channel: Channel) -> None:
    await channel.post(address(teams), Message("Hej", CARD, {}))
    posted = teams.posts[0].activity
    assert (posted["text"], posted["textFormat"], posted["summary"]) == ("Hej", "plain", "Hej")
    assert posted["attachments"] == [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]


def test_a_card_that_takes_anothers_place_brings_its_text_along() -> None:
    card = standing_alone(Message("Sag 2026-1_a_ har *ingen* frister", CARD, {}))
    assert card is not None
    assert card["body"][0]["type"] == "RichTextBlock", "Markdown would make it slanted"
    assert seen(card["body"][0]) == "Sag 2026-1_a_ har *ingen* frister"
    assert card["body"][1:] == CARD["body"]
    assert standing_alone(HELLO) is None


async def test_a_message_too_large_for_teams_goes_out_as_its_text(teams: FakeTeams, channel: Channel) -> None:
    large = {**CARD, "body": [{"type": "TextBlock", "text": "x" * LARGEST}]}
    assert isinstance(await channel.post(address(teams), Message("Hej", large, {})), Sent)
    assert teams.posts[0].activity["text"] == "Hej"
    assert "attachments" not in teams.posts[0].activity


async def test_an_answer_reaches_its_thread_with_the_ids_unharmed(teams: FakeTeams, channel: Channel) -> None:
    await channel.post(address(teams, THREAD), HELLO, reply_to="f:1/2")
    assert teams.posts[0].conversation_id == THREAD
    assert teams.posts[0].activity_id == "f:1/2"
    assert teams.posts[0].activity["replyToId"] == "f:1/2"


async def test_a_message_can_be_replaced(teams: FakeTeams, channel: Channel) -> None:
    assert await channel.update(address(teams), HELLO, "posted-0") == Sent("posted-0")
    assert (teams.posts[0].method, teams.posts[0].activity_id) == ("PUT", "posted-0")


async def test_a_refused_connection_was_certainly_not_posted(channel: Channel) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        outcome = await channel.post(Address(url, "19:nord", "28:bot", "msteams"), HELLO)
    assert isinstance(outcome, Retry)
    assert (outcome.after, outcome.status) == (None, None)


@pytest.mark.parametrize(("told", "seconds"), [("7", 7.0), ("0", 0.0), ("soon", None), ("", None), ("-3", None)])
async def test_throttling_is_waited_for_as_told(
    teams: FakeTeams, channel: Channel, told: str, seconds: float | None
) -> None:
    teams.next.append(throttle(told))
    outcome = await channel.post(address(teams), HELLO)
    assert isinstance(outcome, Retry)
    assert (outcome.after, outcome.status) == (seconds, 429)


async def test_a_retry_date_is_counted_from_the_channels_own_clock(teams: FakeTeams, channel: Channel) -> None:
    dates = {"Retry-After": "Mon, 23 Nov 2026 08:00:30 GMT", "Date": "Mon, 23 Nov 2026 08:00:00 GMT"}
    teams.next.append(refuse(429, headers=dates))
    outcome = await channel.post(address(teams), HELLO)
    assert isinstance(outcome, Retry)
    assert outcome.after == 30.0


async def test_a_conversation_teams_is_changing_is_tried_again(teams: FakeTeams, channel: Channel) -> None:
    teams.next.append(refuse(412))
    assert isinstance(await channel.post(address(teams), HELLO), Retry)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
async def test_a_server_error_after_the_body_went_out_is_uncertain(
    teams: FakeTeams, channel: Channel, status: int
) -> None:
    teams.next.append(refuse(status, headers={"Retry-After": "1"}))
    outcome = await channel.post(address(teams), HELLO)
    assert outcome == Uncertain(f"HTTP {status}", status)


async def test_an_accepted_message_with_an_error_is_uncertain(teams: FakeTeams, channel: Channel) -> None:
    teams.next.append(accept_then_fail)
    assert isinstance(await channel.post(address(teams), HELLO), Uncertain)
    assert len(teams.posts) == 1


async def test_silence_is_uncertain(teams: FakeTeams) -> None:
    teams.next.append(hang)
    async with open_channel(HERE, seconds=0.5) as impatient:
        assert isinstance(await impatient.post(address(teams), HELLO), Uncertain)


async def test_a_broken_connection_is_uncertain(teams: FakeTeams, channel: Channel) -> None:
    teams.next.append(reset)
    assert isinstance(await channel.post(address(teams), HELLO), Uncertain)
    assert len(teams.calls) == 1


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (403, "MessageWritesBlocked", "MessageWritesBlocked"),
        (404, "ConversationNotFound", "ConversationNotFound"),
        (404, None, "HTTP 404"),
        (400, "Bad <b>words</b> of the channel", "HTTP 400"),
        (413, None, "HTTP 413"),
        (307, None, "HTTP 307"),
    ],
)
async def test_a_refusal_is_permanent_and_told_by_its_code_alone(
    teams: FakeTeams, channel: Channel, status: int, code: str | None, reason: str
) -> None:
    teams.next.append(refuse(status, code, {"Location": "http://127.0.0.1:9/"}))
    assert await channel.post(address(teams), HELLO) == Permanent(status, reason)
    assert len(teams.calls) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/",
        "http://169.254.169.254/latest/",
        "https://smba.example/emea/",
        "http://localhost.example/",
        "http://localhost@192.0.2.1/",
        "http://127.0.0.1\\@192.0.2.1/",
        "http://[::ffff:192.0.2.1]/",
        "http://0.0.0.0:3978/",
        "http://2130706433/",
        "file:///etc/hosts",
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "http://127.0.0.1/?to=",
        "http://127.0.0.1 /",
        "http://127.0.0.1:99999/",
        "http://",
        "",
    ],
)
async def test_nothing_is_posted_to_an_address_outside_this_machine(channel: Channel, url: str) -> None:
    outcome = await channel.post(Address(url, "19:nord", "28:bot", "msteams"), HELLO)
    assert outcome == Permanent(None, "service URL not trusted")


async def test_a_members_addresses_are_looked_up(teams: FakeTeams, channel: Channel) -> None:
    teams.members["29:anna"] = {
        "id": "29:anna",
        "aadObjectId": "ANNA-ID",
        "email": "anna@sagspuls.example",
        "userPrincipalName": "anna.holm@sagspuls.example",
    }
    found = await channel.member(address(teams), "29:anna", "anna-id")
    assert found == ("anna@sagspuls.example", "anna.holm@sagspuls.example")


@pytest.mark.parametrize("change", [{"aadObjectId": "someone-else"}, {"userRole": "guest"}, {"email": 7}])
async def test_a_guest_or_another_persons_address_is_not_believed(
    teams: FakeTeams, channel: Channel, change: dict[str, object]
) -> None:
    teams.members["29:anna"] = {"aadObjectId": "anna-id", "email": "anna@sagspuls.example", **change}
    assert await channel.member(address(teams), "29:anna", "anna-id") == ()


async def test_an_unknown_member_has_no_addresses(teams: FakeTeams, channel: Channel) -> None:
    assert await channel.member(address(teams), "29:nobody", "x") == ()
