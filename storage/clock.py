"""The one place that reads the clock.

A store may run on a clock of its own (SAGSPULS_CLOCK, for demonstrations): where it started and when it was set are
kept in the database, so that every process of the store agrees on the time.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import StoreSetting

CLOCK = "clock"


def wall_clock() -> dt.datetime:
    """The machine's time, in UTC."""
    return dt.datetime.now(dt.UTC)


async def set_clock(session: AsyncSession, start: dt.datetime, zone: ZoneInfo) -> None:
    """Let the store's clock start at `start` (local time when it names no zone) and run on from there."""
    aware = start if start.tzinfo else start.replace(tzinfo=zone)
    value = {"start": aware.isoformat(), "set_at": wall_clock().isoformat()}
    statement = insert(StoreSetting).values(name=CLOCK, value=value)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )


async def unset_clock(session: AsyncSession) -> None:
    """Let the store go by the machine's clock again."""
    await session.execute(delete(StoreSetting).where(StoreSetting.name == CLOCK))


async def now(session: AsyncSession) -> dt.datetime:
    """The store's present moment, in UTC: the machine's clock, shifted where the store has its own."""
    value = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == CLOCK))
    if value is None:
        return wall_clock()
    shift = dt.datetime.fromisoformat(value["start"]) - dt.datetime.fromisoformat(value["set_at"])
    return (wall_clock() + shift).astimezone(dt.UTC)


def local_day(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    """The date people read on the wall at that moment."""
    return moment.astimezone(zone).date()
