"""What presses today."""

from __future__ import annotations

from storage.database import Store
from storage.queries.deadlines.my_day import my_day
from storage.rules.access import scope_of
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline


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
        "items": [
            {"what": "overdue", "case": "A-1", "rule": "follow_up", "date": "2026-11-21"},
            {"what": "due", "case": "A-1", "rule": "follow_up", "date": "2026-11-23"},
            {"what": "due", "case": "A-1", "rule": "follow_up", "date": "2026-11-29"},
            {"what": "urgent", "case": "A-1", "rule": None, "date": None},
        ],
    }


async def test_ten_items_at_most_but_the_numbers_count_everything(store: Store, office: Office) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", urgent=True)
        for due in range(-12, 0):
            await add_deadline(session, a1, due)
    async with store.asking("bo") as session:
        of_team = await my_day(session, scope_of(office.bo, TODAY))
        of_bo = await my_day(session, scope_of(office.bo, TODAY), staff="bo")
        controller = await my_day(session, scope_of(office.erik, TODAY))
    assert (of_team.overdue, of_team.urgent, len(of_team.items)) == (12, 1, 10)
    assert (of_bo.overdue, of_bo.urgent, of_bo.items) == (0, 0, ())
    assert (controller.overdue, controller.items) == (12, ())
