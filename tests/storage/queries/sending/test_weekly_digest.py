"""What Monday's digest tells a team."""

from __future__ import annotations

from typing import Any

import pytest

from storage.database import Store
from storage.facts.sending.weekly_digest import TeamWeek
from storage.queries.sending.weekly_digest import week_of_team
from storage.rules.access import scope_of_channel
from storage.schema import Staff
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline, day

NO_STEPS = {"reviewed": 0, "restored": 0, "reported_done": 0}


async def week(store: Store, team_id: int) -> TeamWeek:
    async with store.working() as session:
        return await week_of_team(session, scope_of_channel(team_id, TODAY), team_id, TODAY)


@pytest.fixture
async def busy_week(store: Store, office: Office) -> dict[str, Any]:
    """Team Nord's week: two late deadlines, one due in 14 days, a case opened and one closed since last week.

    A protected case and another team's late ones stay out.
    """
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna")
        await add_case(session, "A-2", office.nord, "anna", opened=day(-6))
        n1 = await add_case(session, "N-1", office.nord, None, opened=day(-7))
        x1 = await add_case(session, "X-1", office.nord, "anna", closed=day(-6))
        protected = await add_case(session, "P-1", office.nord, "anna", protected=True)
        other = await add_case(session, "C-1", office.distrikt2, "carl")
        for case in (protected, other):
            await add_deadline(session, case, -3)
        await add_deadline(session, a1, -10)
        await add_deadline(session, n1, -1, "assessment")
        await add_deadline(session, x1, -20, closed=-6, outcome="case_closed")
        await add_deadline(session, a1, -9, closed=-2)
        await add_deadline(session, a1, 14, "child_plan")
        await add_deadline(session, a1, 15, "child_plan")
    return (await week(store, office.nord)).as_json()


async def test_a_week_names_its_team_and_days(busy_week: dict[str, Any]) -> None:
    recovery = {"milestones", "restoring", "plan", "transitions", "changes", "urgent", "bottleneck"}
    parts = {"overdue", "upcoming", "caseload", "since_last_week", *recovery}
    named = {"team": "Team Nord", "week": "2026-W48", "from": "2026-11-23", "to": "2026-11-29"}
    assert {name: value for name, value in busy_week.items() if name not in parts} == named


async def test_a_week_tells_what_is_late_worst_first(busy_week: dict[str, Any]) -> None:
    assert busy_week["overdue"] == {
        "total": 2,
        "by_rule": {"assessment": 1, "follow_up": 1},
        "items": [
            {"case": "A-1", "rule": "follow_up", "due": "2026-11-13", "days_overdue": 10},
            {"case": "N-1", "rule": "assessment", "due": "2026-11-22", "days_overdue": 1},
        ],
    }


async def test_a_week_tells_what_falls_due_in_fourteen_days(busy_week: dict[str, Any]) -> None:
    assert busy_week["upcoming"] == {
        "total": 1,
        "by_rule": {"child_plan": 1},
        "items": [{"case": "A-1", "rule": "child_plan", "due": "2026-12-07", "days_left": 14}],
    }


async def test_a_week_holds_the_caseload_against_the_band(busy_week: dict[str, Any]) -> None:
    judged = {"caseworkers": 1, "low": 20, "high": 25, "under": 1, "within": 0, "over": 0}
    assert busy_week["caseload"] == {"total": 3, **judged, "without_caseworker": 1}


async def test_a_week_counts_a_leavers_cases_with_those_that_nobody_has(store: Store, office: Office) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
        for number, staff in (("A-1", "anna"), ("A-2", "anna"), ("N-1", None), ("C-1", "carl")):
            await add_case(session, number, office.nord, staff)
    load = (await week(store, office.nord)).caseload
    assert (load.total, load.caseworkers, load.without_caseworker) == (4, 1, 3)


async def test_a_week_tells_what_changed_since_the_last(busy_week: dict[str, Any]) -> None:
    late = {"overdue": -1, "new_overdue": 1, "resolved": 2}
    assert busy_week["since_last_week"] == {**late, "caseload": 0, "opened": 1, "closed": 1, **NO_STEPS}


async def test_a_team_without_cases_has_nothing_to_tell(store: Store, office: Office) -> None:
    assert not (await week(store, office.nord)).worth_telling


async def test_a_quiet_week_is_not_worth_telling(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_deadline(session, await add_case(session, "A-1", office.nord, "anna"), 15)
        await add_case(session, "P-1", office.nord, "anna", protected=True, opened=TODAY)
    assert not (await week(store, office.nord)).worth_telling


async def test_the_last_case_closed_is_worth_telling(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", closed=TODAY)
    told = await week(store, office.nord)
    assert told.worth_telling
    assert told.since_last_week.closed == 1


async def test_there_is_no_week_of_an_unknown_team(store: Store, office: Office) -> None:
    with pytest.raises(LookupError, match="no team"):
        await week(store, 999)
