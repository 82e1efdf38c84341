"""One tick: plan what is due, then deliver what is planned."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.dialects.postgresql import insert

from jobs.delivery import deliver
from jobs.planning import plan_due
from messages.teams import Channel
from storage.database import Store
from storage.schema import StoreSetting
from storage.settings import Settings

HEARTBEAT = "heartbeat.jobs"


async def tick(store: Store, channel: Channel, settings: Settings, now: dt.datetime) -> None:
    """Do what the moment asks for. Any number of processes may tick at once: rows decide who does what."""
    await plan_due(store, settings, now)
    await deliver(store, channel, settings, now)
    await _beat(store, now)


async def _beat(store: Store, now: dt.datetime) -> None:
    """Written last, so that the health check hears of a tick that never ends or always fails."""
    statement = insert(StoreSetting).values(name=HEARTBEAT, value={"at": now.isoformat()})
    async with store.working() as session:
        await session.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
        )
