"""A question on its way through the bot: acknowledged, kept, answered once, where it was asked."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import socket
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.app import PortTakenError, serve
from bot.question import Place
from storage.database import Store
from storage.schema import Conversation, Staff
from tests.bot.conftest import LOCAL, QUICK, Caller, StandIn, bot, in_channel, personal, soon
from tests.bot.inbox import all_answered, rows
from tests.conftest import Office
from tests.e2e.processes import free_port
from tests.fake_channel import FakeTeams


async def test_a_question_is_acknowledged_and_answered_where_it_was_asked(
    caller: Caller, teams: FakeTeams, desk: StandIn
) -> None:
    activity = personal(teams, "hvad haster?")
    assert await caller.post(activity) == 200
    [post] = await teams.shows(1)
    assert (post.conversation_id, post.activity_id, post.words) == ("a:anna", activity["id"], "Svar: hvad haster?")
    [asked] = desk.asked
    assert (asked.text, asked.place, asked.entra_id) == ("hvad haster?", Place.PRIVATE, "anna-entra")
    assert (asked.conversation_id, asked.channel_team_name, asked.button) == ("a:anna", None, None)


async def test_a_mention_in_a_channel_is_answered_in_its_thread(
    caller: Caller, teams: FakeTeams, desk: StandIn
) -> None:
    await caller.post(in_channel(teams, "<at>Sagspuls</at> hvad haster?"))
    [post] = await teams.shows(1)
    assert post.conversation_id == "19:nord@thread.tacv2;messageid=1700000000000"
    [asked] = desk.asked
    assert (asked.text, asked.place, asked.channel_team_name) == ("hvad haster?", Place.CHANNEL, None)
    assert asked.conversation_id == "19:nord@thread.tacv2"


async def test_a_channel_bound_to_a_team_is_that_team_whatever_teams_calls_it(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store, office: Office
) -> None:
    await caller.post(in_channel(teams))
    await teams.shows(1)
    async with store.working() as session:
        await session.execute(update(Conversation).values(team_id=office.distrikt2))
    await caller.post(in_channel(teams))
    await teams.shows(2)
    assert [asked.channel_team_name for asked in desk.asked] == [None, "Distrikt 2"]


async def test_a_group_chat_is_a_channel_of_no_team(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    group = {"id": "19:gruppe", "conversationType": "groupChat", "isGroup": True}
    await caller.post(personal(teams, "<at>Sagspuls</at> mine sager", conversation=group))
    await teams.shows(1)
    assert (desk.asked[0].place, desk.asked[0].channel_team_name) == (Place.CHANNEL, None)


async def test_the_same_activity_twice_is_answered_once(caller: Caller, teams: FakeTeams, store: Store) -> None:
    activity = personal(teams)
    assert [await caller.post(activity) for _ in range(3)] == [200, 200, 200]
    await teams.shows(1)
    await soon(lambda: all_answered(store))
    assert await caller.post(activity) == 200
    await asyncio.sleep(0.3)
    assert len(teams.posts) == 1


async def test_two_processes_answer_each_question_once(
    store: Store, teams: FakeTeams, desk: StandIn, office: Office
) -> None:
    activities = [personal(teams, f"{n}", conversation={"id": f"a:{n}"}) for n in range(20)]
    async with bot(store, desk) as one, bot(store, desk) as other:
        calls = [process.post(activity) for activity in activities for process in (one, other)]
        assert set(await asyncio.gather(*calls)) == {200}
        await teams.shows(20)
        await soon(lambda: all_answered(store))
    assert sorted(int(asked.text) for asked in desk.asked) == list(range(20))
    assert len(teams.posts) == 20


async def test_answers_keep_the_order_of_the_questions(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    async def the_first_is_slow(incoming: Any) -> None:
        await asyncio.sleep(0.3 if incoming.text == "0" else 0)

    desk.wait = the_first_is_slow
    for n in range(4):
        await caller.post(personal(teams, f"{n}"))
    await teams.shows(4)
    assert [post.words for post in teams.posts] == [f"Svar: {n}" for n in range(4)]


async def test_a_slow_conversation_does_not_hold_up_the_others(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    go_on = asyncio.Event()

    async def one_is_slow(incoming: Any) -> None:
        if incoming.text == "langsom":
            await go_on.wait()

    desk.wait = one_is_slow
    await caller.post(personal(teams, "langsom"))
    await caller.post(personal(teams, "hurtig", conversation={"id": "a:bo"}))
    [post] = await teams.shows(1)
    assert post.words == "Svar: hurtig"
    go_on.set()


async def test_a_long_answer_keeps_its_lease(store: Store, teams: FakeTeams, desk: StandIn) -> None:
    async def longer_than_the_lease(_incoming: Any) -> None:
        await asyncio.sleep(2.6)

    desk.wait = longer_than_the_lease
    short = replace(QUICK, lease=dt.timedelta(seconds=2))
    async with bot(store, desk, short) as one, bot(store, desk, short):
        await one.post(personal(teams))
        await teams.shows(1)
        await soon(lambda: all_answered(store))
    assert len(desk.asked) == 1


# --- odd questions ---


async def test_attachments_alone_are_an_empty_question(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    await caller.post(personal(teams, text=None, attachments=[{"contentType": "image/png", "contentUrl": "x"}]))
    await teams.shows(1)
    assert (desk.asked[0].text, desk.asked[0].button) == ("", None)


@pytest.mark.parametrize("text", ["<at>Sagspuls</at>", "å" * 10_000, "🙂"])
async def test_a_mention_alone_ten_thousand_letters_and_emoji_are_answered(
    caller: Caller, teams: FakeTeams, desk: StandIn, text: str
) -> None:
    await caller.post(in_channel(teams, text))
    await teams.shows(1)
    assert desk.asked[0].text == text.replace("<at>Sagspuls</at>", "")


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "event", "endOfConversation", "somethingNew"])
async def test_other_kinds_of_activity_are_acknowledged_and_dropped(
    caller: Caller, teams: FakeTeams, store: Store, kind: str
) -> None:
    assert await caller.post(personal(teams, type=kind)) == 200
    assert await rows(store) == []


# --- who asks ---


async def test_someone_new_is_matched_by_the_channels_e_mail_once(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    async with store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "anna").values(entra_id=None))
    teams.members["29:anna"] = {"aadObjectId": "anna-entra", "email": "Anna@Sagspuls.example"}
    for n in range(2):
        await caller.post(personal(teams))
        await teams.shows(n + 1)
    assert teams.lookups == ["29:anna"]
    async with store.working() as session:
        assert await session.scalar(select(Staff.entra_id).where(Staff.id == "anna")) == "anna-entra"
        assert await session.scalar(select(Conversation.staff_id)) == "anna"


async def test_a_stranger_with_a_colleagues_e_mail_takes_nothing_over(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    teams.members["29:anna"] = {"aadObjectId": "anna-entra", "email": "anna@sagspuls.example"}
    async with store.working() as session:
        before = await session.scalar(select(Staff.entra_id).where(Staff.id == "anna"))
    await caller.post(personal(teams))
    await teams.shows(1)
    async with store.working() as session:
        assert await session.scalar(select(Staff.entra_id).where(Staff.id == "anna")) == before
        assert await session.scalar(select(func.count()).where(Staff.entra_id == "anna-entra")) == 0


# --- the service ---


async def test_a_port_in_use_is_told_before_anything_starts(store: Store, desk: StandIn) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Port {port}.*SAGSPULS_PORT"):
            await serve(LOCAL.model_copy(update={"port": port}), store, desk)


async def test_the_service_stops_on_sigterm(store: Store, desk: StandIn) -> None:
    ready = asyncio.Event()
    port = free_port()
    service = asyncio.create_task(
        serve(LOCAL.model_copy(update={"port": port}), store, desk, ready=ready.set, pace=QUICK)
    )
    await asyncio.wait_for(ready.wait(), 10)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(service, 10)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
