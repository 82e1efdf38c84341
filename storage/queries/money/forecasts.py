"""Forecasts of an earlier day: a month ago, and a year ago compared with that year's final accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.budget import Forecast
from storage.queries.reach import of_reached_teams
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.money.budget import forecast_miss_pct
from storage.rules.money.units import whole_year
from storage.rules.rounding import rounded
from storage.schema import ForecastKept, PostingDay

NEAR = dt.timedelta(days=31)
"""A forecast kept longer before the day than this says nothing about the same time of the year."""


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """The year's forecast on an earlier day of that year, in kroner."""

    day: dt.date
    forecast: Decimal


async def last_year(
    session: AsyncSession,
    scope: Scope,
    day: dt.date,
    *,
    team_id: int | None = None,
    accounts: Collection[str] | None = None,
) -> Forecast | None:
    """Last year's miss at the same time of the year as `day`, for the same teams and accounts (None = all of them).

    None where no forecast was kept within a month before that day.
    """
    kept_on = await _kept_on(session, add_months(day, -12))
    if kept_on is None:
        return None
    which = _Which(scope, team_id, accounts)
    (kept,) = await _kept(session, which, kept_on, kept_on)
    return _against(kept, await _ended(session, which, kept_on.year))


async def through_the_year(
    session: AsyncSession,
    scope: Scope,
    year: int,
    *,
    team_id: int | None = None,
    accounts: Collection[str] | None = None,
) -> tuple[Forecast, ...]:
    """The last forecast kept in each month of a year that is over, earliest first: how well it was forecast.

    Empty while the year runs: nobody knows its final accounts yet.
    """
    if year >= scope.day.year:
        return ()
    which = _Which(scope, team_id, accounts)
    kept = await _kept(session, which, *whole_year(year))
    if not kept:
        return ()
    ended = await _ended(session, which, year)
    last_of_month = {day.month: (day, forecast) for day, forecast in kept}
    return tuple(_against(one, ended) for one in last_of_month.values())


async def a_month_ago(
    session: AsyncSession, scope: Scope, day: dt.date, *, team_id: int | None = None
) -> KeptForecast | None:
    """The forecast kept a month before `day`, or the latest in the month before that; None: none of that year."""
    kept_on = await _kept_on(session, add_months(day, -1))
    if kept_on is None or kept_on.year != day.year:
        return None
    ((_, forecast),) = await _kept(session, _Which(scope, team_id, None), kept_on, kept_on)
    return KeptForecast(kept_on, rounded(forecast))


@dataclass(frozen=True, slots=True)
class _Which:
    """Which teams' and accounts' rows are added up."""

    scope: Scope
    team_id: int | None
    accounts: Collection[str] | None

    def rows(self, table: type[ForecastKept | PostingDay]) -> list[ColumnElement[bool]]:
        rows = [of_reached_teams(self.scope, table.team_id)]
        if self.team_id is not None:
            rows.append(table.team_id == self.team_id)
        if self.accounts is not None:
            rows.append(table.account.in_(self.accounts))
        return rows


async def _kept_on(session: AsyncSession, wanted: dt.date) -> dt.date | None:
    """The day of the latest forecast kept at that time: on the day itself, or within a month before, the same year."""
    first = max(wanted - NEAR, dt.date(wanted.year, 1, 1))
    statement = select(func.max(ForecastKept.day)).where(ForecastKept.day.between(first, wanted))
    return (await session.execute(statement)).scalar_one()


async def _kept(session: AsyncSession, which: _Which, first: dt.date, last: dt.date) -> list[tuple[dt.date, Decimal]]:
    """The forecasts kept in [first, last], earliest first.

    A day that has only other teams' or accounts' forecasts counts with a forecast of 0.
    """
    expected = func.coalesce(func.sum(ForecastKept.forecast).filter(and_(*which.rows(ForecastKept))), 0)
    statement = (
        select(ForecastKept.day, expected)
        .where(ForecastKept.day.between(first, last))
        .group_by(ForecastKept.day)
        .order_by(ForecastKept.day)
    )
    return [(day, forecast) for day, forecast in await session.execute(statement)]


async def _ended(session: AsyncSession, which: _Which, year: int) -> Decimal:
    """The year's final accounts: the last row of each account and team holds the whole year's sum."""
    statement = select(func.coalesce(func.sum(PostingDay.to_date), 0)).where(
        PostingDay.until == dt.date(year + 1, 1, 1), *which.rows(PostingDay)
    )
    return Decimal((await session.execute(statement)).scalar_one())


def _against(kept: tuple[dt.date, Decimal], ended: Decimal) -> Forecast:
    day, expected = kept
    return Forecast(day, rounded(expected), rounded(ended), forecast_miss_pct(expected, ended))
