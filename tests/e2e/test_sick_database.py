"""Many faults between the bot and its database, at many moments: nobody waits in vain, and nobody is answered twice.

No browser: the bot is called as Teams calls it, which comes again after a 503.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import URL

from bot.answering import AnsweringPace
from storage.database import Store, store_at
from tests.bot.conftest import Caller, bot, personal, soon
from tests.fake_channel import FakeTeams, accept, fake_teams
from tests.sick_store import (
    ACKNOWLEDGED,
    DELAYED,
    TOLD_HEALTH,
    Asking,
    all_answered,
    answers,
    locked_inbox,
    read_only,
    timed,
)
from tests.slow_line import Fault, Line, line_to

pytestmark = pytest.mark.e2e

LASTS = 2.5
"""Seconds of a fault."""
PATIENT = 60.0
PACE = AnsweringPace(lease=dt.timedelta(seconds=4))
SERVER_FAULTS = {"locked inbox": locked_inbox, "read only": read_only}
FAULTS = [*(fault for fault in Fault if fault is not Fault.NONE), *SERVER_FAULTS]
LEAVES_IT_WELL = {Fault.SLOW, Fault.CUT_BEFORE_COMMIT, Fault.CUT_AFTER_COMMIT, Fault.SILENT_COMMIT}
"""Some looks at the store succeed under these."""
MOMENTS = ["before they are asked", "as they are asked", "while they are read up", "as they are posted"]


def name_of(value: Fault | str) -> str:
    return value.name if isinstance(value, Fault) else value


class Sickness:
    """One fault that begins when told, once, and ends by itself after LASTS seconds."""

    def __init__(self, fault: Fault | str, line: Line, store: Store) -> None:
        self.fault, self.line, self.store = fault, line, store
        self.begun = asyncio.Event()
        self.holds = False
        """Only from when it is whole until it begins to end: both take a server fault some statements."""
        self.over = asyncio.Event()

    def begins(self) -> None:
        self.begun.set()

    async def runs(self) -> None:
        await self.begun.wait()
        async with AsyncExitStack() as stack:
            if isinstance(self.fault, Fault):
                self.line.goes(self.fault)
                stack.callback(self.line.heals)
            else:
                await stack.enter_async_context(SERVER_FAULTS[self.fault](self.store))
            self.holds = True
            await asyncio.sleep(LASTS)
            self.holds = False
        self.over.set()


@asynccontextmanager
async def sickness(fault: Fault | str, line: Line, store: Store) -> AsyncIterator[Sickness]:
    sick = Sickness(fault, line, store)
    running = asyncio.create_task(sick.runs())
    try:
        yield sick
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def asked_until_acknowledged(caller: Caller, question: dict[str, Any]) -> None:
    """As Teams does it."""
    async with asyncio.timeout(PATIENT):
        while True:
            status = await timed(ACKNOWLEDGED, caller.post(question))
            assert status in {200, 503}
            if status == 200:
                return
            await asyncio.sleep(0.3)


async def health_while(caller: Caller, sick: Sickness) -> list[str]:
    """What is told of the database by looks that begin and end while the fault holds."""
    told = []
    await sick.begun.wait()
    while not sick.over.is_set():
        await asyncio.sleep(0.3)
        held = sick.holds
        _, body = await timed(TOLD_HEALTH, caller.get("/health"))
        if held and sick.holds:
            told.append(json.loads(body)["database"])
    return told


@pytest.mark.parametrize(("fault", "moment"), list(itertools.product(FAULTS, MOMENTS)), ids=name_of)
async def test_whatever_the_database_does_every_question_gets_its_answer_once(
    database: URL, store: Store, fault: Fault | str, moment: str
) -> None:
    async with fake_teams() as teams, line_to(database) as line, sickness(fault, line, store) as sick:
        over_line = store_at(line.url)
        desk = Asking(over_line)
        async with bot(over_line, desk, PACE) as caller:
            await asked_until_acknowledged(caller, personal(teams, "før"))
            await teams.shows(1, PATIENT)
            arm(moment, sick, desk, teams)
            questions = [personal(teams, f"{n}", conversation={"id": f"a:{n}"}) for n in range(4)]
            looking = asyncio.create_task(health_while(caller, sick))
            await asyncio.gather(*(asked_until_acknowledged(caller, one) for one in questions))
            told = await looking
            await soon(lambda: is_well(caller), PATIENT)
            await soon(lambda: has(teams, 1 + len(questions)), PATIENT)
            await soon(lambda: all_answered(store), PATIENT)
            assert sorted(answers(teams)) == sorted(["Svar: før", *(f"Svar: {n}" for n in range(4))])
            assert delays(teams) <= len(questions)
            if fault not in LEAVES_IT_WELL:
                assert set(told) == {"unavailable"}
        await over_line.close()


def arm(moment: str, sick: Sickness, desk: Asking, teams: FakeTeams) -> None:
    """Let the fault begin at that moment."""
    if moment == "before they are asked":
        sick.begins()
    elif moment == "as they are asked":
        asyncio.get_running_loop().call_later(0.005, sick.begins)
    elif moment == "while they are read up":

        async def begins(_incoming: object) -> None:
            sick.begins()

        desk.before = begins
    else:

        async def posted(channel: FakeTeams, request: Any, activity: dict[str, Any]) -> Any:
            sick.begins()
            return await accept(channel, request, activity)

        teams.next.append(posted)


async def is_well(caller: Caller) -> bool:
    status, _ = await timed(TOLD_HEALTH, caller.get("/health"))
    return bool(status == 200)


async def has(teams: FakeTeams, count: int) -> bool:
    return len(answers(teams)) >= count


def delays(teams: FakeTeams) -> int:
    return sum(post.words.startswith(DELAYED) for post in teams.posts)
