"""Milestones and the action plan asked for at the desk: by name, by day, by who is responsible."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from storage.database import Store
from storage.rules.period import Period
from storage.rules.slots import Slots
from storage.schema import Milestone, MilestoneStep, PlanAction
from tests.bot.questions.conftest import Counter
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day

DUE = dt.date(2027, 2, 1)


@pytest.fixture
async def desk(store: Store, office: Office) -> AsyncIterator[Counter]:
    """Milestone 1B with 110 of 250 reached, nine a week; a plan with an action of Anna's, late, and one of a unit's."""
    async with store.working() as session:
        row = {"case_types": [], "starts": day(-84)}
        session.add(Milestone(name="1B", title="Lovmedholdelighed", indicator="restored", due=DUE, total=250, **row))
        session.add(Milestone(name="2", title="Gennemgang", indicator="reviewed", due=day(400), total=10, **row))
        await session.flush()
        steps = [MilestoneStep(milestone="1B", day=day(-7 * i), reached=9, covered=0) for i in range(4)]
        session.add_all([*steps, MilestoneStep(milestone="1B", day=day(-60), reached=74, covered=0)])
        usual = {"plan": "Genopretningsplan", "precision": "day", "side": "due", "status": "igangsat"}
        for number, who, ends in (("1", "Anna Holm", day(-1)), ("2", "Sekretariatet", day(30))):
            session.add(
                PlanAction(
                    number=number,
                    title=f"Handling {number}",
                    responsible=who,
                    starts=ends,
                    ends=ends,
                    theme="A",
                    **usual,
                )
            )
    async with store.asking("anna") as session:
        yield Counter(session, office)


async def test_the_facts_of_a_milestone_are_those_of_the_public_interface(desk: Counter) -> None:
    facts = await desk.ask(desk.office.anna, "milestones", Slots(milestone="1B"))
    assert facts["items"] == [
        {
            "milestone": "1B",
            "title": "Lovmedholdelighed",
            "total": 250,
            "reached": 110,
            "left": 140,
            "expected": 136.36,  # 250 × 84 / 154
            "pace_now": 9.0,
            "pace_needed": 14.0,
            "due": "2027-02-01",
            "expected_on": "2027-03-12",
            "status": "behind",
        }
    ]


async def test_a_day_asks_whether_what_is_due_then_is_reached(desk: Counter) -> None:
    facts = await desk.ask(desk.office.bo, "milestones", Slots(period=Period(DUE, DUE)))
    assert [item["milestone"] for item in facts["items"]] == ["1B"]
    assert facts["by"] == {"day": "2027-02-01", "in_time": [], "pace_needed": {"1B": 14.0}}


async def test_the_facts_of_a_plan_are_those_of_the_public_interface(desk: Counter) -> None:
    facts = await desk.ask(desk.office.anna, "plan")
    assert set(facts) == {"total", "overdue", "by_status", "items"}
    assert (facts["total"], facts["overdue"], facts["by_status"]) == (2, 1, {"igangsat": 2})
    keys = {"plan", "no", "title", "responsible", "deadline", "from", "to", "precision", "status"}
    assert [set(item) for item in facts["items"]] == [keys, keys]


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        (Slots(staff="mig"), ["1"]),
        (Slots(staff="anna"), ["1"]),
        (Slots(staff="carl"), []),
        (Slots(staff="sekretariat"), ["2"]),
        (Slots(theme="A"), ["1", "2"]),
        (Slots(theme="B"), []),
        (Slots(status="overdue"), ["1"]),
        (Slots(period=Period(TODAY, day(30))), ["2"]),
        (Slots(plan="genopretningsplanen"), ["1", "2"]),
        (Slots(plan="F20"), []),
    ],
)
async def test_the_slots_narrow_the_plan(desk: Counter, slots: Slots, found: list[str]) -> None:
    facts = await desk.ask(desk.office.anna, "plan", slots)
    assert [item["no"] for item in facts["items"]] == found


async def test_whoever_types_means_the_one_plan_there_is_whatever_they_call_it(desk: Counter) -> None:
    facts = await desk.ask(desk.office.anna, "plan", Slots(plan="F19"), text="hvor langt er vi med udviklingsplanen")
    assert facts["total"] == 2


async def test_of_two_plans_one_that_is_neither_is_not_guessed(desk: Counter, store: Store) -> None:
    async with store.working() as session:
        session.add(PlanAction(plan="Masterplan", number="1", title="Indsatstrappe", status="igangsat"))
    facts = await desk.ask(desk.office.anna, "plan", Slots(plan="F19"), text="hvor langt er vi med F19")
    assert (facts["total"], facts["known"]) == (0, ["Genopretningsplan", "Masterplan"])


@pytest.mark.parametrize("question", ["milestones", "plan"])
async def test_everybody_known_is_told_the_same_alone_and_in_the_channel(desk: Counter, question: str) -> None:
    office = desk.office
    alone = [await desk.ask(person, question) for person in (office.anna, office.bo, office.erik, office.freja)]
    together = await desk.ask(office.anna, question, channel=office.nord)
    assert all(facts == together for facts in alone)
