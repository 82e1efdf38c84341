"""What presses today."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update

from storage.database import Store
from storage.queries.deadlines.my_day import my_day
from storage.rules.access import scope_of
from storage.schema import Ownership
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline, day


async def test_overdue_comes_first_then_what_is_due_until_sunday_then_urgent_cases(
    store: Store, office: Office
) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", urgent=True)
        for due in (0, 6, 7, -2):
            await add_deadline(session, a1, due)
        await add_case(session, "N-1", office.nord, None, urgent=True)
    async with store.asking("anna") as session:
        facts = (await my_day(session, scope_of(office.anna, TODAY), staff="anna")).as_json()
    assert facts == {
        "overdue": 1,
        "due_this_week": 2,
        "urgent": 1,
        "grants_ending": 0,
        "new": 0,
        "items": [
            {"what": "overdue", "case": "A-1", "rule": "follow_up", "date": "2026-11-21"},
            {"what": "due", "case": "A-1", "rule": "follow_up", "date": "2026-11-23"},
            {"what": "due", "case": "A-1", "rule": "follow_up", "date": "2026-11-29"},
            {"what": "urgent", "case": "A-1", "rule": None, "date": None},
        ],
    }


async def test_three_of_each_kind_at_most_but_the_numbers_count_everything(store: Store, office: Office) -> None:
    """Anna has twelve overdue deadlines, four that are due this week and four urgent cases."""
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", urgent=True)
        for due in (*range(-12, 0), 1, 2, 3, 4):
            await add_deadline(session, a1, due)
        for number in ("A-2", "A-3", "A-4"):
            await add_case(session, number, office.nord, "anna", urgent=True)
    async with store.asking("anna") as session:
        own = await my_day(session, scope_of(office.anna, TODAY), staff="anna")
        all_of_it = await my_day(session, scope_of(office.anna, TODAY), staff="anna", most=None)
    assert [item.what for item in own.items] == [*["overdue"] * 3, *["due"] * 3, *["urgent"] * 3]
    assert [(item.date or TODAY) - TODAY for item in own.items[:4]] == [dt.timedelta(n) for n in (-12, -11, -10, 1)]
    assert (own.overdue, own.due_this_week, own.urgent, len(all_of_it.items)) == (12, 4, 4, 20)


async def test_the_numbers_of_a_team_and_of_all_count_everything_too(store: Store, office: Office) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", urgent=True)
        for due in range(-12, 0):
            await add_deadline(session, a1, due)
    async with store.asking("bo") as session:
        of_team = await my_day(session, scope_of(office.bo, TODAY))
        of_bo = await my_day(session, scope_of(office.bo, TODAY), staff="bo")
        controller = await my_day(session, scope_of(office.erik, TODAY))
    assert (of_team.overdue, of_team.urgent, len(of_team.items)) == (12, 1, 4)
    assert (of_bo.overdue, of_bo.urgent, of_bo.items) == (0, 0, ())
    assert (controller.overdue, controller.items) == (12, ())


async def test_a_case_is_new_to_a_person_for_fourteen_days(store: Store, office: Office) -> None:
    """A-1 was handed over 13 days ago, A-2 is 14 days old to her, A-3 was opened today, and A-4 comes tomorrow."""
    async with store.working() as session:
        for number, since in (("A-1", day(-13)), ("A-2", day(-14)), ("A-4", day(1))):
            case = await add_case(session, number, office.nord, "anna")
            await session.execute(update(Ownership).where(Ownership.case_id == case.id).values(since=since))
        await add_case(session, "A-3", office.nord, "anna", opened=TODAY, protected=True)
        await add_case(session, "N-1", office.nord, None, opened=TODAY)
    async with store.asking("anna") as session:
        own = await my_day(session, scope_of(office.anna, TODAY), staff="anna")
    async with store.asking("bo") as session:
        of_anna = await my_day(session, scope_of(office.bo, TODAY), staff="anna")
        of_team = await my_day(session, scope_of(office.bo, TODAY), team_id=office.nord)
    assert [(item.what, item.case, item.date) for item in own.items] == [
        ("new", "A-3", TODAY),
        ("new", "A-1", day(-13)),
    ]
    assert (own.new, of_anna.new, of_team.new) == (2, 2, 0)
