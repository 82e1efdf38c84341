"""The bot between a fake Teams channel and a stand-in for the desk: real HTTP both ways, real PostgreSQL underneath."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answering import AnsweringPace
from bot.app import make_app
from bot.desk import Incoming, Reply
from bot.guard import KeyRhythm, Limits
from bot.guard.edge import Bounds, Site, make_runner
from bot.visit import Arrived
from messages.message import Message
from storage.database import Store
from storage.schema import FOREVER, Deadline, ImportRun
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case
from tests.fake_channel import FakeTeams, fake_teams
from tests.fake_cloud import APP_ID, TENANT, FakeCloud, fake_cloud

BOT = {"id": "28:bot", "name": "Sagspuls"}
CARD: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Svar"}]}
QUICK = AnsweringPace(look_again=0.1, drain=1.0, acknowledged=60, step=60, delayed=600)
"""With patience for a busy machine, which may stand still for seconds; tests of a sick database have less."""
BRIEF = replace(QUICK, lease=dt.timedelta(seconds=1))
"""What a process leaves behind is soon another's."""
LOCAL = Settings(local=True, cpr_key=SecretStr("a secret of the tests' own"))
MORNING = dt.datetime(2026, 11, 22, 5, 15, tzinfo=dt.UTC)


def reply(text: str, card: dict[str, Any] | None = None) -> Reply:
    return Reply("help", 1.0, {}, Message(text, card, {}), "da", TODAY, None)


@dataclass
class StandIn:
    """Answers at once with what was asked, unless told otherwise; remembers who asked what, and where."""

    asked: list[Incoming] = field(default_factory=list)
    wait: Callable[[Incoming], Awaitable[None]] | None = None
    card: dict[str, Any] | None = None
    error: Exception | None = None

    async def answer_within(self, _session: AsyncSession, incoming: Incoming, _came: Arrived) -> Reply:
        self.asked.append(incoming)
        if self.wait is not None:
            await self.wait(incoming)
        if self.error is not None:
            raise self.error
        return reply(f"Svar: {incoming.text}", self.card)


@dataclass
class Caller:
    """Teams' side of one bot: posts activities and reads what comes back."""

    session: aiohttp.ClientSession
    url: str

    async def post(self, activity: Any) -> int:
        async with self.session.post(self.url + "/api/messages", json=activity) as response:
            return response.status

    async def invoke(self, activity: Any) -> tuple[int, Any]:
        async with self.session.post(self.url + "/api/messages", json=activity) as response:
            body = await response.read()
            return response.status, (await response.json() if body else None)

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.url + path) as response:
            return response.status, await response.text()


@dataclass
class Signed(Caller):
    """Teams' side of one bot that asks for tokens: every activity is signed for its own service URL."""

    cloud: FakeCloud

    async def post(self, activity: Any) -> int:
        status, _ = await self.send(activity, self.cloud.token(activity["serviceUrl"]))
        return status

    async def send(self, activity: Any, token: str | None, **headers: str) -> tuple[int, Mapping[str, str]]:
        """The status and headers for an activity (bytes are sent as they are) with this token, or with none."""
        raw = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        told = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {}) | headers
        async with self.session.post(self.url + "/api/messages", data=raw, headers=told) as response:
            await response.read()
            return response.status, dict(response.headers)


@asynccontextmanager
async def bot(
    store: Store,
    answers: Any,
    pace: AnsweringPace = QUICK,
    settings: Settings = LOCAL,
    bounds: Bounds | None = None,
    limits: Limits | None = None,
    rhythm: KeyRhythm | None = None,
) -> AsyncIterator[Caller]:
    """One process of the bot, on a port of its own."""
    runner = make_runner(
        make_app(settings, store, answers, pace=pace, limits=limits, rhythm=rhythm), shutdown_timeout=1
    )
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await Site(runner, listener, bounds).start()
    async with aiohttp.ClientSession() as session:
        try:
            yield Caller(session, f"http://127.0.0.1:{listener.getsockname()[1]}")
        finally:
            await runner.cleanup()


def in_teams(cloud: FakeCloud) -> Settings:
    """The settings of a bot in Teams whose keys, tokens and channel are all on this machine."""
    return Settings(
        app_id=APP_ID,
        app_password=SecretStr("the bot's own secret"),
        tenant_id=(TENANT,),
        cpr_key=SecretStr("a long secret of this test alone"),
        openid_metadata=cloud.openid_metadata,
        login_url=cloud.login_url,
        service_urls=("127.0.0.1",),
    )


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


@pytest.fixture
def desk() -> StandIn:
    return StandIn()


@pytest.fixture
async def caller(store: Store, desk: StandIn) -> AsyncIterator[Caller]:
    """One bot, answered for by the stand-in."""
    async with bot(store, desk) as running:
        yield running


@pytest.fixture
async def cloud() -> AsyncIterator[FakeCloud]:
    async with fake_cloud() as running:
        yield running


@pytest.fixture
async def signed(store: Store, desk: StandIn, cloud: FakeCloud) -> AsyncIterator[Signed]:
    """One bot in Teams, answered for by the stand-in; nothing of its checks is turned off."""
    async with bot(store, desk, settings=in_teams(cloud)) as running:
        yield Signed(running.session, running.url, cloud)


async def add_late_cases(session: AsyncSession, office: Office) -> None:
    """This morning's import: Anna's case 2024-1183, twelve days late, and Carl's 2024-2000."""
    session.add(ImportRun(started_at=MORNING, finished_at=MORNING, run_by="test", outcome="done"))
    for number, team, owner in (("2024-1183", office.nord, "anna"), ("2024-2000", office.distrikt2, "carl")):
        case = await add_case(session, number, team, owner)
        due = TODAY - dt.timedelta(days=12)
        session.add(
            Deadline(case_id=case.id, rule="follow_up", opened=case.opened, due=due, act_by=due, closed=FOREVER)
        )


_ids = itertools.count(1)


def personal(teams: FakeTeams, text: str | None = "hej", **more: Any) -> dict[str, Any]:
    """What Anna writes in her own chat with the bot."""
    return {
        "type": "message",
        "id": f"m{next(_ids)}",
        "timestamp": "2026-11-23T08:00:00.1234567Z",
        "serviceUrl": teams.url,
        "channelId": "msteams",
        "from": {"id": "29:anna", "name": "Anna Holm", "aadObjectId": "anna-entra"},
        "recipient": BOT,
        "conversation": {"conversationType": "personal", "id": "a:anna", "tenantId": "kommunen"},
        "channelData": {"tenant": {"id": "kommunen"}},
        "text": text,
        **more,
    }


def in_channel(teams: FakeTeams, text: str = "<at>Sagspuls</at> hej", **more: Any) -> dict[str, Any]:
    """What Anna writes to the bot in a channel of the Team 'Team Nord'."""
    activity = personal(teams, text)
    activity["conversation"] = {
        "conversationType": "channel",
        "isGroup": True,
        "id": "19:nord@thread.tacv2;messageid=1700000000000",
    }
    activity["channelData"] = {
        "tenant": {"id": "kommunen"},
        "team": {"id": "19:team", "name": "Team Nord"},
        "channel": {"id": "19:nord@thread.tacv2"},
    }
    activity["entities"] = [{"type": "mention", "mentioned": BOT, "text": "<at>Sagspuls</at>"}]
    return activity | more


def event(teams: FakeTeams, kind: str, **more: Any) -> dict[str, Any]:
    """Something Teams tells about a conversation: from nobody, without a text."""
    activity = in_channel(teams)
    for name in ("text", "entities", "from"):
        del activity[name]
    activity["conversation"] = {**activity["conversation"], "id": "19:nord@thread.tacv2"}
    return activity | {"type": kind, "id": f"f:{next(_ids)}"} | more


async def soon(holds: Callable[[], Awaitable[bool]], seconds: float = 30.0) -> None:
    """Wait until something holds; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110  # what is waited for happens in the database
            await asyncio.sleep(0.02)
