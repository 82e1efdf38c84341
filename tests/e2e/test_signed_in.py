"""The service as a municipality runs it: signed activities in, answers and digests out with a token of its own.

The real program with its real settings. Only the addresses are this machine's: of the keys of Teams, of Entra and of
the channel; nothing that checks is switched off, for there is no such switch.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from storage.demo.people import ANNA
from tests.e2e.processes import answers, free_port, running
from tests.e2e.town import Town
from tests.fake_channel import FakeTeams, fake_teams
from tests.fake_cloud import APP_ID, TENANT, FakeCloud, fake_cloud

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

SECRET = "only Entra and the bot know"
QUESTION = "hvilke frister har jeg i denne uge?"
TEAM = "Team Nord"
BOT = {"id": f"28:{APP_ID}", "name": "Sagspuls"}
PATIENCE = 60.0
"""Seconds the busiest machine may take for an answer."""


@dataclass
class Served:
    """A municipality, and the three that its bot talks to."""

    town: Town
    cloud: FakeCloud
    teams: FakeTeams
    session: aiohttp.ClientSession
    log: Path

    async def sagspuls(self, *arguments: str) -> str:
        return await asyncio.to_thread(self.town.sagspuls, *arguments)

    async def post(self, activity: dict[str, Any], token: str | None) -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"http://127.0.0.1:{self.town.port}/api/messages"
        async with self.session.post(url, json=activity, headers=headers) as response:
            return response.status

    def token(self, **change: Any) -> str:
        return self.cloud.token(self.teams.url, **change)

    def said_by_anna(self, activity_id: str, text: str = QUESTION) -> dict[str, Any]:
        return {
            "type": "message",
            "id": activity_id,
            "serviceUrl": self.teams.url,
            "channelId": "msteams",
            "from": {"id": "29:anna", "aadObjectId": ANNA.entra_id},
            "recipient": BOT,
            "conversation": {"id": "a:anna", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
        }

    def installed(self) -> dict[str, Any]:
        """The bot comes into the Team that bears a municipal team's name."""
        channel = {"id": "19:nord@thread.tacv2"}
        return {
            "type": "conversationUpdate",
            "id": "f:installed",
            "serviceUrl": self.teams.url,
            "channelId": "msteams",
            "from": {"id": "29:freja"},
            "recipient": BOT,
            "membersAdded": [BOT],
            "conversation": {**channel, "conversationType": "channel", "isGroup": True, "tenantId": TENANT},
            "channelData": {
                "tenant": {"id": TENANT},
                "team": {**channel, "name": TEAM},
                "channel": channel,
                "eventType": "teamMemberAdded",
            },
        }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served() -> AsyncIterator[Served]:
    # Not pytest's own folder: the embedded server runs as another user, who must be able to walk in.
    home = Path(tempfile.mkdtemp(prefix="sagspuls-signed-in-"))
    for folder in (home, home / "home"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
    async with AsyncExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        cloud = await stack.enter_async_context(fake_cloud())
        teams = await stack.enter_async_context(fake_teams())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        town = Town(free_port(), {})
        town.env.update(settings_of(town.port, home / "home", cloud, teams))
        serve, log = [str(Path(sys.executable).with_name("sagspuls")), "serve"], home / "serve.log"
        health = f"http://127.0.0.1:{town.port}/health"
        started = running(serve, log, town.env, lambda: answers(health))
        await asyncio.to_thread(stack.enter_context, started)
        bot = Served(town, cloud, teams, session, log)
        await bot.sagspuls("demo-data", "--out", str(home / "exports"), "--cases", "200")
        await bot.sagspuls("import", str(home / "exports"))
        yield bot


def settings_of(port: int, home: Path, cloud: FakeCloud, teams: FakeTeams) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("SAGSPULS_")}
    own = {
        "HOME": str(home),
        "PORT": str(port),
        "APP_ID": APP_ID,
        "APP_PASSWORD": SECRET,
        "TENANT_ID": TENANT,
        "CPR_KEY": "a secret of the municipality's own",
        "OPENID_METADATA": cloud.openid_metadata,
        "LOGIN_URL": cloud.login_url,
        "SERVICE_URLS": teams.url,
    }
    return given | {f"SAGSPULS_{name}": value for name, value in own.items()}


async def test_a_signed_question_gets_the_true_answer_with_the_bots_own_token(served: Served) -> None:
    assert await served.post(served.said_by_anna("m1"), served.token()) == 200
    (said,) = await served.teams.shows(1, PATIENCE)
    answer = await asyncio.to_thread(served.town.ask, QUESTION, ANNA.email)
    assert said.words == answer["text"]
    assert said.activity["attachments"][0]["content"] == answer["card"]
    assert (said.conversation_id, said.activity_id) == ("a:anna", "m1")
    assert said.bearer == "app-token-1"
    assert [asked.fields for asked in served.cloud.entra.asked] == [
        {
            "grant_type": "client_credentials",
            "client_id": APP_ID,
            "client_secret": SECRET,
            "scope": "https://api.botframework.com/.default",
        }
    ]


async def test_a_forged_or_foreign_activity_gets_in_nowhere(served: Served) -> None:
    await served.sagspuls("check")  # the service runs, and everything it stands on holds
    shown = len(served.teams.posts)
    forged = served.cloud.token(served.teams.url, kid="nobodys")
    assert await served.post(served.said_by_anna("m2"), forged) == 401
    assert await served.post(served.said_by_anna("m3"), None) == 401
    assert await served.post(served.said_by_anna("m4"), served.token(exp=1)) == 401
    assert await served.post(served.said_by_anna("m5"), served.token(aud="another-app")) == 401
    foreign = served.said_by_anna("m6")
    foreign["conversation"]["tenantId"] = foreign["channelData"]["tenant"]["id"] = "another-municipality"
    assert await served.post(foreign, served.token()) == 403
    assert await served.post(served.said_by_anna("m7", "hvem er jeg"), served.token()) == 200
    await served.teams.shows(shown + 1, PATIENCE)
    assert [call.activity_id for call in served.teams.posts[shown:]] == ["m7"]


async def test_a_digest_goes_out_to_its_channel_with_a_token(served: Served) -> None:
    shown = len(served.teams.posts)
    assert await served.post(served.installed(), served.token()) == 200
    await served.teams.shows(shown + 1, PATIENCE)
    sent = await served.sagspuls("send", "--team", TEAM, "--kind", "weekly_digest")
    assert "sent" in sent
    digest = (await served.teams.shows(shown + 2, PATIENCE))[-1]
    told = json.loads(await served.sagspuls("digest", "--team", TEAM, "--json"))
    assert (digest.words, digest.conversation_id) == (told["text"], "19:nord@thread.tacv2")
    # A process of its own has a token of its own.
    assert digest.bearer == f"app-token-{len(served.cloud.entra.asked)}"
    assert all(call.bearer for call in served.teams.calls)


async def test_nothing_secret_is_written_to_the_log(served: Served) -> None:
    said = served.log.read_text()
    assert "request" in said
    for secret in (SECRET, "app-token-", "eyJ", QUESTION):
        assert secret not in said


async def test_there_is_no_local_use_in_it(served: Served) -> None:
    assert "SAGSPULS_LOCAL" not in served.town.env
    assert not [name for name in served.town.env if name.startswith("SAGSPULS_") and "CHECK" in name]
