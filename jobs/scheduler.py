"""The ticker: APScheduler only says when to look; the rows decide what is due and who sends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from jobs.housekeeping import tidy
from jobs.tick import tick
from messages.channel import Channel
from storage import clock
from storage.database import Store
from storage.engine import JOB
from storage.settings import Settings

log = logging.getLogger(__name__)

EVERY = 20
"""Seconds between ticks."""
TIDY_EVERY = 3600
GRACE = 20.0
"""Seconds a running tick may take to finish its posts when the service stops."""


@asynccontextmanager
async def ticking(store: Store, channel: Channel, settings: Settings) -> AsyncIterator[None]:
    """The jobs run while the block does; leaving it lets a running tick finish its posts."""
    busy = asyncio.Lock()

    async def run_tick() -> None:
        async with busy:
            async with store.working(JOB) as session:
                now = await clock.now(session)
            await tick(store, channel, settings, now)

    async def run_tidy() -> None:
        async with store.working(JOB) as session:
            now = await clock.now(session)
        await tidy(store, settings, now, clock.wall_clock())

    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    at_once = clock.wall_clock()
    # A late tick is still worth having: never skip one because its time has passed.
    scheduler.add_job(run_tick, "interval", seconds=EVERY, next_run_time=at_once, misfire_grace_time=None)
    scheduler.add_job(run_tidy, "interval", seconds=TIDY_EVERY, next_run_time=at_once, misfire_grace_time=None)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE), busy:
                log.info("the jobs have stopped")
        scheduler.shutdown(wait=False)
