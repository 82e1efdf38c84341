"""The limits of Teams hold over all processes of a database, and a sick database costs a post a second at most."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, make_url, text

from jobs.housekeeping import tidy
from messages.channel import Address, open_channel
from messages.message import Message
from messages.pace import PostingPace
from storage.clock import wall_clock
from storage.database import Store, store_at
from storage.rules.sending.service_urls import ServiceUrls
from storage.settings import Settings
from tests.fake_channel import FakeTeams, fake_teams

HELLO = Message("Hej", None, {})


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


async def test_many_conversations_stay_within_the_limit_of_the_tenant(store: Store) -> None:
    """The moments at which turns were given: how fast a busy machine posts then is another matter."""
    loop = asyncio.get_running_loop()
    moments: list[float] = []

    async def take(pace: PostingPace, number: int) -> None:
        await pace.turn(f"19:{number}", "kommunen")
        moments.append(loop.time())

    processes = [PostingPace(store, seconds=30), PostingPace(store, seconds=30)]
    await asyncio.gather(*(take(processes[number % 2], number) for number in range(60)))
    assert len(moments) == 60
    assert max(moments) - min(moments) >= (60 - 4) * 0.055 * 0.9


async def test_a_post_costs_one_statement(store: Store, teams: FakeTeams) -> None:
    statements: list[str] = []
    event.listen(store.engine.sync_engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    async with open_channel(ServiceUrls(local=True), pace=PostingPace(store)) as channel:
        await channel.post(Address(teams.url, "19:a", None, "msteams", "kommunen"), HELLO)
    assert len(statements) == 1
    assert "take_turn" in statements[0]


async def test_a_locked_table_costs_a_post_a_second_and_the_next_one_nothing(store: Store, teams: FakeTeams) -> None:
    address = Address(teams.url, "19:a", None, "msteams", "kommunen")
    async with (
        store.engine.connect() as connection,
        open_channel(ServiceUrls(local=True), pace=PostingPace(store, seconds=0.2)) as channel,
    ):
        await connection.execute(text("LOCK TABLE pace_kept IN ACCESS EXCLUSIVE MODE"))
        async with asyncio.timeout(30):
            for _ in range(3):
                await channel.post(address, HELLO)
        await connection.rollback()
    assert len(teams.posts) == 3


async def test_a_database_that_never_answers_holds_no_post_up(teams: FakeTeams) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nowhere = store_at(make_url(f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/none"))
        async with open_channel(ServiceUrls(local=True), pace=PostingPace(nowhere, seconds=0.2)) as channel:
            async with asyncio.timeout(30):
                await channel.post(Address(teams.url, "19:a", None, "msteams", "kommunen"), HELLO)
        await nowhere.close()
        assert len(teams.posts) == 1


async def test_without_a_database_a_process_keeps_the_pace_by_itself() -> None:
    pace, loop = PostingPace(), asyncio.get_running_loop()
    before = loop.time()
    await asyncio.gather(*(pace.turn("19:a", "kommunen") for _ in range(5)))
    assert loop.time() - before >= 1.0
    await asyncio.wait_for(pace.turn("19:b", "kommunen"), 5)


async def test_what_is_kept_of_past_turns_is_cleared_away(store: Store) -> None:
    await PostingPace(store).turn("19:a", "kommunen")
    async with store.working() as session:
        await session.execute(text("UPDATE pace_kept SET full_at = full_at - interval '2 days' WHERE place ~ '19:a'"))
    await tidy(store, Settings(local=True), wall_clock(), wall_clock())
    async with store.working() as session:
        left = (await session.scalars(text("SELECT DISTINCT place FROM pace_kept"))).all()
    assert left == ["tenant kommunen"]
