"""One tick: plan what is due, deliver what is planned, keep the day's counts."""

from __future__ import annotations

import datetime as dt
import logging

from sqlalchemy.dialects.postgresql import insert

from jobs.delivery import deliver
from jobs.planning import plan_due
from jobs.snapshots import keep_day
from messages.teams import Channel
from storage.clock import local_day
from storage.database import Store
from storage.schema import StoreSetting
from storage.settings import Settings

log = logging.getLogger(__name__)

HEARTBEAT = "heartbeat.jobs"


async def tick(store: Store, channel: Channel, settings: Settings, now: dt.datetime) -> None:
    """Do what the moment asks for. Any number of processes may tick at once: rows decide who does what."""
    await plan_due(store, settings, now)
    await deliver(store, channel, settings, now)
    await _keep(store, settings, now)
    await _beat(store, now)


async def _keep(store: Store, settings: Settings, now: dt.datetime) -> None:
    """A snapshot that fails must keep no reminder from going out; the next tick tries again."""
    try:
        async with store.working() as session:
            await keep_day(session, local_day(now, settings.zone))
    except Exception:  # whatever it is, it is the snapshot's alone
        log.exception("the day's snapshot could not be kept")


async def _beat(store: Store, now: dt.datetime) -> None:
    """Written last, so that the health check hears of a tick that never ends or always fails."""
    statement = insert(StoreSetting).values(name=HEARTBEAT, value={"at": now.isoformat()})
    async with store.working() as session:
        await session.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
        )
