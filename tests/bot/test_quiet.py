"""What Teams sends that nobody needs an answer to is taken and left; a message without words is answered kindly."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.database import Store
from storage.schema import Inbox
from tests.bot.conftest import BOT, Caller, StandIn, event, in_channel, personal
from tests.fake_channel import FakeTeams

QUIET: dict[str, dict[str, Any]] = {
    "a reaction": {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "m1"},
    "a reaction taken back": {"type": "messageReaction", "reactionsRemoved": [{"type": "heart"}], "replyToId": "m1"},
    "typing": {"type": "typing"},
    "a read receipt": {
        "type": "event",
        "name": "application/vnd.microsoft.readReceipt",
        "value": {"lastReadMessageId": "1700000000000"},
    },
    "a meeting begins": {
        "type": "event",
        "name": "application/vnd.microsoft.meetingStart",
        "value": {"MeetingType": "Scheduled", "Title": "Visitation", "StartTime": "2026-11-23T08:00:00Z"},
    },
    "a meeting ends": {
        "type": "event",
        "name": "application/vnd.microsoft.meetingEnd",
        "value": {"Title": "Visitation"},
    },
    "people come to a meeting": {"type": "event", "name": "application/vnd.microsoft.meetingParticipantJoin"},
    "a message deleted": {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
    "a trace": {"type": "trace", "valueType": "x"},
    "the end of a conversation": {"type": "endOfConversation"},
    "something new": {"type": "somethingNewOfTeams", "value": [1, {"a": None}]},
    "a command result": {"type": "commandResult", "name": "application/vnd.microsoft.x", "value": {}},
}
INVOKES = (
    "task/fetch",
    "composeExtension/query",
    "message/submitAction",
    "signin/verifyState",
    "fileConsent/invoke",
    None,
)


@pytest.mark.parametrize("what", QUIET.values(), ids=QUIET)
async def test_what_nobody_waits_for_is_taken_and_left(
    caller: Caller,
    teams: FakeTeams,
    desk: StandIn,
    store: Store,
    caplog: pytest.LogCaptureFixture,
    what: dict[str, Any],
) -> None:
    for activity in (personal(teams, None, **what), event(teams, what["type"], **what)):
        assert await caller.post(activity) == 200
    async with store.working() as session:
        assert await session.scalar(select(func.count()).select_from(Inbox)) == 0
    assert (desk.asked, teams.calls) == ([], [])
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("name", INVOKES)
async def test_an_invoke_that_is_not_ours_is_quiet_too(
    caller: Caller, teams: FakeTeams, desk: StandIn, caplog: pytest.LogCaptureFixture, name: str | None
) -> None:
    activity = personal(teams, None, type="invoke", name=name, value={"commandId": "x", "actionName": "feedback"})
    assert await caller.invoke(activity) == (200, None)
    assert (desk.asked, teams.calls) == ([], [])
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


WORDLESS: dict[str, dict[str, Any]] = {
    "a picture": {"text": None, "attachments": [{"contentType": "image/png", "contentUrl": "https://x.example/1.png"}]},
    "a file": {
        "text": "",
        "attachments": [
            {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "Sag 120514.pdf"}
        ],
    },
    "spaces": {"text": " \u200b\n<p>&nbsp;</p>"},
    "a picture as mark-up": {"text": '<img alt="" src="https://x.example/1.png">'},
    "a mention": {
        "text": "<at>Sagspuls</at>",
        "entities": [{"type": "mention", "mentioned": BOT, "text": "<at>Sagspuls</at>"}],
    },
}


@pytest.mark.parametrize("what", WORDLESS.values(), ids=WORDLESS)
async def test_a_message_without_words_is_answered_all_the_same(
    caller: Caller, teams: FakeTeams, desk: StandIn, what: dict[str, Any]
) -> None:
    for activity in (personal(teams, **what), in_channel(teams, **what)):
        assert await caller.post(activity) == 200
    await teams.shows(2)
    assert [(asked.text, asked.button) for asked in desk.asked] == [("", None)] * 2  # the desk has kind words for it
