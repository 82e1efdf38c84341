"""The recovery in Monday's digest, worked out by hand from domain.md."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.database import Store
from storage.facts.recovery.recovery_week import RecoverySteps
from storage.queries import teams
from storage.queries.children import bottlenecks
from storage.queries.filters import Filters
from storage.queries.recovery.legality import legality
from storage.queries.recovery.milestones import covering
from storage.queries.recovery.recovery_week import recovery_week, steps_taken
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.rules.children.bottlenecks import WorkShare
from storage.schema import Assignment, Milestone, MilestoneStep, MilestoneTeam, PlanAction
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline, day

LAST_WEEK = TODAY - dt.timedelta(days=7)


async def facts(store: Store, team_id: int, scope: Scope | None = None) -> dict[str, Any]:
    async with store.working() as session:
        team = await teams.by_id(session, team_id)
        assert team is not None
        found = await recovery_week(session, scope or scope_of_channel(team_id, TODAY), team, LAST_WEEK)
    return found.as_json()


async def add_milestone(store: Store, name: str, steps: list[tuple[int, int]], *, total: int, team: int | None) -> None:
    """Begun 70 days ago and due in 70; `steps` are (day, reached)."""
    async with store.working() as session:
        session.add(
            Milestone(
                name=name, title=name, indicator="lawful", starts=day(-70), due=day(70), total=total, case_types=[]
            )
        )
        await session.flush()
        if team is not None:
            session.add(MilestoneTeam(milestone=name, team_id=team))
        session.add_all(MilestoneStep(milestone=name, day=day(on), reached=n, covered=0) for on, n in steps)


async def test_milestones_tell_their_pace_and_what_a_week_brought_the_worst_first(store: Store, office: Office) -> None:
    await add_milestone(store, "1A", [(-60, 60), (-2, 2)], total=100, team=None)
    await add_milestone(store, "1B", [(-60, 20), (-20, 8), (-7, 4), (-3, 6)], total=100, team=office.nord)
    told = (await facts(store, office.nord))["milestones"]
    named = ("milestone", "reached", "left", "pace_now", "pace_needed", "reached_since", "status")
    assert [[one[key] for key in named] for one in told] == [
        ["1B", 38, 62, 4.5, 6.2, 6, "behind"],
        ["1A", 62, 38, 0.5, 3.8, 2, "on_track"],
    ]


async def test_a_milestone_of_another_team_or_not_begun_stays_out(store: Store, office: Office) -> None:
    await add_milestone(store, "theirs", [(-60, 5)], total=10, team=office.distrikt2)
    async with store.working() as session:
        session.add(
            Milestone(
                name="later", title="later", indicator="lawful", starts=day(5), due=day(70), total=9, case_types=[]
            )
        )
        await session.flush()
        assert await covering(session, office.nord) == {"later"}
    assert (await facts(store, office.nord))["milestones"] == []


async def test_a_reached_milestone_is_told_of_the_week_it_is_reached(store: Store, office: Office) -> None:
    await add_milestone(store, "now", [(-60, 5), (-1, 5)], total=10, team=None)
    await add_milestone(store, "long ago", [(-60, 10)], total=10, team=None)
    assert [one["milestone"] for one in (await facts(store, office.nord))["milestones"]] == ["now"]


async def test_red_and_yellow_cases_come_in_restoring_order_urgent_before_the_earliest_deadline(
    store: Store, office: Office
) -> None:
    reviewed = {"reviewed": day(-30)}
    async with store.working() as session:
        for number, category, due, more in (
            ("A-1", "yellow", 3, {}),
            ("A-2", "red", 1, {}),
            ("A-3", "yellow", 9, {"urgent": True}),
            ("A-4", "green", 1, {}),
            ("A-5", "red", 1, {"restored": day(-3)}),
            ("A-6", "red", 0, {"protected": True}),
        ):
            case = await add_case(session, number, office.nord, "anna", category=category, **reviewed, **more)
            await add_deadline(session, case, due)
        await add_case(session, "C-1", office.distrikt2, "carl", category="red", **reviewed)
    told = (await facts(store, office.nord))["restoring"]
    assert told["total"] == 3
    assert [(item["case"], item["category"]) for item in told["items"]] == [
        ("A-3", "yellow"),
        ("A-2", "red"),
        ("A-1", "yellow"),
    ]
    assert all(set(item) == {"case", "category", "missing"} for item in told["items"])


async def test_the_week_counts_its_steps_closed_cases_too(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", category="red", reviewed=day(-8), restored=day(-6))
        await add_case(session, "A-2", office.nord, "anna", category="red", reviewed=day(-7), restored=day(-7))
        await add_case(
            session, "A-3", office.nord, "anna", category="red", reviewed=day(0), reported_done=day(0), closed=day(0)
        )
        await add_case(session, "A-4", office.nord, "anna", category="red", reviewed=day(1))
        await add_case(session, "A-5", office.nord, "anna", category="red", reviewed=day(-1), protected=True)
        scope = scope_of_channel(office.nord, TODAY)
        steps = await steps_taken(session, scope, Filters(team_id=office.nord), LAST_WEEK)
    assert steps == RecoverySteps(reviewed=1, restored=1, reported_done=1)


async def test_late_actions_name_nobody_and_tell_which_are_new(store: Store, office: Office) -> None:
    async with store.working() as session:
        for number, ends in (("1", -30), ("2", -3), ("3", 3)):
            session.add(
                PlanAction(
                    plan="Plan", number=number, title="T", responsible="Bo Lund", ends=day(ends), precision="day"
                )
            )
    told = (await facts(store, office.nord))["plan"]
    assert (told["overdue"], told["new_overdue"]) == (2, 1)
    assert [item["no"] for item in told["items"]] == ["1", "2"]
    assert "Bo Lund" not in str(told)


async def test_a_channel_hears_how_many_come_of_age_and_not_which(store: Store, office: Office) -> None:
    seventeen = dt.date(TODAY.year - 17, TODAY.month, TODAY.day)
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse", birth_date=seventeen)
        await add_case(session, "A-2", office.nord, "anna", birth_date=seventeen, protected=True)
        await add_case(session, "C-1", office.distrikt2, "carl", birth_date=seventeen)
    told = await facts(store, office.nord)
    assert told["transitions"] == {
        "from": TODAY.isoformat(),
        "to": TODAY.replace(year=TODAY.year + 1).isoformat(),
        "total": 2,
        "young": 1,
    }
    assert "A-1" not in str(told["transitions"])


async def test_cases_that_keep_changing_hands_are_named_without_whose(store: Store, office: Office) -> None:
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "anna")
        for since, who in ((-300, "dorte"), (-200, "anna"), (-100, "dorte")):
            session.add(Assignment(case_id=case.id, since=day(since), staff_id=who))
        await add_case(session, "N-1", office.nord, None)
    assert (await facts(store, office.nord))["changes"] == {"repeated": 1, "items": [{"case": "A-1", "changes": 2}]}


@pytest.fixture
async def piled_up(store: Store, office: Office) -> None:
    """Team Nord: 10 cases, 6 of them not lawful; distrikt 2: 30 cases, all lawful. Two are protected."""
    async with store.working() as session:
        for n in range(10):
            category = "red" if n < 6 else "green"
            await add_case(session, f"N-{n}", office.nord, "anna" if n % 2 else "dorte", category=category)
        for n in range(29):
            await add_case(session, f"C-{n}", office.distrikt2, "carl", category="green")
        await add_case(session, "C-29", office.distrikt2, "carl", category="red", reported_done=day(0))
        await add_case(session, "N-P", office.nord, "anna", category="red", protected=True)


async def test_a_team_hears_that_work_piles_up_with_it_and_nothing_of_others(
    store: Store, office: Office, piled_up: None
) -> None:
    told = {"key": "Team Nord", "left": 6, "cases": 10, "share_left": 100.0, "share_cases": 25.0}
    assert (await facts(store, office.nord))["bottleneck"] == told
    assert (await facts(store, office.distrikt2))["bottleneck"] is None


async def test_what_is_left_is_what_the_question_calls_not_lawful(store: Store, office: Office, piled_up: None) -> None:
    async with store.working() as session:
        for scope in (scope_of(office.bo, TODAY), scope_of(office.erik, TODAY), scope_of(office.carl, TODAY)):
            counted = await legality(session, scope)
            told = await bottlenecks.parts(session, scope, "team")
            assert sum(part.left for part in told) == counted.total - counted.lawful
            assert sum(part.cases for part in told) == counted.total
        led = await bottlenecks.parts(session, scope_of(office.bo, TODAY), "caseworker")
    assert set(led) == {WorkShare("anna", 4, 6), WorkShare("dorte", 3, 5)}


async def test_a_controllers_digest_counts_what_it_may_not_list(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", category="red", reviewed=day(-3))
    told = await facts(store, office.nord, scope_of(office.erik, TODAY))
    assert told["restoring"] == {"total": 1, "items": []}
