"""Which schedules a person sees, and when they fall due next."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.facts.sending.reminders import Reminders, ScheduleRow
from storage.queries.sending import schedule_changes
from storage.queries.sending.schedule_changes import SchedulePlan
from storage.queries.sending.schedules import schedules_of
from storage.rules.access import Person
from storage.rules.calendar import Calendar
from storage.schema import Schedule
from tests.conftest import Office

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)
"""Monday, half past eight."""


async def add_schedule(session: AsyncSession, team_id: int | None, **columns: object) -> None:
    given = {"weekday": 0, "at": dt.time(8), "created_at": NOW - dt.timedelta(days=30), **columns}
    session.add(Schedule(kind="weekly_digest", team_id=team_id, **given))
    await session.flush()


async def seen(session: AsyncSession, person: Person, now: dt.datetime = NOW) -> tuple[ScheduleRow, ...]:
    return await schedules_of(session, person, now=now, zone=ZONE, calendar=Calendar())


async def test_administrators_see_all_leaders_their_teams_and_others_none(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_schedule(session, office.nord)
        await add_schedule(session, office.distrikt2)
        await add_schedule(session, None)
        await add_schedule(session, office.nord, removed_at=NOW)
    async with store.asking("x") as session:
        targets = {
            person.id: [line.target for line in await seen(session, person)]
            for person in (office.anna, office.bo, office.erik, office.freja)
        }
    assert targets == {
        "anna": [],
        "bo": ["Team Nord", "all"],
        "erik": [],
        "freja": ["Team Nord", "Distrikt 2", "all"],
    }


async def test_a_schedule_tells_when_it_is_and_when_next(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_schedule(session, office.nord)
    async with store.asking("freja") as session:
        facts = Reminders(await seen(session, office.freja), may_change=True, done=None).as_json()
    (line,) = facts["schedules"]
    assert isinstance(line.pop("id"), int)
    assert line == {
        "kind": "weekly_digest",
        "target": "Team Nord",
        "when": {"weekday": 0, "at": "08:00"},
        "next": "2026-11-30T08:00:00+01:00",
        "paused": False,
        "paused_from": None,
        "paused_until": None,
        "may_change": True,
    }


async def test_a_pause_moves_the_next_time_or_takes_it_away(store: Store, office: Office) -> None:
    start = NOW.date()
    async with store.working() as session:
        await add_schedule(session, office.nord, paused_from=start, paused_until=dt.date(2026, 12, 7))
        await add_schedule(session, office.nord, paused_from=start)
        await add_schedule(session, office.nord, at=dt.time(9))
    async with store.asking("freja") as session:
        until, forever, never = await seen(session, office.freja)
    assert (until.paused, until.next) == (True, dt.datetime(2026, 12, 14, 8, tzinfo=ZONE))
    assert (forever.paused, forever.next, forever.paused_until) == (True, None, None)
    assert (never.paused, never.next) == (False, dt.datetime(2026, 11, 23, 9, tzinfo=ZONE))


async def test_a_holiday_moves_the_next_time_as_the_schedule_says(store: Store, office: Office) -> None:
    before_easter_monday = dt.datetime(2026, 3, 31, 12, tzinfo=ZONE)
    async with store.working() as session:
        for holidays in ("after", "before", "skip", "ignore"):
            await add_schedule(session, office.nord, holidays=holidays)
    async with store.asking("freja") as session:
        lines = await seen(session, office.freja, before_easter_monday)
    assert [line.next.date().isoformat() if line.next else None for line in lines] == [
        "2026-04-07",
        "2026-04-01",
        "2026-04-13",
        "2026-04-06",
    ]


@pytest.mark.parametrize(
    ("rhythm", "number_of"),
    [
        ({"daily": True}, 1),
        ({"monthly": "15"}, 1),
        ({"monthly": "before 10"}, 1),
        ({"monthly": "first"}, 2),
        ({"monthly": "last"}, 2),
        ({}, 2),
    ],
)
async def test_the_weekday_makes_another_schedule_only_where_the_rhythm_has_one(
    store: Store, office: Office, rhythm: dict[str, Any], number_of: int
) -> None:
    async with store.working() as session:
        for weekday in (0, 1, 0):
            await schedule_changes.add(
                session, SchedulePlan("x", office.nord, weekday, dt.time(8), **rhythm), None, NOW
            )
        assert len(await schedule_changes.active(session)) == number_of
