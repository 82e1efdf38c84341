"""What is overdue, what falls due, and how often deadlines are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from storage.database import Store
from storage.queries.deadlines.overdue import overdue
from storage.queries.deadlines.upcoming import upcoming
from storage.queries.filters import Filters
from storage.rules.access import scope_of, scope_of_channel
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline, day


@pytest.fixture
async def deadlines(store: Store, office: Office) -> None:
    """A-1 overdue 3 and 10 days and due in 5, A-2 (protected) overdue 1, nobody's N-1 overdue 10, Carl's C-1 2."""
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse")
        a2 = await add_case(session, "A-2", office.nord, "anna", protected=True)
        n1 = await add_case(session, "N-1", office.nord, None)
        c1 = await add_case(session, "C-1", office.distrikt2, "carl")
        await add_deadline(session, a1, -3)
        await add_deadline(session, a1, -10, "assessment")
        await add_deadline(session, a1, 5, "child_plan")
        await add_deadline(session, a2, -1)
        await add_deadline(session, n1, -10)
        await add_deadline(session, c1, -2)


@pytest.mark.usefixtures("deadlines")
async def test_anna_sees_her_own_overdue_the_worst_first(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        facts = (await overdue(session, scope_of(office.anna, TODAY))).as_json()
    assert facts == {
        "total": 3,
        "in_time_share": None,
        "by_rule": {"follow_up": 2, "assessment": 1},
        "by_caseworker": {"anna": 3},
        "items": [
            {"case": "A-1", "rule": "assessment", "due": "2026-11-13", "days_overdue": 10, "caseworker": "anna"},
            {"case": "A-1", "rule": "follow_up", "due": "2026-11-20", "days_overdue": 3, "caseworker": "anna"},
            {"case": "A-2", "rule": "follow_up", "due": "2026-11-22", "days_overdue": 1, "caseworker": "anna"},
        ],
    }


@pytest.mark.usefixtures("deadlines")
async def test_each_role_counts_what_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    async with store.working() as session:
        seen = [await overdue(session, scope_of(person, TODAY)) for person in people]
    assert [facts.total for facts in seen] == [3, 4, 1, 3, 4, 0]
    assert [len(facts.items) for facts in seen] == [3, 4, 1, 3, 0, 0]


@pytest.mark.usefixtures("deadlines")
async def test_a_channel_is_shown_case_numbers_but_no_caseworkers(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        scope = scope_of_channel(office.nord, TODAY)
        facts = (await overdue(session, scope, group_by="caseworker")).as_json()
    assert facts["total"] == 3
    assert facts["by_caseworker"] == {}
    assert facts["groups"] == []
    assert [sorted(item) for item in facts["items"]] == [["case", "days_overdue", "due", "rule"]] * 3


@pytest.mark.usefixtures("deadlines")
@pytest.mark.parametrize(
    ("over", "late"), [(None, [10, 10, 3, 1]), (0, [10, 10, 3, 1]), (2, [10, 10, 3]), (3, [10, 10]), (9, [10, 10])]
)
async def test_only_those_more_days_late_than_asked_count_in_total_list_and_groups(
    store: Store, office: Office, over: int | None, late: list[int]
) -> None:
    async with store.asking("bo") as session:
        found = await overdue(session, scope_of(office.bo, TODAY), over=over, group_by="rule")
    assert [item.days_overdue for item in found.items] == late
    assert found.total == len(late) == sum(found.by_rule.values())
    assert found.groups is not None
    assert sum(group.total for group in found.groups) == len(late)


@pytest.mark.usefixtures("deadlines")
@pytest.mark.parametrize(("over", "total"), [(10, 0), (9_999_999, 0), (-5, 4)])
async def test_any_number_of_days_is_taken(store: Store, office: Office, over: int, total: int) -> None:
    async with store.asking("bo") as session:
        assert (await overdue(session, scope_of(office.bo, TODAY), over=over)).total == total


@pytest.mark.usefixtures("deadlines")
async def test_overdue_can_be_narrowed_and_grouped(store: Store, office: Office) -> None:
    async with store.asking("erik") as session:
        everything = scope_of(office.erik, TODAY)
        by_rule = await overdue(session, everything, rule="assessment")
        by_type = await overdue(session, everything, filters=Filters(case_type="anbringelse"))
        in_nord = await overdue(session, everything, filters=Filters(team_id=office.nord), group_by="team")
        grouped = await overdue(session, everything, group_by="caseworker")
        by_staff = await overdue(session, everything, filters=Filters(staff="carl"))
    assert (by_rule.total, by_type.total, in_nord.total, by_staff.total) == (1, 2, 3, 1)
    assert in_nord.as_json()["groups"] == [{"key": "Team Nord", "total": 3}]
    assert grouped.as_json()["groups"] == [
        {"key": "anna", "total": 2},
        {"key": "carl", "total": 1},
        {"key": None, "total": 1},
    ]


@pytest.mark.usefixtures("deadlines")
async def test_upcoming_is_what_falls_due_in_the_period(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        scope = scope_of(office.anna, TODAY)
        facts = (await upcoming(session, scope, since=TODAY, until=day(14))).as_json()
        wide = await upcoming(session, scope, since=day(-5), until=day(5))
        late = await upcoming(session, scope, since=TODAY, until=day(4))
        of_case = await upcoming(session, scope, case="A-1")
    line = {"case": "A-1", "rule": "child_plan", "due": "2026-11-28", "days_left": 5, "caseworker": "anna"}
    assert facts == {"total": 1, "by_rule": {"child_plan": 1}, "items": [line]}
    assert [item["days_left"] for item in wide.as_json()["items"]] == [-3, -1, 5]
    assert late.total == 0
    assert of_case.total == 3


async def test_due_today_is_upcoming_and_not_overdue(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_deadline(session, await add_case(session, "A-1", office.nord, "anna"), 0)
    async with store.asking("anna") as session:
        scope = scope_of(office.anna, TODAY)
        assert (await overdue(session, scope)).total == 0
        assert (await upcoming(session, scope, since=TODAY, until=TODAY)).total == 1


async def test_a_past_day_shows_what_was_open_then(store: Store, office: Office) -> None:
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "anna")
        await add_deadline(session, case, -20, closed=-10)
        await add_deadline(session, case, -5, opened=-8)
    async with store.asking("anna") as session:
        today = scope_of(office.anna, TODAY)
        totals = [(await overdue(session, replace(today, day=day(n)))).total for n in (-21, -20, -19, -11, -10, -4, 0)]
    assert totals == [0, 0, 1, 1, 0, 1, 1]


async def test_a_closed_case_has_no_open_deadlines_and_one_not_yet_opened_does_not_exist(
    store: Store, office: Office
) -> None:
    async with store.working() as session:
        gone = await add_case(session, "A-1", office.nord, "anna", closed=TODAY)
        await add_deadline(session, gone, -5, closed=0, outcome="case_closed")
        coming = await add_case(session, "A-2", office.nord, "anna", opened=day(1))
        await add_deadline(session, coming, -5)
    async with store.asking("anna") as session:
        assert (await overdue(session, scope_of(office.anna, TODAY))).total == 0


async def test_the_share_kept_is_of_the_deadlines_met_in_the_last_twelve_months(store: Store, office: Office) -> None:
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "anna", opened=dt.date(2024, 1, 1))
        await add_deadline(session, case, -30, closed=-31)
        await add_deadline(session, case, -40, closed=-40)
        await add_deadline(session, case, -60, closed=-50)
        await add_deadline(session, case, 3, closed=0, opened=-1)
        outside = (dt.date(2025, 11, 23) - TODAY).days
        await add_deadline(session, case, outside - 9, closed=outside, opened=-800)
        await add_deadline(session, case, -20, closed=-10, outcome="lapsed")
        await add_deadline(session, case, 30, closed=1)
    async with store.asking("anna") as session:
        assert (await overdue(session, scope_of(office.anna, TODAY))).in_time_share == 75.0
        assert (await overdue(session, scope_of(office.carl, TODAY))).in_time_share is None


async def test_an_empty_store_has_nothing_overdue(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        facts = (await overdue(session, scope_of(office.bo, TODAY))).as_json()
    assert facts == {"total": 0, "in_time_share": None, "by_rule": {}, "by_caseworker": {}, "items": []}
