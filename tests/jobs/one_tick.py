"""A process of its own that ticks once: `python -m tests.jobs.one_tick DATABASE_URL NOW`."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys

from sqlalchemy import make_url

from jobs.tick import tick
from messages.channel import channel_of
from storage.database import store_at
from storage.settings import Settings


async def main(url: str, now: str) -> None:
    store = store_at(make_url(url))
    settings = Settings(local=True)
    async with channel_of(settings, store) as channel:
        await tick(store, channel, settings, dt.datetime.fromisoformat(now))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
