"""What nothing dates is kept once a day, and so is the forecast."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlalchemy import func, select, update

from jobs.housekeeping import tidy
from storage.facts.recovery.recovery_week import UrgentCases
from storage.queries.recovery.recovery_week import recovery_week
from storage.queries.snapshots import Kept, kept
from storage.queries.teams import by_id
from storage.rules.access import scope_of, scope_of_channel
from storage.schema import Case, ForecastKept, Snapshot
from tests.bot.questions.money import add_budget, summed
from tests.conftest import TODAY, Office, add_case
from tests.jobs.conftest import EIGHT, MINUTE, Works

DAY = dt.timedelta(days=1)


@pytest.fixture
async def cases(works: Works, office: Office) -> Office:
    """Nord: red and urgent, yellow without a date, green reviewed tomorrow, closed; one protected. Distrikt 2: one."""
    async with works.store.working() as session:
        red = {"category": "red", "reviewed": TODAY - DAY}
        await add_case(session, "A-1", office.nord, "anna", urgent=True, **red)
        await add_case(session, "A-2", office.nord, "anna", category="yellow")
        await add_case(session, "A-3", office.nord, "anna", category="green", reviewed=TODAY + DAY)
        await add_case(session, "A-4", office.nord, "anna", urgent=True, closed=TODAY)
        await add_case(session, "A-5", office.nord, "anna", urgent=True, protected=True)
        await add_case(session, "C-1", office.distrikt2, "carl", urgent=True)
    return office


async def test_a_tick_keeps_the_day_within_each_viewers_reach(works: Works, cases: Office) -> None:
    await works.tick(EIGHT)
    async with works.store.working() as session:
        assert await kept(session, scope_of_channel(cases.nord, TODAY)) == Kept(3, 1, 1, 1, 0, 1)
        assert await kept(session, scope_of(cases.bo, TODAY)) == Kept(4, 2, 1, 1, 0, 1)
        assert await kept(session, scope_of(cases.erik, TODAY)) == Kept(4, 2, 1, 1, 0, 1)
        assert await kept(session, scope_of(cases.erik, TODAY), team_id=cases.distrikt2) == Kept(1, 1, 0, 0, 0, 0)
        assert await kept(session, scope_of(cases.freja, TODAY)) == Kept(0, 0, 0, 0, 0, 0)
        assert await kept(session, scope_of_channel(cases.nord, TODAY - DAY)) is None


async def test_a_day_is_kept_as_it_was_first_seen(works: Works, cases: Office) -> None:
    await asyncio.gather(*(works.tick(EIGHT) for _ in range(4)))
    async with works.store.working() as session:
        await session.execute(update(Case).values(urgent=False))
        await add_case(session, "A-9", cases.nord, "anna", case_type="handicap")
    await works.tick(EIGHT + MINUTE)
    async with works.store.working() as session:
        assert await kept(session, scope_of_channel(cases.nord, TODAY)) == Kept(3, 1, 1, 1, 0, 1)


async def test_a_later_digest_compares_urgent_cases_with_what_was_kept(works: Works, cases: Office) -> None:
    await works.tick(EIGHT - 7 * DAY)
    async with works.store.working() as session:
        await session.execute(update(Case).where(Case.number == "A-2").values(urgent=True))
        team = await by_id(session, cases.nord)
        assert team is not None
        week = await recovery_week(session, scope_of_channel(cases.nord, TODAY), team, TODAY - 7 * DAY)
    assert week.urgent == UrgentCases(total=2, before=2)  # A-4, closed today, was open then


async def test_a_store_without_cases_keeps_nothing(works: Works, office: Office) -> None:
    await works.tick(EIGHT)
    async with works.store.working() as session:
        assert await session.scalar(select(func.count()).select_from(Snapshot)) == 0


async def add_money(works: Works, office: Office) -> None:
    async with works.store.working() as session:
        await add_budget(session, "528210", office.nord, "365000")
        await summed(session)


async def test_a_tick_keeps_the_days_forecast_once(works: Works, cases: Office) -> None:
    await works.tick(EIGHT)
    await add_money(works, cases)
    await asyncio.gather(*(works.tick(EIGHT + MINUTE) for _ in range(3)))
    await works.tick(EIGHT + DAY)
    async with works.store.working() as session:
        rows = (await session.execute(select(ForecastKept.day, ForecastKept.budget).order_by(ForecastKept.day))).all()
    assert [(row.day, str(row.budget)) for row in rows] == [(TODAY, "365000.00"), (TODAY + DAY, "365000.00")]


async def test_what_was_kept_is_forgotten_after_five_years(works: Works, cases: Office) -> None:
    await add_money(works, cases)
    await works.tick(EIGHT)
    for days, left in ((5 * 365, True), (5 * 366 + 1, False)):
        await tidy(works.store, works.settings, EIGHT + days * DAY, EIGHT)
        async with works.store.working() as session:
            rows = [await session.scalar(select(func.count()).select_from(table)) for table in (Snapshot, ForecastKept)]
        assert [bool(number) for number in rows] == [left, left]
