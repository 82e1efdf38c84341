"""Whether a store holds a made-up municipality, which one, and since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import AccessLog, Base, Case, Conversation, Inbox, Miss, PaceKept, StoreSetting

DEMO = "demo"
STAYS = frozenset(model.__tablename__ for model in (AccessLog, Conversation, Inbox, Miss, PaceKept, StoreSetting))
"""Tables that do not belong to the municipality that goes; every other one is emptied with it."""


@dataclass(frozen=True, slots=True)
class DemoState:
    """What a store holds of the demo."""

    loaded_on: dt.date | None
    """The demo's day; None where none was ever loaded."""
    plan: str | None
    """The example of a plan by its name; None where it is the ordinary municipality."""
    real_data: bool
    """Other exports were imported."""


async def state(session: AsyncSession) -> DemoState:
    """What the store holds."""
    value = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == DEMO))
    loaded_on = dt.date.fromisoformat(value["day"]) if value else None
    filled = bool(await session.scalar(select(exists().where(Case.id.is_not(None)))))
    return DemoState(loaded_on, (value or {}).get("plan"), real_data=filled and loaded_on is None)


async def remember(session: AsyncSession, day: dt.date, plan: str | None = None) -> None:
    """Note that this store holds the demo as of that day, or the example of a plan."""
    statement = insert(StoreSetting).values(name=DEMO, value={"day": day.isoformat(), "plan": plan})
    await session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )


async def clear(session: AsyncSession) -> None:
    """Empty a demo store, so that it can be loaded as of another day; the access log stays, as always."""
    # Places in Teams outlive their data: only what names a person or a team of the old demo goes.
    await session.execute(update(Conversation).values(staff_id=None, team_id=None, confirmed_by=None))
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in STAYS:
            await session.execute(delete(table))
    await session.execute(delete(StoreSetting).where(StoreSetting.name == DEMO))
