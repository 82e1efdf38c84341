"""One tick: plan what is due, deliver what is planned, keep the day's counts and its forecast."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Awaitable, Callable

from jobs.delivery import deliver
from jobs.notices import plan_notices
from jobs.planning import plan_due
from messages.channel import Channel
from storage import heartbeats
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.forecast_days import keep_first
from storage.session import AsyncSession
from storage.settings import Settings
from storage.snapshot_days import keep_day

log = logging.getLogger(__name__)

HEARTBEAT = "heartbeat.jobs"


async def tick(store: Store, channel: Channel, settings: Settings, now: dt.datetime) -> None:
    """Do what the moment asks for. Any number of processes may tick at once: rows decide who does what."""
    await plan_due(store, settings, now)
    await plan_notices(store, settings, now)
    await deliver(store, channel, settings, now)
    await _keep(store, keep_day, local_day(now, settings.zone))
    await _keep(store, keep_first, local_day(now, settings.zone))
    await _beat(store, now)


async def _keep(store: Store, keep: Callable[[AsyncSession, dt.date], Awaitable[None]], day: dt.date) -> None:
    """Keep the day's counts or forecast. A failure must not hold up the rest; the next tick tries again."""
    try:
        async with store.working(JOB) as session:
            await keep(session, day)
    except Exception:  # any error concerns this step alone
        log.exception("%s of %s failed", keep.__name__, day)


async def _beat(store: Store, now: dt.datetime) -> None:
    """Written last, so that the health check hears of a tick that never ends or always fails."""
    async with store.working(JOB) as session:
        await heartbeats.beat(session, HEARTBEAT, now)
