"""What the bot keeps of the questions it was asked."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import Store
from storage.schema import Inbox

FAILED = "Noget gik galt"
"""How the answer begins that tells of an error."""


async def rows(store: Store) -> list[Inbox]:
    async with store.working() as session:
        return list(await session.scalars(select(Inbox).order_by(Inbox.received_at)))


async def all_answered(store: Store) -> bool:
    return all(row.answered_at is not None for row in await rows(store))
