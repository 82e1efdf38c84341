"""What was expected on an earlier day: a month ago, and a year ago against what that year ended at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.reach import of_reached_teams
from storage.rules.access import Scope
from storage.rules.budget import forecast_miss_pct
from storage.rules.calendar import add_months
from storage.rules.rounding import rounded
from storage.schema import ForecastKept, PostingDay

NEAR = dt.timedelta(days=31)
"""A forecast kept longer before the day than this says nothing about the same time of the year."""


@dataclass(frozen=True, slots=True)
class LastYear:
    """The forecast kept on `day` and the accounts its year ended at, in kroner; `miss_pct` > 0: it was too high."""

    day: dt.date
    forecast: Decimal
    accounts: Decimal
    miss_pct: float | None

    def as_json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "forecast": str(self.forecast),
            "accounts": str(self.accounts),
            "miss_pct": self.miss_pct,
        }


async def last_year(
    session: AsyncSession,
    scope: Scope,
    day: dt.date,
    *,
    team_id: int | None = None,
    accounts: Collection[str] | None = None,
) -> LastYear | None:
    """Last year's miss at the same time of the year as `day`, for the same teams and accounts (None = all of them).

    None where no forecast was kept within a month before that day.
    """
    kept_on = await _kept_on(session, add_months(day, -12))
    if kept_on is None:
        return None
    forecast = select(func.coalesce(func.sum(ForecastKept.forecast), 0)).where(
        ForecastKept.day == kept_on, of_reached_teams(scope, ForecastKept.team_id)
    )
    # The last row of each account and team in a year holds the whole year's sum.
    ended = select(func.coalesce(func.sum(PostingDay.to_date), 0)).where(
        PostingDay.until == dt.date(kept_on.year + 1, 1, 1), of_reached_teams(scope, PostingDay.team_id)
    )
    if team_id is not None:
        forecast = forecast.where(ForecastKept.team_id == team_id)
        ended = ended.where(PostingDay.team_id == team_id)
    if accounts is not None:
        forecast = forecast.where(ForecastKept.account.in_(accounts))
        ended = ended.where(PostingDay.account.in_(accounts))
    expected = (await session.execute(forecast)).scalar_one()
    came = (await session.execute(ended)).scalar_one()
    return LastYear(kept_on, rounded(expected), rounded(came), forecast_miss_pct(expected, came))


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """What was expected of the year on an earlier day of it, in kroner."""

    day: dt.date
    forecast: Decimal


async def a_month_ago(
    session: AsyncSession, scope: Scope, day: dt.date, *, team_id: int | None = None
) -> KeptForecast | None:
    """The forecast kept a month before `day`, or the latest in the month before that; None where none of that year."""
    kept_on = await _kept_on(session, add_months(day, -1))
    if kept_on is None or kept_on.year != day.year:
        return None
    statement = select(func.coalesce(func.sum(ForecastKept.forecast), 0)).where(
        ForecastKept.day == kept_on, of_reached_teams(scope, ForecastKept.team_id)
    )
    if team_id is not None:
        statement = statement.where(ForecastKept.team_id == team_id)
    return KeptForecast(kept_on, rounded((await session.execute(statement)).scalar_one()))


async def _kept_on(session: AsyncSession, wanted: dt.date) -> dt.date | None:
    """The day of the latest forecast kept at that time: on the day itself, or within a month before, the same year."""
    first = max(wanted - NEAR, dt.date(wanted.year, 1, 1))
    statement = select(func.max(ForecastKept.day)).where(ForecastKept.day.between(first, wanted))
    return (await session.execute(statement)).scalar_one()
