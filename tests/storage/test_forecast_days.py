"""Each day's forecast is kept by team and account, as it was known that day."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.forecast_days import keep_anew, keep_first
from storage.queries.money.budget import budget
from storage.queries.money.forecasts import last_year, through_the_year
from storage.rules.access import scope_of
from storage.schema import ForecastKept
from tests.bot.questions.money import add_budget, add_grant, add_posting, summed
from tests.conftest import TODAY, Office, add_case

PLACEMENT, FAMILY = "528210", "528220"
Keep = Callable[[AsyncSession, dt.date], Awaitable[None]]


@pytest.fixture
async def money(store: Store, office: Office) -> Office:
    """Nord: 36.500 kr. of budget, 10.000 spent, 38 days of 1.000 kr. ahead. Distrikt 2: 12.000 kr. of budget.
    500 kr. belong to no team."""
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "anna")
        await add_budget(session, PLACEMENT, office.nord, "36500")
        await add_budget(session, FAMILY, office.distrikt2, "12000")
        await add_grant(session, PLACEMENT, case.id, "1000")
        await add_posting(session, PLACEMENT, dt.date(2026, 3, 31), "10000", case_id=case.id)
        await add_posting(session, FAMILY, dt.date(2026, 5, 1), "500")
        await summed(session)
    return office


async def keep(store: Store, how: Keep, day: dt.date = TODAY) -> None:
    async with store.working() as session:
        await how(session, day)


async def kept(store: Store, day: dt.date = TODAY) -> dict[tuple[str, int | None], tuple[str, ...]]:
    async with store.working() as session:
        rows = await session.scalars(select(ForecastKept).where(ForecastKept.day == day))
        return {
            (row.account, row.team_id): tuple(str(x) for x in (row.budget, row.spent, row.committed, row.forecast))
            for row in rows
        }


async def post_more(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_posting(session, PLACEMENT, TODAY, "2500", team_id=office.nord)
        await summed(session)


async def test_a_day_holds_every_account_of_every_team_and_of_none(store: Store, money: Office) -> None:
    await keep(store, keep_first)
    assert await kept(store) == {
        (PLACEMENT, money.nord): ("36500.00", "10000.00", "38000.00", "48000.00"),
        (FAMILY, money.distrikt2): ("12000.00", "0.00", "0.00", "0.00"),
        (FAMILY, None): ("0.00", "500.00", "0.00", "500.00"),
    }


async def test_what_is_kept_is_what_the_budget_question_told(store: Store, money: Office) -> None:
    await keep(store, keep_first)
    async with store.asking("erik") as session:
        told = await budget(session, scope_of(money.erik, TODAY), by_team=True)
    forecasts = [Decimal(row[3]) for row in (await kept(store)).values()]
    assert sum(forecasts) == told.forecast


async def test_the_first_look_at_a_day_stays(store: Store, money: Office) -> None:
    await keep(store, keep_first)
    before = await kept(store)
    await post_more(store, money)
    await keep(store, keep_first)
    assert await kept(store) == before


async def test_an_import_later_that_day_takes_the_mornings_place(store: Store, money: Office) -> None:
    await keep(store, keep_first)
    await post_more(store, money)
    await keep(store, keep_anew)
    assert (await kept(store))[PLACEMENT, money.nord] == ("36500.00", "12500.00", "38000.00", "50500.00")


async def test_another_day_is_not_touched(store: Store, money: Office) -> None:
    await keep(store, keep_first, TODAY - dt.timedelta(days=1))
    await post_more(store, money)
    await keep(store, keep_anew)
    (_, spent, ahead, _) = (await kept(store, TODAY - dt.timedelta(days=1)))[PLACEMENT, money.nord]
    assert (spent, ahead) == ("10000.00", "39000.00")


async def test_processes_at_the_same_moment_keep_a_day_once(store: Store, money: Office) -> None:
    await asyncio.gather(*(keep(store, how) for how in (keep_first, keep_anew, keep_first, keep_anew)))
    assert len(await kept(store)) == 3


async def test_nothing_is_kept_where_there_is_no_money(store: Store, office: Office) -> None:
    await keep(store, keep_first)
    assert await kept(store) == {}


async def test_a_year_later_the_kept_day_tells_how_far_the_forecast_missed(store: Store, money: Office) -> None:
    await keep(store, keep_first)
    async with store.working() as session:
        await add_posting(session, PLACEMENT, dt.date(2026, 12, 30), "50000", team_id=money.nord)
        await summed(session)
    async with store.asking("bo") as session:
        then = TODAY.replace(year=2027)
        missed = await last_year(session, scope_of(money.bo, then), then)
    assert missed is not None
    assert (str(missed.forecast), str(missed.accounts), missed.miss_pct) == ("48000.00", "60000.00", -20.0)


async def test_a_year_that_is_over_tells_month_by_month_how_well_it_was_forecast(store: Store, money: Office) -> None:
    for day in (dt.date(2026, 10, 30), TODAY - dt.timedelta(days=7), TODAY):
        await keep(store, keep_first, day)
    async with store.working() as session:
        await add_posting(session, PLACEMENT, dt.date(2026, 12, 30), "50000", team_id=money.nord)
        await summed(session)
    async with store.asking("erik") as session:
        erik = scope_of(money.erik, TODAY.replace(year=2027))
        told = await through_the_year(session, erik, 2026, team_id=money.nord)
        running = await through_the_year(session, scope_of(money.erik, TODAY), 2026)
    october, november = told
    assert (october.day, november.day) == (dt.date(2026, 10, 30), TODAY)
    # 10.000 are spent and 60.000 in the end; the grant costs 1.000 a day from the day after to the year's end.
    assert (str(october.forecast), october.miss_pct) == ("72000.00", 20.0)
    assert (str(november.forecast), november.miss_pct) == ("48000.00", -20.0)
    assert running == ()
