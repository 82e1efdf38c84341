"""A team has one channel, however many bind at once; what names settle for a demo that is loaded anew."""

from __future__ import annotations

import asyncio
import datetime as dt

from sqlalchemy import select

from storage.database import Store
from storage.queries.sending import channels
from storage.schema import Conversation
from tests.conftest import Office

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


async def add(store: Store, name: str, called: str | None = None, **columns: object) -> None:
    place = {"kind": "channel", "channel_id": "msteams", "service_url": "http://127.0.0.1:9/", "installed_at": NOW}
    async with store.working() as session:
        given = {**place, "teams_team_id": f"{name} in Teams", "teams_team_name": called, **columns}
        session.add(Conversation(conversation_id=name, **given))


async def bound(store: Store) -> dict[str, int]:
    async with store.working() as session:
        rows = await session.execute(select(Conversation.conversation_id, Conversation.team_id))
        return {row.conversation_id: row.team_id for row in rows if row.team_id is not None}


async def test_those_who_bind_at_once_take_turns(store: Store, office: Office) -> None:
    names = [f"19:{number}" for number in range(6)]
    for name in names:
        await add(store, name)

    async def bind(name: str, person: str) -> None:
        async with store.asking(person) as session:
            here = await channels.channel(session, name)
            assert here is not None
            await channels.bind(session, here, office.nord, by=person, now=NOW)

    await asyncio.gather(*(bind(name, who) for name, who in zip(names, ["freja", "bo"] * 3, strict=True)))
    assert list((await bound(store)).values()) == [office.nord]


async def test_names_bind_what_they_settle_and_nothing_else(store: Store, office: Office) -> None:
    await add(store, "19:a", "team nord")
    await add(store, "19:b", "Distrikt 2")
    await add(store, "19:c", "Distrikt 2")
    await add(store, "19:d", "Team Nord", channel_type="private")
    async with store.working() as session:
        await channels.bind_all_by_name(session, NOW)
    assert await bound(store) == {}
    async with store.working() as session:
        private = (await session.scalars(select(Conversation).where(Conversation.conversation_id == "19:d"))).one()
        private.removed_at = NOW
        await session.flush()
        await channels.bind_all_by_name(session, NOW)
    assert await bound(store) == {"19:a": office.nord}
