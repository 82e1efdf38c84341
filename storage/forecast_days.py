"""Each day's forecast by team and account, kept: later postings change what it was made from.

It says what was known that day. An import replaces the forecast kept earlier the same day, since people saw and acted
on the figures it brought. A past day is never touched again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import delete, exists, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.money.account_sums import account_sums
from storage.rules.access import Scope
from storage.rules.money.budget import standing
from storage.schema import ForecastKept

FIGURES = ("budget", "spent", "committed", "forecast")


async def keep_first(session: AsyncSession, day: dt.date) -> None:
    """Keep the day's forecast, unless it is kept already; keeps nothing where no account has any money."""
    await _in_turn(session)
    if not await session.scalar(select(exists().where(ForecastKept.day == day))):
        await _keep(session, day)


async def keep_anew(session: AsyncSession, day: dt.date) -> None:
    """Keep the day's forecast in place of the one kept before, since an import has changed the money."""
    await _in_turn(session)
    await session.execute(delete(ForecastKept).where(ForecastKept.day == day))
    await _keep(session, day)


async def _in_turn(session: AsyncSession) -> None:
    """One at a time until the transaction ends: a tick's older sums must not mix with those of an import."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('sagspuls.forecast'))"))


async def _keep(session: AsyncSession, day: dt.date) -> None:
    rows = await _rows(session, day)
    if rows:
        await session.execute(insert(ForecastKept), rows)


async def _rows(session: AsyncSession, day: dt.date) -> list[dict[str, Any]]:
    """The budget question's own sums over every team and what has none, each figure rounded once."""
    everything = Scope(day=day, all_teams=True, names_people=False)
    sums = await account_sums(session, everything, day, by_team=True)
    rows = []
    for key, found in sums.items():
        stands = standing(found.sums, day)
        figures = {name: getattr(stands, name) for name in FIGURES}
        if any(figures.values()):
            rows.append({"day": day, "account": key.account, "team_id": key.team_id, **figures})
    return rows
