"""Who turns 16, 17½ or 18, and whether what is due then is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.facts.children.transitions import Transitions
from storage.queries.children.transitions import transitions
from storage.queries.filters import Filters
from storage.rules.access import Scope, scope_of
from storage.rules.calendar import Calendar, add_months
from storage.rules.children.transitions import Ages
from storage.rules.deadlines.deadlines import CaseHistory, Event, deadline_rows
from storage.schema import Case, Deadline
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import day

YEAR = add_months(TODAY, 12)
START, DECISION = "transition_start", "youth_support_decision"


async def young(
    session: AsyncSession, number: str, team: int, staff: str | None, born: dt.date, *done: Event, **columns: object
) -> Case:
    """A case with the deadlines that an import works out for it."""
    case = await add_case(session, number, team, staff, **{"case_type": "anbringelse", "birth_date": born, **columns})
    history = CaseHistory(case.case_type, born, case.opened, case.closed, done)
    session.add_all(Deadline(case_id=case.id, **row._asdict()) for row in deadline_rows(history, Calendar()))
    await session.flush()
    return case


def turning(age: int, on: dt.date) -> dt.date:
    """The birth date of somebody who turns `age` on that day."""
    return add_months(on, -12 * age)


@pytest.fixture
async def cases(store: Store, office: Office) -> None:
    """Anna: S-1 turns 16 in ten days, S-2 turned 16 in August and nothing was begun, S-3 turns 18 in March and it is
    decided, S-4 turns 18 in May; H-1 (disability) 18 tomorrow, F-1 (preventive) 16 tomorrow. P-1 is protected, N-1
    nobody's, C-1 Carl's, X-1 closed, and Y-1 is too young."""
    begun = Event("overgang påbegyndt", day(1))
    async with store.working() as session:
        await young(session, "S-1", office.nord, "anna", turning(16, day(10)), begun)
        await young(session, "S-2", office.nord, "anna", turning(16, dt.date(2026, 8, 20)))
        decided = Event("ungestøtte besluttet", day(-5))
        await young(session, "S-3", office.nord, "anna", turning(18, dt.date(2027, 3, 5)), decided)
        await young(session, "S-4", office.nord, "anna", turning(18, dt.date(2027, 5, 31)))
        await young(session, "H-1", office.nord, "anna", turning(18, day(1)), case_type="handicap")
        await young(session, "F-1", office.nord, "anna", turning(16, day(1)), case_type="forebyggende")
        await young(session, "P-1", office.nord, "anna", turning(16, YEAR), protected=True)
        await young(session, "N-1", office.nord, None, turning(16, TODAY))
        await young(session, "C-1", office.distrikt2, "carl", turning(16, day(2)))
        await young(session, "X-1", office.nord, "anna", turning(16, day(2)), closed=TODAY)
        await young(session, "Y-1", office.nord, "anna", turning(15, day(2)))
        await add_case(session, "B-1", office.nord, "anna")


async def seen(
    store: Store, scope: Scope, since: dt.date = TODAY, until: dt.date = YEAR, **more: object
) -> Transitions:
    async with store.working() as session:
        return await transitions(session, scope, since=since, until=until, **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("cases")
async def test_bo_sees_everybody_who_turns_an_age_within_a_year(store: Store, office: Office) -> None:
    facts = (await seen(store, scope_of(office.bo, TODAY))).as_json()
    assert (facts["from"], facts["to"], facts["total"]) == ("2026-11-23", "2027-11-23", 8)
    assert [tuple(item.values()) for item in facts["items"]] == [
        ("N-1", 16, "2026-11-23", START, "later"),
        ("F-1", 16, "2026-11-24", None, None),
        ("H-1", 18, "2026-11-24", None, None),
        ("S-4", 17.5, "2026-11-30", DECISION, "due_soon"),
        ("S-1", 16, "2026-12-03", START, "later"),
        ("S-3", 18, "2027-03-05", DECISION, "done"),
        ("S-4", 18, "2027-05-31", DECISION, "due_soon"),
        ("P-1", 16, "2027-11-23", START, "later"),
    ]
    assert list(facts["items"][0]) == ["case", "age", "on", "rule", "status"]


@pytest.mark.usefixtures("cases")
async def test_what_was_not_begun_in_time_is_overdue_and_what_was_done_later_is_not_known_before(
    store: Store, office: Office
) -> None:
    autumn = await seen(store, scope_of(office.bo, TODAY), dt.date(2026, 8, 1), TODAY)
    assert [(item.case, item.status) for item in autumn.items if item.rule] == [
        ("S-2", "overdue"),
        ("S-3", "done"),
        ("N-1", "later"),
    ]
    before = await seen(store, replace(scope_of(office.bo, TODAY), day=day(-6)), dt.date(2026, 8, 1), TODAY)
    assert ("S-3", "overdue") in [(item.case, item.status) for item in before.items]
    tomorrow = await seen(store, replace(scope_of(office.bo, TODAY), day=day(1)))
    assert ("S-1", "done") in [(item.case, item.status) for item in tomorrow.items]


@pytest.mark.usefixtures("cases")
async def test_asked_for_one_age_only_that_one_is_told_and_the_coming_ones_first(store: Store, office: Office) -> None:
    facts = await seen(store, scope_of(office.bo, TODAY), dt.date(2026, 8, 1), YEAR, ages=Ages(16, 16))
    assert [item.case for item in facts.items if item.case in {"N-1", "S-1", "S-2"}] == ["N-1", "S-1", "S-2"]
    assert {item.age for item in facts.items} == {16}


@pytest.mark.usefixtures("cases")
async def test_each_role_counts_and_lists_what_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    facts = [await seen(store, scope_of(person, TODAY)) for person in people]
    assert [one.total for one in facts] == [7, 8, 1, 7, 8, 0]
    assert [len(one.items) for one in facts] == [7, 8, 1, 7, 0, 0]
    assert [item.case for item in facts[2].items] == ["C-1"]
    assert "P-1" not in [item.case for item in facts[3].items]


@pytest.mark.usefixtures("cases")
async def test_groups_count_ages_turned(store: Store, office: Office) -> None:
    scope = scope_of(office.bo, TODAY)
    by_rule = (await seen(store, scope, group_by="rule")).as_json()["groups"]
    assert by_rule == [
        {"key": START, "total": 3},
        {"key": DECISION, "total": 3},
        {"key": None, "total": 2},
    ]
    by_caseworker = (await seen(store, scope, group_by="caseworker")).as_json()["groups"]
    assert by_caseworker == [{"key": "anna", "total": 7}, {"key": None, "total": 1}]


@pytest.mark.usefixtures("cases")
async def test_a_person_or_team_narrows_the_list(store: Store, office: Office) -> None:
    of_nobody = await seen(store, scope_of(office.erik, TODAY), filters=Filters(team_id=office.distrikt2))
    assert (of_nobody.total, of_nobody.items) == (1, ())
    of_anna = await seen(store, scope_of(office.bo, TODAY), filters=Filters(staff="anna"))
    assert of_anna.total == 7


async def test_a_past_day_does_not_know_that_the_case_was_closed_later(store: Store, office: Office) -> None:
    """S-1 turns 16 in a year, S-2 was 17 long ago; both are open in October and closed in November."""
    async with store.working() as session:
        for number, age, turned in (("S-1", 16, day(300)), ("S-2", 18, day(40))):
            await young(session, number, office.nord, "anna", turning(age, turned), closed=day(-10))
    october = await seen(store, scope_of(office.bo, day(-30)), until=YEAR)
    assert [(item.case, item.age, item.rule, item.status) for item in october.items] == [
        ("S-2", 18, DECISION, "overdue"),
        ("S-1", 16, START, "later"),
    ]
    assert (await seen(store, scope_of(office.bo, TODAY))).items == ()


async def test_born_on_the_29th_of_february_the_28th_counts(store: Store, office: Office) -> None:
    async with store.working() as session:
        await young(session, "S-1", office.nord, "anna", dt.date(2008, 2, 29), opened=dt.date(2023, 1, 5))
    scope = replace(scope_of(office.bo, TODAY), day=dt.date(2025, 8, 20))
    facts = await seen(store, scope, dt.date(2025, 8, 28), dt.date(2026, 2, 28))
    assert [(item.age, item.on, item.status) for item in facts.items] == [
        (17.5, dt.date(2025, 8, 28), "due_soon"),
        (18, dt.date(2026, 2, 28), "due_soon"),
    ]


async def test_a_case_opened_long_after_the_birthday_has_no_rule(store: Store, office: Office) -> None:
    async with store.working() as session:
        await young(session, "S-1", office.nord, "anna", dt.date(2009, 6, 1), opened=dt.date(2026, 6, 2))
        await young(session, "S-2", office.nord, "anna", dt.date(2009, 6, 2), opened=dt.date(2026, 6, 2))
    facts = await seen(store, scope_of(office.bo, TODAY), dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert [(item.case, item.rule, item.status) for item in facts.items] == [
        ("S-1", None, None),
        ("S-2", START, "overdue"),
    ]


async def test_a_period_without_end_reaches_the_youngest(store: Store, office: Office) -> None:
    async with store.working() as session:
        await young(session, "S-1", office.nord, "anna", day(-30))
    facts = await seen(store, scope_of(office.bo, TODAY), TODAY, dt.date.max)
    assert [item.age for item in facts.items] == [16, 17.5, 18]
