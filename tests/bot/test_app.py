"""A question on its way through the bot: acknowledged, kept, answered once, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import URL, func, select, update

from bot.adapter import TRIES
from bot.app import PortTakenError, serve
from bot.question import Place
from storage.database import Store
from storage.schema import Conversation, Inbox, Staff
from tests.bot.conftest import CARD, LOCAL, QUICK, Caller, StandIn, bot, in_channel, personal, soon
from tests.conftest import Office
from tests.fake_channel import FakeTeams, accept_then_fail, hang, refuse, throttle

FAILED = "Noget gik galt"


async def rows(store: Store) -> list[Inbox]:
    async with store.working() as session:
        return list(await session.scalars(select(Inbox).order_by(Inbox.received_at)))


async def all_answered(store: Store) -> bool:
    return all(row.answered_at is not None for row in await rows(store))


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


# --- restarts ---

KILLED = """
import asyncio, sys
from sqlalchemy import make_url
from bot.app import serve
from storage.database import store_at
from storage.settings import Settings
from tests.bot.conftest import BRIEF, LOCAL, StandIn

async def never(incoming):
    print("asked", flush=True)
    await asyncio.sleep(60)

async def main():
    settings = LOCAL.model_copy(update={"port": int(sys.argv[2])})
    await serve(settings, store_at(make_url(sys.argv[1])), StandIn(wait=never), pace=BRIEF,
                ready=lambda: print("ready", flush=True))

asyncio.run(main())
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.e2e
async def test_what_was_acknowledged_is_answered_after_the_process_was_killed(
    database: URL, store: Store, teams: FakeTeams, desk: StandIn
) -> None:
    port = free_port()
    command = [sys.executable, "-c", KILLED, database.render_as_string(hide_password=False), str(port)]
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=subprocess.PIPE, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}
    )
    assert process.stdout is not None
    try:
        assert await asyncio.wait_for(process.stdout.readline(), 30) == b"ready\n"
        async with aiohttp.ClientSession() as session:
            assert await Caller(session, f"http://127.0.0.1:{port}").post(personal(teams, "hvad haster?")) == 200
        assert await asyncio.wait_for(process.stdout.readline(), 30) == b"asked\n"
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
    async with bot(store, desk):
        [post] = await teams.shows(1)
        await soon(lambda: all_answered(store))
    assert post.words == "Svar: hvad haster?"
    assert len(teams.posts) == 1


async def test_what_was_begun_too_often_is_apologised_for(store: Store, teams: FakeTeams, desk: StandIn) -> None:
    activity = personal(teams)
    async with store.working() as session:
        session.add(
            Inbox(
                conversation_id="a:anna",
                activity_id=activity["id"],
                received_at=dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC),
                activity=activity,
                attempts=QUICK.attempts,
            )
        )
    async with bot(store, desk):
        [post] = await teams.shows(1)
        await soon(lambda: all_answered(store))
    assert post.words.startswith(FAILED)
    assert desk.asked == []


async def test_a_shutdown_waits_for_the_answer_under_way(store: Store, teams: FakeTeams, desk: StandIn) -> None:
    async def a_moment(_incoming: Any) -> None:
        await asyncio.sleep(0.3)

    desk.wait = a_moment
    async with bot(store, desk) as caller:
        await caller.post(personal(teams))
        await soon(lambda: _asked(desk))
    assert len(teams.posts) == 1
    assert await all_answered(store)


async def _asked(desk: StandIn) -> bool:
    return bool(desk.asked)


# --- what goes wrong ---


async def test_an_unexpected_error_is_told_to_the_person_and_logged_without_their_words(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    desk.error = RuntimeError("hemmeligt")
    activity = personal(teams, "hvad med barnet?")
    await caller.post(activity)
    [post] = await teams.shows(1)
    assert post.words.startswith(FAILED)
    await soon(lambda: all_answered(store))
    told = [record for record in caplog.records if record.message == "answer failed"]
    assert [record.__dict__["activity"] for record in told] == [activity["id"]]


async def test_throttling_is_waited_out_and_the_answer_arrives_once(caller: Caller, teams: FakeTeams) -> None:
    teams.next.append(throttle("0"))
    await caller.post(personal(teams))
    await teams.shows(1)
    assert [call.shown for call in teams.calls] == [False, True]


async def test_an_answer_the_channel_takes_only_later_is_put_back_and_arrives_once(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    teams.next.extend([throttle("0")] * (TRIES + 1))
    await caller.post(personal(teams))
    await teams.shows(1, 30)
    await soon(lambda: all_answered(store))
    assert [call.shown for call in teams.calls] == [False] * (TRIES + 1) + [True]


async def test_an_answer_the_channel_never_takes_is_given_up(store: Store, teams: FakeTeams, desk: StandIn) -> None:
    teams.next.extend([throttle("0")] * 50)
    async with bot(store, desk, replace(QUICK, give_up=dt.timedelta(0))) as caller:
        await caller.post(personal(teams))
        await soon(lambda: all_answered(store))
    assert len(teams.calls) == TRIES


@pytest.mark.parametrize("behaviour", [accept_then_fail, refuse(500)])
async def test_an_uncertain_answer_is_never_posted_again(
    caller: Caller, teams: FakeTeams, store: Store, behaviour: Any
) -> None:
    teams.next.append(behaviour)
    await caller.post(personal(teams))
    await teams.is_called(1)
    await soon(lambda: all_answered(store))
    await asyncio.sleep(0.3)
    assert len(teams.calls) == 1


async def test_a_hanging_channel_leaves_the_others_alone(caller: Caller, teams: FakeTeams) -> None:
    teams.next.append(hang)
    await caller.post(personal(teams, "hænger"))
    await teams.is_called(1)
    await caller.post(personal(teams, "svares", conversation={"id": "a:bo"}))
    [post] = await teams.shows(1, seconds=3)
    assert post.words == "Svar: svares"


async def test_a_conversation_that_blocks_the_bot_is_marked(caller: Caller, teams: FakeTeams, store: Store) -> None:
    teams.next.append(refuse(403, "MessageWritesBlocked"))
    await caller.post(personal(teams))
    await soon(lambda: all_answered(store))
    async with store.working() as session:
        assert await session.scalar(select(Conversation.blocked_reason)) == "MessageWritesBlocked"
    await caller.post(personal(teams))
    await teams.shows(1)
    async with store.working() as session:
        assert await session.scalar(select(Conversation.blocked_reason)) is None


# --- what is kept ---


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


# --- buttons ---

BUTTON = {"question": "overdue", "slots": {"team": "Team Nord"}, "page": 2}


async def test_a_submit_button_asks_its_question_without_words(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    await caller.post(personal(teams, text=None, value={**BUTTON, "msteams": {"type": "messageBack"}}))
    await teams.shows(1)
    assert (desk.asked[0].text, desk.asked[0].button) == ("", BUTTON)


def execute(teams: FakeTeams, data: Any = BUTTON, **more: Any) -> dict[str, Any]:
    value = {"action": {"type": "Action.Execute", "verb": "ask", "data": data}, "trigger": "manual"}
    return personal(teams, None, **{"type": "invoke", "name": "adaptiveCard/action", "value": value} | more)


async def test_an_execute_button_is_answered_in_the_response_itself(
    caller: Caller, teams: FakeTeams, desk: StandIn
) -> None:
    desk.card = CARD
    status, body = await caller.invoke(execute(teams))
    assert status == 200
    assert (body["statusCode"], body["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    assert body["value"]["body"] == [{"type": "TextBlock", "text": "Svar:", "wrap": True}, *CARD["body"]]
    assert desk.asked[0].button == BUTTON
    assert teams.calls == []


async def test_an_execute_button_with_a_plain_answer_gets_its_text(caller: Caller, teams: FakeTeams) -> None:
    _, body = await caller.invoke(execute(teams))
    assert body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Svar: "}


async def test_a_repeated_execute_does_its_work_once(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    activity = execute(teams)
    await caller.invoke(activity)
    assert await caller.invoke(activity) == (200, None)
    assert len(desk.asked) == 1


async def test_an_execute_that_fails_says_so_in_the_response(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    desk.error = RuntimeError()
    status, body = await caller.invoke(execute(teams))
    assert (status, body["value"].startswith(FAILED)) == (200, True)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"name": "task/fetch"}, 200), ({"name": None}, 200), ({"value": None}, 400), ({"value": {"action": "x"}}, 400)],
)
async def test_invokes_that_are_not_ours_get_nothing_and_broken_ones_a_400(
    caller: Caller, teams: FakeTeams, change: dict[str, Any], status: int
) -> None:
    assert (await caller.invoke(execute(teams, **change)))[0] == status


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
