"""Cases whose caseworker keeps changing, and those without one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from storage.database import Store
from storage.queries.children.changes import changes
from storage.queries.deadlines.caseload import caseload
from storage.queries.filters import Filters
from storage.rules.access import scope_of, scope_of_channel
from storage.schema import Assignment, Staff
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import day

LONG_AGO = dt.date(2024, 1, 1)


@pytest.fixture
async def cases(store: Store, office: Office) -> None:
    """A-1 changed twice, A-2 once, P-1 (protected) three times; N-1 has nobody, N-2 changed twice and has nobody;
    C-1 is Carl's and changed twice; X-1 is closed."""
    histories = {
        "A-1": (office.nord, "anna", [LONG_AGO, day(-30), TODAY]),
        "A-2": (office.nord, "anna", [LONG_AGO, day(-400), day(-30), day(1)]),
        "P-1": (office.nord, "anna", [LONG_AGO, day(-30), day(-20), day(-10)]),
        "N-1": (office.nord, None, []),
        "N-2": (office.nord, None, [LONG_AGO, day(-3), day(-2)]),
        "C-1": (office.distrikt2, "carl", [day(-50), day(-30), day(-20)]),
        "X-1": (office.nord, None, [LONG_AGO, day(-3), day(-2)]),
    }
    async with store.working() as session:
        for number, (team, staff, days) in histories.items():
            closed = TODAY if number == "X-1" else None
            protected = number == "P-1"
            case = await add_case(session, number, team, staff, closed=closed, protected=protected)
            session.add_all(Assignment(case_id=case.id, since=since, staff_id="anna") for since in days)


@pytest.mark.usefixtures("cases")
async def test_bo_sees_whom_nobody_has_and_then_the_most_changed(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        facts = (await changes(session, scope_of(office.bo, TODAY))).as_json()
    assert facts == {
        "total": 4,
        "repeated": 3,
        "without_caseworker": 2,
        "items": [
            {"case": "N-2", "changes": 2, "caseworker": None},
            {"case": "N-1", "changes": 0, "caseworker": None},
            {"case": "P-1", "changes": 3, "caseworker": "anna"},
            {"case": "A-1", "changes": 2, "caseworker": "anna"},
        ],
    }


@pytest.mark.usefixtures("cases")
async def test_each_role_counts_and_lists_what_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    async with store.working() as session:
        seen = [await changes(session, scope_of(person, TODAY)) for person in people]
    assert [facts.total for facts in seen] == [2, 4, 1, 3, 4, 0]
    assert [[item.case for item in facts.items] for facts in seen] == [
        ["P-1", "A-1"],
        ["N-2", "N-1", "P-1", "A-1"],
        ["C-1"],
        ["N-2", "N-1", "A-1"],
        [],
        [],
    ]


@pytest.mark.usefixtures("cases")
async def test_a_channel_is_told_case_numbers_and_nobodys_name(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        facts = (await changes(session, scope_of_channel(office.nord, TODAY), group_by="caseworker")).as_json()
    assert facts["items"] == [
        {"case": "N-2", "changes": 2},
        {"case": "N-1", "changes": 0},
        {"case": "A-1", "changes": 2},
    ]
    assert (facts["without_caseworker"], facts["groups"]) == (2, [])


@pytest.mark.usefixtures("cases")
async def test_a_controller_counts_by_team(store: Store, office: Office) -> None:
    async with store.asking("erik") as session:
        scope = scope_of(office.erik, TODAY)
        facts = (await changes(session, scope, group_by="team")).as_json()
        of_team = await changes(session, scope, filters=Filters(team_id=office.distrikt2))
    assert facts["groups"] == [{"key": "Team Nord", "total": 3}, {"key": "Distrikt 2", "total": 1}]
    assert (of_team.total, of_team.repeated, of_team.without_caseworker) == (1, 1, 0)


@pytest.mark.usefixtures("cases")
async def test_the_cases_of_a_leaver_are_without_caseworker(store: Store, office: Office) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
    async with store.asking("bo") as session:
        facts = (await changes(session, scope_of(office.bo, TODAY))).as_json()
        of_channel = (await changes(session, scope_of_channel(office.nord, TODAY))).as_json()
        before = await changes(session, scope_of(office.bo, day(-1)))
    assert (facts["total"], facts["repeated"], facts["without_caseworker"]) == (5, 3, 5)
    assert facts["items"] == [
        {"case": "P-1", "changes": 3, "caseworker": "anna", "left": True},
        {"case": "A-1", "changes": 2, "caseworker": "anna", "left": True},
        {"case": "N-2", "changes": 2, "caseworker": None},
        {"case": "A-2", "changes": 1, "caseworker": "anna", "left": True},
        {"case": "N-1", "changes": 0, "caseworker": None},
    ]
    assert of_channel["items"][0] == {"case": "A-1", "changes": 2}
    assert (of_channel["without_caseworker"], before.without_caseworker) == (4, 3), "X-1 was open the day before"


@pytest.mark.usefixtures("cases")
async def test_what_is_at_risk_is_the_same_number_everywhere(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        for offset in (0, -1, -25, 1, 400):
            scope = replace(scope_of(office.bo, TODAY), day=day(offset))
            assert (await changes(session, scope)).repeated == (await caseload(session, scope)).at_risk


async def test_an_empty_store_has_no_changes(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        facts = await changes(session, scope_of(office.bo, TODAY))
    assert facts.as_json() == {"total": 0, "repeated": 0, "without_caseworker": 0, "items": []}
