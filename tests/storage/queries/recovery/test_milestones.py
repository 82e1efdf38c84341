"""Milestones over the store: what was reached by when, of which total, and which of them are meant."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.facts.recovery.milestones import CountOnDay
from storage.queries.recovery.milestones import milestones, names
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.schema import Milestone, MilestoneFigure, MilestoneStep, MilestoneTarget
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day

SCOPE = Scope(day=TODAY)


async def add_milestone(
    session: AsyncSession,
    name: str,
    title: str,
    *,
    starts: int,
    due: int,
    total: int | None = None,
    by_hand: bool = False,
) -> None:
    """A milestone of all cases, its days counted from today."""
    row = Milestone(
        name=name,
        title=title,
        indicator="manual" if by_hand else "reviewed",
        case_types=[],
        starts=day(starts),
        due=day(due),
        total=total,
    )
    session.add(row)
    await session.flush()


@pytest.fixture
async def two_milestones(store: Store) -> None:
    """1A by hand: 40, then 48 of 50, due in 14 days. 1B: 9 of the 20 cases open today, due in 70 days."""
    async with store.working() as session:
        await add_milestone(session, "1B", "Lovmedholdelig sagsbehandling", starts=-70, due=70)
        steps = [(-400, 0, 25), (-56, 3, 0), (-28, 2, -3), (-27, 3, -2), (0, 1, 0), (1, 5, 2)]
        session.add_all(
            MilestoneStep(milestone="1B", day=day(on), reached=reached, covered=covered)
            for on, reached, covered in steps
        )
        await add_milestone(session, "1A", "Tryghed for barnet", starts=-100, due=14, total=50, by_hand=True)
        session.add_all(
            MilestoneFigure(milestone="1A", day=day(on), count=count) for on, count in [(-40, 40), (-3, 48), (3, 49)]
        )
        session.add_all(
            MilestoneTarget(milestone="1A", day=day(on), target=target) for on, target in [(-50, 30), (14, 50)]
        )


@pytest.mark.usefixtures("two_milestones")
async def test_each_milestone_tells_how_far_it_is_the_next_due_first(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await milestones(session, SCOPE)).as_json()
    assert facts["items"] == [
        {
            "milestone": "1A",
            "title": "Tryghed for barnet",
            "total": 50,
            "reached": 48,
            "left": 2,
            "expected": 45.63,  # 30 + 20 × 50 / 64
            "pace_now": 2.0,  # (48 − 40) / 4
            "pace_needed": 1.0,
            "due": day(14).isoformat(),
            "expected_on": day(7).isoformat(),
            "status": "on_track",
        },
        {
            "milestone": "1B",
            "title": "Lovmedholdelig sagsbehandling",
            "total": 20,  # 25 opened, 5 closed
            "reached": 9,
            "left": 11,
            "expected": 10.0,  # half-way
            "pace_now": 1.0,  # 9 today, 5 four weeks ago
            "pace_needed": 1.1,
            "due": day(70).isoformat(),
            "expected_on": day(77).isoformat(),
            "status": "behind",
        },
    ]


@pytest.mark.usefixtures("two_milestones")
async def test_an_earlier_day_knows_nothing_of_what_came_later(store: Store) -> None:
    async with store.asking("x") as session:
        earlier = await milestones(session, Scope(day=day(-28)))
        later = await milestones(session, Scope(day=day(3)))
    assert [(item.reached, item.total) for item in earlier.items] == [(40, 50), (5, 22)]
    assert [(item.reached, item.total) for item in later.items] == [(49, 50), (14, 22)]


@pytest.mark.usefixtures("two_milestones")
async def test_everyone_known_sees_the_same_figures_in_private_and_in_a_channel(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    scopes = [*(scope_of(person, TODAY) for person in people), scope_of_channel(office.nord, TODAY)]
    async with store.asking("freja") as session:
        seen = [(await milestones(session, scope)).as_json() for scope in scopes]
    assert all(facts == seen[0] for facts in seen)
    assert [item["reached"] for item in seen[0]["items"]] == [48, 9]


@pytest.mark.usefixtures("two_milestones")
@pytest.mark.parametrize(
    ("wanted", "found"), [("1B", ["1B"]), ("1a", ["1A"]), ("tryghed", ["1A"]), ("milepæl 1b", ["1B"])]
)
async def test_a_milestone_is_found_by_its_name_or_words_of_its_title(
    store: Store, wanted: str, found: list[str]
) -> None:
    async with store.asking("x") as session:
        facts = await milestones(session, SCOPE, name=wanted)
    assert [item.milestone for item in facts.items] == found


@pytest.mark.usefixtures("two_milestones")
async def test_a_name_that_fits_none_tells_which_there_are(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await milestones(session, SCOPE, name="7")).as_json()
    assert facts == {"items": [], "curve": None, "known": ["1A", "1B"]}


async def test_without_milestones_there_is_nothing_to_tell(store: Store) -> None:
    async with store.asking("x") as session:
        assert (await milestones(session, SCOPE)).as_json() == {"items": [], "curve": None, "known": []}


@pytest.mark.usefixtures("two_milestones")
async def test_a_period_asks_for_what_is_due_in_it(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await milestones(session, SCOPE, since=day(70), until=day(70))).as_json()
    assert [item["milestone"] for item in facts["items"]] == ["1B"]
    assert facts["by"] == {"day": day(70).isoformat(), "in_time": [], "pace_needed": {"1B": 1.1}}


@pytest.mark.usefixtures("two_milestones")
async def test_a_day_on_which_nothing_is_due_is_held_against_every_forecast(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await milestones(session, SCOPE, since=day(35), until=day(35))).as_json()
    assert [item["milestone"] for item in facts["items"]] == ["1A", "1B"]
    assert facts["by"] == {"day": day(35).isoformat(), "in_time": ["1A"], "pace_needed": {"1A": 0.4, "1B": 2.2}}


def points(curve: Sequence[CountOnDay]) -> list[tuple[int, int]]:
    """Days from today, and what had come by then."""
    return [((point.on - TODAY).days, point.count) for point in curve]


@pytest.mark.usefixtures("two_milestones")
async def test_the_curve_is_of_the_worst_milestone_week_by_week(store: Store) -> None:
    async with store.asking("x") as session:
        curve = (await milestones(session, SCOPE)).curve
    assert curve is not None
    assert curve.milestone == "1B"
    assert points(curve.expected) == [(-70, 0), (70, 20)]
    weekly = [(-70, 0), (-63, 0), (-56, 3), (-49, 3), (-42, 3), (-35, 3), (-28, 5), (-21, 8), (-14, 8), (-7, 8), (0, 9)]
    assert points(curve.reached) == weekly


@pytest.mark.usefixtures("two_milestones")
async def test_the_curve_of_a_milestone_by_hand_stands_on_its_figures(store: Store) -> None:
    async with store.asking("x") as session:
        curve = (await milestones(session, SCOPE, name="1A")).curve
    assert curve is not None
    assert [point.count for point in curve.reached] == [0] * 10 + [40] * 5 + [48]
    assert points(curve.expected) == [(-100, 0), (-50, 30), (14, 50)]


@pytest.mark.usefixtures("two_milestones")
async def test_when_all_are_done_no_curve_is_shown_unless_one_is_asked_for(store: Store) -> None:
    async with store.working() as session:
        session.add(MilestoneFigure(milestone="1A", day=TODAY, count=50))
        session.add(MilestoneStep(milestone="1B", day=day(-1), reached=11, covered=0))
    async with store.asking("x") as session:
        assert (await milestones(session, SCOPE)).curve is None
        assert (await milestones(session, SCOPE, name="1A")).curve is not None


@pytest.mark.usefixtures("two_milestones")
async def test_a_milestone_that_nobody_works_on_has_no_forecast(store: Store) -> None:
    async with store.working() as session:
        await add_milestone(session, "2", "Nye sager", starts=-10, due=-1, total=5)
    async with store.asking("x") as session:
        facts = (await milestones(session, SCOPE)).as_json()
    late = facts["items"][0]
    assert (late["milestone"], late["reached"], late["pace_needed"], late["expected_on"]) == ("2", 0, None, None)
    assert late["status"] == "late"
    assert facts["curve"]["milestone"] == "2"


@pytest.mark.usefixtures("two_milestones")
async def test_the_names_for_those_who_read_texts(store: Store) -> None:
    async with store.asking("x") as session:
        assert await names(session) == {"1A": "Tryghed for barnet", "1B": "Lovmedholdelig sagsbehandling"}
