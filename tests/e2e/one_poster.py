"""A process that posts as fast as it may: `python -m tests.e2e.one_poster DATABASE SERVICE_URL SECONDS PLACE…`."""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy import make_url

from messages.channel import Address, Channel, channel_of
from messages.message import Message
from storage.database import store_at
from storage.settings import Settings

AT_ONCE = 4


async def main(database: str, service_url: str, seconds: str, *places: str) -> None:
    store = store_at(make_url(database))
    loop = asyncio.get_running_loop()
    until = loop.time() + float(seconds)

    async def post_on(channel: Channel, place: str) -> None:
        while loop.time() < until:
            await channel.post(Address(service_url, place, "28:bot", "msteams", "kommunen"), Message("Hej", None, {}))

    async with channel_of(Settings(local=True), store) as channel:
        await asyncio.gather(*(post_on(channel, place) for place in places for _ in range(AT_ONCE)))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
