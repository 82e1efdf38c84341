"""When each recurring piece of work last ended, so that the health check notices one that has stopped."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import StoreSetting


async def beat(session: AsyncSession, name: str, now: dt.datetime) -> None:
    """Note that the work of this name ended at that moment."""
    statement = insert(StoreSetting).values(name=name, value={"at": now.isoformat()})
    await session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )


async def last_beat(session: AsyncSession, name: str) -> dt.datetime | None:
    """When the work of this name last ended; None = never yet."""
    value = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == name))
    return dt.datetime.fromisoformat(value["at"]) if value else None
