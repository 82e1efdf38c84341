"""A question is answered once when a process is killed, the channel fails or an error comes up."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import URL, select

from bot.adapter import TRIES
from storage.database import Store
from storage.schema import Conversation, Inbox
from tests.bot.conftest import QUICK, Caller, StandIn, bot, personal, soon
from tests.bot.inbox import FAILED, all_answered
from tests.e2e.processes import free_port
from tests.fake_channel import FakeTeams, accept_then_fail, hang, refuse, throttle

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
