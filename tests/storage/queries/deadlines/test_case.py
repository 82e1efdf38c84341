"""One case, as each may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from storage.database import Store
from storage.facts.deadlines.case import CaseInDetail, CaseworkerBefore
from storage.queries.deadlines.case import case
from storage.queries.deadlines.case_numbers import ending_with, is_visible
from storage.rules.access import scope_of
from storage.schema import Ownership
from tests.conftest import TODAY, Office, add_case, add_event
from tests.storage.queries.made_up import add_deadline, day


@pytest.fixture
async def one_case(store: Store, office: Office) -> None:
    async with store.working() as session:
        row = await add_case(session, "A-1", office.nord, "anna", urgent=True, category="red", reviewed=day(-30))
        await add_event(session, row, "undersøgelse afsluttet", day(-40))
        await add_event(session, row, "undersøgelse afsluttet", day(-20))
        await add_event(session, row, "plan udarbejdet", day(1))
        await add_deadline(session, row, 15, "child_plan")
        await add_deadline(session, row, 14, "assessment")
        await add_deadline(session, row, -1)
        await add_deadline(session, row, -50, closed=-40)


@pytest.mark.usefixtures("one_case")
async def test_the_caseworker_sees_the_whole_case(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        facts = await case(session, scope_of(office.anna, TODAY), "A-1")
    assert facts is not None
    assert facts.as_json() == {
        "case": "A-1",
        "type": "forebyggende",
        "team": "Team Nord",
        "caseworker": "anna",
        "category": "red",
        "urgent": True,
        "state": "being_restored",
        "missing": [
            "plan udarbejdet",
            "børnesamtale",
            "partshøring",
            "afgørelse",
            "klagevejledning",
            "opfølgning afholdt",
            "journal ajourført",
        ],
        "checklist": [
            {"requirement": "undersøgelse afsluttet", "met": "2026-11-03"},
            {"requirement": "plan udarbejdet", "met": None},
            {"requirement": "børnesamtale", "met": None},
            {"requirement": "partshøring", "met": None},
            {"requirement": "afgørelse", "met": None},
            {"requirement": "klagevejledning", "met": None},
            {"requirement": "opfølgning afholdt", "met": None},
            {"requirement": "journal ajourført", "met": None},
        ],
        "deadlines": [
            {"rule": "follow_up", "due": "2026-11-22", "status": "overdue"},
            {"rule": "assessment", "due": "2026-12-07", "status": "due_soon"},
            {"rule": "child_plan", "due": "2026-12-08", "status": "later"},
        ],
        "grants": [],
        "yearly_cost": "0.00",
        "parts": [],
    }


@pytest.mark.usefixtures("one_case")
async def test_before_its_review_the_case_has_no_category(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        facts = await case(session, scope_of(office.anna, day(-31)), "A-1")
    assert facts is not None
    told = facts.as_json()
    assert (told["category"], told["state"], len(told["missing"])) == (None, "not_reviewed", 7)


@pytest.mark.usefixtures("one_case")
async def test_a_controller_is_told_number_and_costs_only(store: Store, office: Office) -> None:
    async with store.asking("erik") as session:
        facts = await case(session, scope_of(office.erik, TODAY), "A-1")
    assert facts is not None
    assert facts.as_json() == {"case": "A-1", "grants": [], "yearly_cost": "0.00", "parts": []}


@pytest.mark.usefixtures("one_case")
async def test_unknown_and_someone_elses_look_the_same(store: Store, office: Office) -> None:
    async with store.working() as session:
        scope = scope_of(office.carl, TODAY)
        assert await case(session, scope, "A-1") is None
        assert await case(session, scope, "A-9") is None
        assert not await is_visible(session, scope, "A-1")
        assert await is_visible(session, scope_of(office.bo, TODAY), "A-1")


async def test_a_protected_case_is_its_caseworkers_and_its_leaders(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_case(session, "A-2", office.nord, "anna", protected=True)
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    async with store.working() as session:
        seen = [await case(session, scope_of(person, TODAY), "A-2") is not None for person in people]
    assert seen == [True, True, False, False, False, False]


async def test_a_closed_case_can_be_looked_up_but_not_one_still_to_come(store: Store, office: Office) -> None:
    opened, closed = dt.date(2026, 2, 1), dt.date(2026, 3, 1)
    async with store.working() as session:
        await add_case(session, "A-3", office.nord, "anna", opened=opened, closed=closed)
    async with store.asking("anna") as session:
        scope = scope_of(office.anna, TODAY)
        assert await case(session, scope, "A-3") is not None
        assert await case(session, replace(scope, day=dt.date(2026, 1, 31)), "A-3") is None


async def test_bare_figures_stand_for_the_cases_that_end_so_and_are_the_viewers(store: Store, office: Office) -> None:
    async with store.working() as session:
        for number in ("2026-01183", "2026-11183", "2025-00042", "2026-00042"):
            await add_case(session, number, office.nord, "anna")
        await add_case(session, "2025-01183", office.distrikt2, "carl")
    async with store.asking("anna") as session:
        scope = scope_of(office.anna, TODAY)
        found = [await ending_with(session, scope, figures) for figures in ("1183", "42", "183", "1183' OR 1=1", "")]
    assert found == [["2026-01183"], ["2025-00042", "2026-00042"], [], [], []]


@pytest.mark.usefixtures("one_case")
async def test_who_had_the_case_before_and_the_last_follow_up_are_known(store: Store, office: Office) -> None:
    moved = TODAY - dt.timedelta(days=100)
    async with store.working() as session:
        moving = await add_case(session, "M-1", office.nord, "anna")
        await add_event(session, moving, "opfølgning afholdt", TODAY - dt.timedelta(days=9))
        held = await session.get_one(Ownership, (moving.id, dt.date.min))
        held.staff_id, held.until = "carl", moved
        session.add(Ownership(case_id=moving.id, since=moved, until=dt.date.max, staff_id="anna"))
    async with store.asking("anna") as session:
        facts = await case(session, scope_of(office.anna, TODAY), "M-1")
    assert isinstance(facts, CaseInDetail)
    assert facts.before == CaseworkerBefore("carl", moved)
    assert facts.last_follow_up == TODAY - dt.timedelta(days=9)
