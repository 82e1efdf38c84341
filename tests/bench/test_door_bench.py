"""A good turn while the key source is slow or dead and invented keys come: its p95 is at most twice the quiet one."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

import pytest

from storage.database import Store
from tests.bot.conftest import Signed, StandIn, bot, in_teams, personal
from tests.fake_channel import FakeTeams, fake_teams
from tests.fake_cloud import fake_cloud

TURNS = 200
PAUSE = 0.02
"""Seconds between two good turns."""
INVENTED = 0.2
"""Seconds between two tokens with invented keys: 15 or so wait at any moment while the source hangs."""


@asynccontextmanager
async def served(store: Store) -> AsyncIterator[tuple[Signed, FakeTeams]]:
    async with (
        fake_cloud() as cloud,
        fake_teams() as teams,
        bot(store, StandIn(), settings=in_teams(cloud)) as running,
    ):
        yield Signed(running.session, running.url, cloud), teams


async def p95(signed: Signed, teams: FakeTeams) -> float:
    """Seconds until a good turn is taken, by people who each write now and then."""
    took = []
    for number in range(TURNS):
        who = {"from": {"id": f"29:{number % 30}"}, "conversation": {"id": f"a:{number % 30}"}}
        begun = perf_counter()
        assert await signed.post(personal(teams) | who) == 200
        took.append(perf_counter() - begun)
        await asyncio.sleep(PAUSE)
    return sorted(took)[int(TURNS * 0.95)]


async def invent(signed: Signed, teams: FakeTeams) -> None:
    """Tokens with invented keys, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for number in itertools.count():
            token = signed.cloud.token(teams.url, headers={"kid": f"invented-{number}"})
            group.create_task(signed.send(personal(teams), token))
            await asyncio.sleep(INVENTED)


@pytest.mark.bench
@pytest.mark.parametrize("ill", ["slow", "dead"])
async def test_a_good_turn_does_not_wait_for_an_ill_key_source(store: Store, ill: str) -> None:
    async with served(store) as (signed, teams):
        await p95(signed, teams)  # everything has been done once
        quiet = await p95(signed, teams)
        signed.cloud.dead = ill == "dead"
        if ill == "slow":
            signed.cloud.held.clear()
        inventing = asyncio.create_task(invent(signed, teams))
        meanwhile = await p95(signed, teams)
        inventing.cancel()
        await asyncio.wait({inventing})
        signed.cloud.held.set()
    print(f"p95 of a good turn: quiet {quiet * 1000:.1f} ms, key source {ill} {meanwhile * 1000:.1f} ms")  # noqa: T201
    assert meanwhile <= 2 * quiet
