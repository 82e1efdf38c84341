"""The suppliers of the measures, by name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Grant


async def names(session: AsyncSession) -> tuple[str, ...]:
    """The name of every supplier in any grant, as exported; whose grants those are is not told."""
    rows = await session.scalars(select(Grant.supplier).where(Grant.supplier != "").distinct())
    return tuple(sorted(name for name in rows if name))
