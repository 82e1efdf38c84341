"""The ticker ticks at once, and a stop lets the post under way finish; what has served its time is cleared away."""

from __future__ import annotations

import asyncio
import datetime as dt

from sqlalchemy import select

from jobs.housekeeping import tidy
from jobs.scheduler import ticking
from jobs.tick import HEARTBEAT
from messages.message import Message
from messages.teams import Address, Outcome
from storage.clock import set_clock
from storage.database import Store
from storage.schema import Dialogue, Inbox, Miss, StoreSetting
from tests.conftest import Office
from tests.jobs.conftest import EIGHT, MINUTE, FakeChannel, Works, add_schedule

DAY = dt.timedelta(days=1)


class SlowChannel(FakeChannel):
    """Takes its time with a post."""

    def __init__(self) -> None:
        super().__init__()
        self.posting = asyncio.Event()

    async def post(
        self, address: Address, message: Message, reply_to: str | None = None, *, in_turn: bool = False
    ) -> Outcome:
        self.posting.set()
        await asyncio.sleep(0.3)
        return await super().post(address, message, reply_to, in_turn=in_turn)


async def test_a_stop_lets_the_post_under_way_finish(works: Works, busy: Office) -> None:
    async with works.store.working() as session:
        await set_clock(session, EIGHT, works.settings.zone)
    await add_schedule(works.store, busy.nord)
    channel = SlowChannel()
    async with ticking(works.store, channel, works.settings):
        async with asyncio.timeout(10):
            await channel.posting.wait()
    (delivery,) = await works.deliveries()
    assert (delivery.state, delivery.activity_id) == ("sent", "activity-1")
    async with works.store.working() as session:
        beat = await session.get_one(StoreSetting, HEARTBEAT)
    assert EIGHT <= dt.datetime.fromisoformat(beat.value["at"]) < EIGHT + MINUTE


async def test_answered_activities_and_dialogues_are_forgotten_after_a_day(store: Store, office: Office) -> None:
    async with store.working() as session:
        for name, answered in (("old", EIGHT - DAY - MINUTE), ("fresh", EIGHT - MINUTE), ("open", None)):
            session.add(Inbox(conversation_id="c", activity_id=name, received_at=EIGHT - 2 * DAY, answered_at=answered))
        for name, at in (("old", EIGHT - DAY - MINUTE), ("fresh", EIGHT - MINUTE)):
            session.add(Dialogue(conversation_id=name, staff_id="anna", question="overdue", slots={}, at=at))
    async with store.working() as session:
        await tidy(session, EIGHT, EIGHT, misses_days=90)
    async with store.working() as session:
        kept = set(await session.scalars(select(Inbox.activity_id)))
        remembered = set(await session.scalars(select(Dialogue.conversation_id)))
    assert (kept, remembered) == ({"fresh", "open"}, {"fresh"})


async def test_texts_not_understood_are_forgotten_after_the_days_of_the_setting(store: Store) -> None:
    async with store.working() as session:
        for text, at in (("gammel", EIGHT - 30 * DAY - MINUTE), ("frisk", EIGHT - 30 * DAY + MINUTE)):
            session.add(Miss(at=at, language="da", text=text, question=None, confidence=0.1, outcome="none"))
    async with store.working() as session:
        await tidy(session, EIGHT, EIGHT, misses_days=30)
        assert set(await session.scalars(select(Miss.text))) == {"frisk"}
