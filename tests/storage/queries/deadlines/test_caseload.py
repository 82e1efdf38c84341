"""How many cases, against the band."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from storage.database import Store
from storage.queries.deadlines.caseload import caseload
from storage.queries.filters import Filters
from storage.rules.access import scope_of, scope_of_channel
from storage.schema import Assignment, Staff, Team
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline, day


@pytest.fixture
async def cases(store: Store, office: Office) -> None:
    """Anna: two and a protected one; nobody: one; Carl: one, and one in Team Nord; closed and coming ones besides."""
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse", urgent=True)
        await add_case(session, "A-2", office.nord, "anna", category="red", reviewed=day(1))
        await add_case(session, "A-3", office.nord, "anna", protected=True, category="green")
        await add_case(session, "N-1", office.nord, None, category="yellow")
        await add_case(session, "C-1", office.distrikt2, "carl")
        await add_case(session, "C-2", office.nord, "carl", case_type="anbringelse")
        await add_case(session, "X-1", office.nord, "anna", closed=TODAY)
        await add_case(session, "X-2", office.nord, "anna", opened=day(1))


@pytest.mark.usefixtures("cases")
async def test_bo_sees_the_team_and_each_caseworker_against_their_band(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        facts = (await caseload(session, scope_of(office.bo, TODAY))).as_json()
    band = {"low": 20, "high": 25, "status": "under"}
    assert facts == {
        "total": 5,
        "by_type": {"forebyggende": 3, "anbringelse": 2},
        "by_caseworker": [
            {"caseworker": "anna", "cases": 3, "weighted": 3.0, **band},
            {"caseworker": "carl", "cases": 1, "weighted": 1.0, **band},
        ],
        "at_risk": 0,
    }


@pytest.mark.usefixtures("cases")
async def test_each_role_counts_what_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    async with store.working() as session:
        seen = [await caseload(session, scope_of(person, TODAY)) for person in people]
    assert [facts.total for facts in seen] == [3, 5, 2, 4, 5, 0]
    assert [[load.caseworker for load in facts.by_caseworker] for facts in seen] == [
        ["anna"],
        ["anna", "carl"],
        ["carl"],
        ["anna", "carl"],
        ["anna", "carl"],
        [],
    ]


@pytest.mark.usefixtures("cases")
async def test_a_channel_is_told_no_persons(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        scope = scope_of_channel(office.nord, TODAY)
        facts = await caseload(session, scope, group_by="caseworker")
        by_type = await caseload(session, scope, group_by="case_type")
    assert (facts.total, facts.by_caseworker, facts.groups) == (4, (), ())
    assert by_type.as_json()["groups"] == [{"key": "anbringelse", "total": 2}, {"key": "forebyggende", "total": 2}]


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (Filters(case_type="anbringelse"), 2),
        (Filters(case_type="handicap"), 0),
        (Filters(staff="anna"), 3),
        (Filters(urgent=True), 1),
        (Filters(category="green"), 1),
        (Filters(category="red"), 0),
        (Filters(category="none"), 3),
        (Filters(category="yellow", staff="anna"), 0),
    ],
)
async def test_it_can_be_narrowed(store: Store, office: Office, filters: Filters, total: int) -> None:
    async with store.asking("bo") as session:
        assert (await caseload(session, scope_of(office.bo, TODAY), filters=filters)).total == total


@pytest.mark.usefixtures("cases")
async def test_over_shortens_the_list_and_leaves_the_total(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        facts = await caseload(session, scope_of(office.bo, TODAY), over=1)
    assert facts.total == 5
    assert [load.caseworker for load in facts.by_caseworker] == ["anna"]


@pytest.mark.usefixtures("cases")
async def test_a_controller_can_group_by_team(store: Store, office: Office) -> None:
    async with store.asking("erik") as session:
        facts = await caseload(session, scope_of(office.erik, TODAY), group_by="team")
        of_team = await caseload(session, scope_of(office.erik, TODAY), filters=Filters(team_id=office.distrikt2))
    assert facts.as_json()["groups"] == [{"key": "Team Nord", "total": 4}, {"key": "Distrikt 2", "total": 1}]
    assert of_team.total == 1


async def test_a_case_stands_under_each_rule_it_has_an_open_deadline_of(store: Store, office: Office) -> None:
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "anna")
        for rule in ("follow_up", "follow_up", "assessment"):
            await add_deadline(session, case, 3, rule)
        await add_case(session, "A-2", office.nord, "anna")
    async with store.asking("anna") as session:
        facts = await caseload(session, scope_of(office.anna, TODAY), group_by="rule")
    assert facts.total == 2
    assert facts.as_json()["groups"] == [{"key": "assessment", "total": 1}, {"key": "follow_up", "total": 1}]


async def test_the_band_is_the_caseworkers_own_teams_and_smaller_for_the_newly_qualified(
    store: Store, office: Office
) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).newly_qualified = True
        syd = await session.get_one(Team, office.distrikt2)
        syd.band_low, syd.band_high = 1, 1
        await add_case(session, "A-1", office.nord, "anna")
        await add_case(session, "C-1", office.nord, "carl")
        await add_case(session, "C-2", office.nord, "carl")
    async with store.asking("bo") as session:
        carl, anna = (await caseload(session, scope_of(office.bo, TODAY))).by_caseworker
    assert (anna.low, anna.high, anna.status) == (15, 19, "under")
    assert (carl.low, carl.high, carl.status) == (1, 1, "over")


async def test_one_who_has_left_is_listed_and_flagged_until_the_case_is_moved(store: Store, office: Office) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
        await add_case(session, "A-1", office.nord, "anna")
    async with store.asking("bo") as session:
        scope = scope_of(office.bo, TODAY)
        (today,) = (await caseload(session, scope)).by_caseworker
        (before,) = (await caseload(session, replace(scope, day=day(-1)))).by_caseworker
    assert (today.left, before.left) == (True, False)


async def test_one_who_has_left_stands_last_beside_the_cases_that_nobody_has(store: Store, office: Office) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
        for number, staff in (("A-1", "anna"), ("A-2", "anna"), ("C-1", "carl")):
            await add_case(session, number, office.nord, staff)
    async with store.asking("bo") as session:
        loads = (await caseload(session, scope_of(office.bo, TODAY))).by_caseworker
    assert [(load.caseworker, load.cases) for load in loads] == [("carl", 1), ("anna", 2)]


async def test_two_changes_of_caseworker_within_a_year_put_a_case_at_risk(store: Store, office: Office) -> None:
    year_ago = dt.date(2025, 11, 23)
    changes = {
        "R-1": [dt.date(2024, 1, 1), day(-30), TODAY],
        "R-2": [day(-60), day(-30)],
        "R-3": [dt.date(2024, 1, 1), year_ago, day(-30)],
        "R-4": [dt.date(2024, 1, 1), year_ago + dt.timedelta(1), day(-30)],
        "R-5": [dt.date(2024, 1, 1), day(-30), day(1)],
    }
    async with store.working() as session:
        for number, days in changes.items():
            case = await add_case(session, number, office.nord, "anna")
            session.add_all(Assignment(case_id=case.id, since=since, staff_id="anna") for since in days)
    async with store.asking("bo") as session:
        assert (await caseload(session, scope_of(office.bo, TODAY))).at_risk == 2


@pytest.mark.usefixtures("cases")
async def test_the_weighted_caseload_counts_each_type_by_its_weight(store: Store, office: Office) -> None:
    weights = {"anbringelse": Decimal("2.5")}
    async with store.asking("bo") as session:
        loads = (await caseload(session, scope_of(office.bo, TODAY), weights=weights)).by_caseworker
    assert [(load.caseworker, load.cases, load.weighted) for load in loads] == [("anna", 3, 4.5), ("carl", 1, 2.5)]


async def test_an_empty_store_has_no_cases(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        facts = (await caseload(session, scope_of(office.bo, TODAY))).as_json()
    assert facts == {"total": 0, "by_type": {}, "by_caseworker": [], "at_risk": 0}
