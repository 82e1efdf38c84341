"""The ticker ticks at once, and a stop lets the post under way finish."""

from __future__ import annotations

import asyncio
import datetime as dt

from jobs.scheduler import ticking
from jobs.tick import HEARTBEAT
from messages.channel import Address, Outcome
from messages.message import Message
from storage.clock import set_clock
from storage.schema import StoreSetting
from tests.conftest import Office
from tests.jobs.conftest import EIGHT, MINUTE, FakeChannel, Works, add_schedule


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
