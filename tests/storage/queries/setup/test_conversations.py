"""Whether a place is kept just as it is seen: then a question there locks and writes nothing about it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.setup import conversations
from storage.queries.setup.conversations import Gone, PlaceSeen
from storage.schema import Conversation

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
NORD = PlaceSeen(
    conversation_id="19:nord",
    kind="channel",
    channel_id="msteams",
    service_url="https://smba.example/",
    tenant_id="kommunen",
    bot_id="28:bot",
    teams_team_id="19:team",
    teams_team_name="Team Nord",
    teams_channel_id="19:nord",
    channel_type="standard",
)
OTHER = replace(NORD, conversation_id="19:other", teams_channel_id="19:other")
SAID = replace(NORD, teams_team_name=None, channel_type=None)
"""What a message says of the place: less than the event of an installation."""


@pytest.fixture
async def session(store: Store) -> AsyncIterator[AsyncSession]:
    async with store.working() as opened:
        yield opened


async def remembered(session: AsyncSession, seen: PlaceSeen, *others: PlaceSeen) -> bool:
    for place in (NORD, *others):
        await conversations.remember(session, place, NOW)
    return await conversations.is_as_kept(session, seen)


@pytest.mark.parametrize("seen", [NORD, SAID, replace(SAID, service_url=NORD.service_url, bot_id=None)])
async def test_a_place_that_shows_nothing_new_is_as_kept(session: AsyncSession, seen: PlaceSeen) -> None:
    assert await remembered(session, seen, OTHER)


@pytest.mark.parametrize(
    "new",
    [
        {"conversation_id": "19:new"},
        {"service_url": "https://smba.example/elsewhere/"},
        {"bot_id": "28:another"},
        {"kind": "group"},
        {"teams_channel_name": "Fælles"},
        {"channel_type": "shared"},
        {"teams_team_name": "Team Syd"},
        {"chosen": True},
    ],
)
async def test_a_place_that_shows_something_new_is_not(session: AsyncSession, new: dict[str, Any]) -> None:
    assert not await remembered(session, replace(SAID, **new))


@pytest.mark.usefixtures("office")
async def test_the_person_of_a_chat_is_something_new(session: AsyncSession) -> None:
    assert not await remembered(session, replace(SAID, staff_id="anna"))


@pytest.mark.parametrize("gone", [{"removed_at": NOW}, {"gone": [Gone.UNINSTALLED]}, {"blocked_reason": "403"}])
async def test_a_place_the_bot_was_out_of_is_not_as_kept(session: AsyncSession, gone: dict[str, Any]) -> None:
    assert await remembered(session, SAID)
    await session.execute(update(Conversation).values(gone))
    assert not await conversations.is_as_kept(session, SAID)


async def test_a_name_or_address_that_another_channel_of_the_team_lacks_is_new(session: AsyncSession) -> None:
    assert await remembered(session, NORD, OTHER)
    assert not await remembered(session, NORD, replace(OTHER, service_url="https://smba.example/old/"))
    assert not await remembered(session, NORD, replace(OTHER, teams_team_name="Team Syd"))


async def test_a_name_that_only_another_channel_of_the_team_has_is_new(session: AsyncSession) -> None:
    await conversations.remember(session, replace(NORD, teams_team_name=None), NOW)
    assert await conversations.is_as_kept(session, SAID)
    await conversations.remember(session, OTHER, NOW)
    assert not await conversations.is_as_kept(session, SAID)


async def test_a_place_heard_from_twice_at_once_arrives_once(store: Store) -> None:
    """Teams tells of an installation in two activities, which two workers may take up at the same time."""
    hers = replace(NORD, conversation_id="a:hers", kind="personal", teams_team_id=None, teams_channel_id=None)

    async def heard() -> bool:
        async with store.working() as session:
            return await conversations.remember(session, hers, NOW)

    async with store.working() as first:
        arrives = await conversations.remember(first, hers, NOW)
        second = asyncio.create_task(heard())
        done, _ = await asyncio.wait({second}, timeout=0.5)
        assert not done, "the second must wait for the first: until then nobody knows who is to welcome"
    assert (arrives, await second) == (True, False)
