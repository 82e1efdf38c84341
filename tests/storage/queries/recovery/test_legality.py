"""How far the cases have come, and which should be restored first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.facts.recovery.legality import Legality
from storage.queries.filters import Filters
from storage.queries.recovery.legality import legality
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.schema import Case
from tests.conftest import TODAY, Office, add_case, add_event
from tests.storage.queries.made_up import add_deadline, day

EIGHT = (
    "undersøgelse afsluttet",
    "plan udarbejdet",
    "børnesamtale",
    "partshøring",
    "afgørelse",
    "klagevejledning",
    "opfølgning afholdt",
    "journal ajourført",
)


async def meets(session: AsyncSession, case: Case, *but: str) -> None:
    """The case holds all that is required of its type, but for these."""
    for kind in EIGHT:
        if kind not in but:
            await add_event(session, case, kind, day(-100))


@pytest.fixture
async def cases(store: Store, office: Office) -> None:
    """Team Nord: a green one; a red one, restored; two yellow ones, one of them reported done and audited; one nobody
    has looked at and nobody has; a protected red one of Anna's. Carl's: a yellow one. One is closed, one to come.
    """
    async with store.working() as session:
        green = await add_case(session, "A-1", office.nord, "anna", category="green", reviewed=day(-50))
        await meets(session, green, "journal ajourført")
        red = await add_case(session, "A-2", office.nord, "anna", category="red", reviewed=day(-40), restored=day(-3))
        await meets(session, red, "børnesamtale")
        await add_event(session, red, "børnesamtale", day(1))
        done = {"category": "yellow", "reviewed": day(-90), "restored": day(-60)}
        yellow = await add_case(
            session, "A-3", office.nord, "anna", **done, reported_done=day(-50), audited=TODAY, audit_outcome="approved"
        )
        await meets(session, yellow)
        urgent = await add_case(
            session, "A-4", office.nord, "anna", category="yellow", reviewed=day(-30), urgent=True, case_type="handicap"
        )
        await add_event(session, urgent, "udmåling", day(-10))
        unseen = await add_case(session, "N-1", office.nord, None)
        await meets(session, unseen)
        await add_case(session, "P-1", office.nord, "anna", protected=True, category="red", reviewed=day(-5))
        await add_case(session, "C-1", office.distrikt2, "carl", category="yellow", reviewed=day(-5))
        await add_case(session, "X-1", office.nord, "anna", closed=TODAY, category="red", reviewed=day(-5))
        await add_case(session, "X-2", office.nord, "anna", opened=day(1))
        await add_deadline(session, unseen, 4)
        await add_deadline(session, red, 5)
        await add_deadline(session, red, -200, closed=-100)


async def seen(store: Store, scope: Scope, **asked: object) -> Legality:
    async with store.working() as session:
        return await legality(session, scope, **asked)  # type: ignore[arg-type]


@pytest.mark.usefixtures("cases")
async def test_bo_sees_how_far_the_team_has_come(store: Store, office: Office) -> None:
    facts = (await seen(store, scope_of(office.bo, TODAY))).as_json()
    items = facts.pop("items")
    assert facts == {
        "total": 6,
        "reviewed": 5,
        "by_category": {"red": 2, "yellow": 2, "green": 1, "none": 1},
        "restored": 2,
        "reported_done": 1,
        "audited": 1,
        "lawful": 2,
        "missing": {
            "journal ajourført": 3,
            "afgørelse": 2,
            "børnesamtale": 2,
            "klagevejledning": 2,
            "opfølgning afholdt": 2,
            "partshøring": 2,
            "målgruppeafklaring": 1,
            "plan udarbejdet": 1,
            "undersøgelse afsluttet": 1,
        },
        "by_type": {
            "forebyggende": {"red": 2, "yellow": 1, "green": 1, "none": 1},
            "handicap": {"yellow": 1},
        },
    }
    assert [item["case"] for item in items] == ["A-4", "N-1", "A-2", "P-1"]
    assert items[0] == {
        "case": "A-4",
        "category": "yellow",
        "state": "being_restored",
        "missing": [
            "målgruppeafklaring",
            "partshøring",
            "afgørelse",
            "klagevejledning",
            "opfølgning afholdt",
            "journal ajourført",
        ],
        "caseworker": "anna",
    }
    assert items[2] == {
        "case": "A-2",
        "category": "red",
        "state": "restored",
        "missing": ["børnesamtale"],
        "caseworker": "anna",
    }
    assert (items[1]["category"], items[1]["state"], items[1]["missing"]) == (None, "not_reviewed", [])


@pytest.mark.usefixtures("cases")
async def test_each_role_counts_and_lists_what_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    facts = [await seen(store, scope_of(person, TODAY)) for person in people]
    assert [one.total for one in facts] == [5, 6, 1, 5, 6, 0]
    assert [[item.case for item in one.items] for one in facts] == [
        ["A-4", "A-2", "P-1"],
        ["A-4", "N-1", "A-2", "P-1"],
        ["C-1"],
        ["A-4", "N-1", "A-2"],
        [],
        [],
    ]


@pytest.mark.usefixtures("cases")
async def test_a_channel_is_told_case_numbers_and_nobodys_name(store: Store, office: Office) -> None:
    facts = (await seen(store, scope_of_channel(office.nord, TODAY), group_by="caseworker")).as_json()
    assert facts["total"] == 5
    assert [sorted(item) for item in facts["items"]] == [["case", "category", "missing", "state"]] * 3
    assert facts["groups"] == []


@pytest.mark.usefixtures("cases")
async def test_a_requirement_lists_those_lacking_it_and_leaves_the_counts(store: Store, office: Office) -> None:
    scope = scope_of(office.bo, TODAY)
    every, asked = await seen(store, scope), await seen(store, scope, requirement="journal ajourført")
    assert [item.case for item in asked.items] == ["A-4", "A-1", "P-1"]
    assert replace(asked, items=every.items) == every


@pytest.mark.usefixtures("cases")
async def test_groups_add_up_to_the_total_and_tell_who_lacks_the_requirement(store: Store, office: Office) -> None:
    scope = scope_of(office.bo, TODAY)
    groups = (await seen(store, scope, group_by="caseworker")).as_json()["groups"]
    assert groups == [{"key": "anna", "total": 5}, {"key": None, "total": 1}]
    lacking = (await seen(store, scope, group_by="case_type", requirement="børnesamtale")).as_json()["groups"]
    assert lacking == [
        {"key": "forebyggende", "total": 5, "missing": 2},
        {"key": "handicap", "total": 1, "missing": 0},
    ]
    by_rule = (await seen(store, scope, group_by="rule")).as_json()["groups"]
    assert by_rule == [{"key": "follow_up", "total": 2}]


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("filters", "total", "listed"),
    [
        (Filters(urgent=True), 1, ["A-4"]),
        (Filters(category="red"), 2, ["A-2", "P-1"]),
        (Filters(category="none"), 1, ["N-1"]),
        (Filters(case_type="handicap"), 1, ["A-4"]),
        (Filters(staff="anna"), 5, ["A-4", "A-2", "P-1"]),
    ],
)
async def test_what_is_asked_for_narrows_counts_and_list(
    store: Store, office: Office, filters: Filters, total: int, listed: list[str]
) -> None:
    facts = await seen(store, scope_of(office.bo, TODAY), filters=filters)
    assert (facts.total, [item.case for item in facts.items]) == (total, listed)


@pytest.mark.usefixtures("cases")
async def test_a_past_day_is_told_as_it_was_known_then(store: Store, office: Office) -> None:
    scope = replace(scope_of(office.bo, TODAY), day=day(-45))
    counted = await seen(store, scope)
    assert (counted.total, counted.reviewed, counted.restored, counted.reported_done, counted.audited) == (
        7,
        2,
        1,
        1,
        0,
    )
    assert counted.by_category == {"yellow": 1, "green": 1, "none": 5}
    assert counted.missing["udmåling"] == 1


async def test_an_empty_store_has_nothing_to_restore(store: Store, office: Office) -> None:
    facts = (await seen(store, scope_of(office.bo, TODAY))).as_json()
    assert (facts["total"], facts["by_category"], facts["missing"], facts["items"]) == (0, {}, {}, [])
