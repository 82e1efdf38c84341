"""What has served its time is cleared away: answered activities, forgotten dialogues, misses, and what was kept of
long past days.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Dialogue, ForecastKept, Inbox, Miss, PaceKept, Snapshot

KEPT = dt.timedelta(days=1)
"""Teams repeats an unanswered activity within minutes; a day leaves a wide margin for the duplicate check."""
DAYS_KEPT = dt.timedelta(days=5 * 366)
"""As long as the longest of the recovery plans runs; they are counts and sums alone."""


async def tidy(session: AsyncSession, now: dt.datetime, wall_clock: dt.datetime, *, misses_days: int) -> None:
    """Delete inbox rows answered, and dialogues last used, more than a day ago, misses older than `misses_days`, and
    snapshots and forecasts older than five years.

    The inbox lives by the machine's clock, everything else by the store's.
    """
    await session.execute(delete(Inbox).where(Inbox.answered_at < wall_clock - KEPT))
    await session.execute(delete(PaceKept).where(PaceKept.full_at < wall_clock - KEPT))
    await session.execute(delete(Dialogue).where(Dialogue.at < now - KEPT))
    await session.execute(delete(Miss).where(Miss.at < now - dt.timedelta(days=misses_days)))
    await session.execute(delete(Snapshot).where(Snapshot.day < now.date() - DAYS_KEPT))
    await session.execute(delete(ForecastKept).where(ForecastKept.day < now.date() - DAYS_KEPT))
