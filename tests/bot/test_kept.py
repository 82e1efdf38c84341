"""What is kept of a question: never a CPR number, a name or an attachment, and its words only until it is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Store
from storage.schema import Conversation
from tests.bot.conftest import Caller, StandIn, in_channel, personal, soon
from tests.bot.inbox import all_answered, rows
from tests.fake_channel import FakeTeams


@pytest.mark.parametrize("cpr", ["120514-1234", "1205141234"])
async def test_a_cpr_number_is_never_stored(
    store: Store, teams: FakeTeams, desk: StandIn, caller: Caller, cpr: str
) -> None:
    kept: list[str] = []

    async def look(_incoming: Any) -> None:
        kept.extend(json.dumps(row.activity) for row in await rows(store))

    desk.wait = look
    await caller.post(personal(teams, f"sag om {cpr}"))
    await caller.post(personal(teams, "", value={"slots": {"case": cpr}, "n": int(cpr.replace("-", ""))}))
    await teams.shows(2)
    assert kept
    digits = cpr.replace("-", "")
    assert not [text for text in kept if digits in text.replace("-", "")]
    assert not [asked for asked in desk.asked if digits in repr(asked).replace("-", "")]


@pytest.mark.parametrize("text", ["<b>120514</b>-4321", "120514&#45;4321&nbsp;", "<at>Sagspuls</at> 120514\u200b-4321"])
async def test_a_cpr_within_mark_up_is_never_stored(
    store: Store, teams: FakeTeams, desk: StandIn, caller: Caller, text: str
) -> None:
    kept: list[str] = []

    async def look(_incoming: Any) -> None:
        kept.extend(json.dumps(row.activity) for row in await rows(store))

    desk.wait = look
    await caller.post(in_channel(teams, text))
    await teams.shows(1)
    assert "[CPR]" in kept[0]
    assert "4321" not in kept[0]
    assert "[CPR]" in desk.asked[0].text


async def test_a_cpr_in_the_name_of_a_team_is_never_stored(
    store: Store, teams: FakeTeams, desk: StandIn, caller: Caller
) -> None:
    activity = in_channel(teams)
    activity["channelData"]["team"]["name"] = "Familien 120514-4321"
    await caller.post(activity)
    await teams.shows(1)
    async with store.working() as session:
        assert await session.scalar(select(Conversation.teams_team_name)) == "Familien [CPR]"
    assert desk.asked[0].channel_team_name is None


async def test_an_answered_activity_keeps_its_key_alone(caller: Caller, teams: FakeTeams, store: Store) -> None:
    await caller.post(in_channel(teams, "<at>Sagspuls</at> hvad haster?"))
    await teams.shows(1)
    await soon(lambda: all_answered(store))
    [row] = await rows(store)
    assert (row.conversation_id, row.activity) == ("19:nord@thread.tacv2", None)


async def test_names_and_attachments_never_reach_the_inbox(
    caller: Caller, teams: FakeTeams, store: Store, desk: StandIn
) -> None:
    kept: list[str] = []

    async def look(_incoming: Any) -> None:
        kept.extend(json.dumps(row.activity) for row in await rows(store))

    desk.wait = look
    await caller.post(personal(teams, attachments=[{"contentType": "text/html", "content": "<p>hemmeligt</p>"}]))
    await teams.shows(1)
    assert "Anna Holm" not in kept[0]
    assert "hemmeligt" not in kept[0]
