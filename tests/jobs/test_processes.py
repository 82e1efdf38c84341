"""Several processes on one database, posting over real HTTP; one of them is killed in the middle of a post."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import URL, update

from jobs.delivery import LEASE
from storage.schema import Conversation
from tests.conftest import Office
from tests.fake_channel import FakeTeams, fake_teams, hang
from tests.jobs.conftest import EIGHT, MINUTE, Works, add_schedule

pytestmark = pytest.mark.e2e


@pytest.fixture
async def teams(works: Works, busy: Office) -> AsyncIterator[FakeTeams]:
    """A channel on loopback where both teams' conversations live, and a schedule that is due."""
    await add_schedule(works.store)
    async with fake_teams() as listening:
        async with works.store.working() as session:
            await session.execute(update(Conversation).values(service_url=listening.url))
        yield listening


async def ticking(database: URL, now: dt.datetime) -> Process:
    url = database.render_as_string(hide_password=False)
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.jobs.one_tick", url, now.isoformat())


async def test_two_processes_send_each_team_one_digest(database: URL, works: Works, teams: FakeTeams) -> None:
    processes = [await ticking(database, EIGHT) for _ in range(2)]
    assert [await process.wait() for process in processes] == [0, 0]
    assert sorted(post.conversation_id for post in teams.posts) == ["distrikt2", "nord"]
    assert await works.states() == ["sent", "sent"]


async def test_a_process_killed_while_sending_leaves_uncertain_what_nobody_can_know(
    database: URL, works: Works, teams: FakeTeams
) -> None:
    teams.next.extend([hang, hang])
    process = await ticking(database, EIGHT)
    await teams.is_called(2)
    process.kill()
    await process.wait()
    assert await works.states() == ["sending", "sending"]
    restarted = await ticking(database, EIGHT + LEASE + MINUTE)
    assert await restarted.wait() == 0
    assert await works.states() == ["uncertain", "uncertain"]
    assert teams.posts == []
    assert [attempt.outcome for attempt in await works.attempts()] == [None, None]
