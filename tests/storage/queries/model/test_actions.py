"""Actions of plans, under conditions that hold together and can be denied."""

from __future__ import annotations

from typing import Any

import pytest

from storage.database import Store
from storage.facts.asked import AskedFigures
from storage.queries.model.counted import counted
from storage.rules.access import Scope
from storage.rules.conditions import Condition
from storage.rules.period import Period
from storage.rules.selection import Selection
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day
from tests.storage.queries.recovery.test_plan import add_action

NEXT = Period(TODAY, day(40))


@pytest.fixture
async def plans(store: Store, office: Office) -> Store:
    """Genopretning: 1 late, 2 waiting and due in 30 days, 3 done, 10 without a date. Styring: 1.1, of grown-ups."""
    async with store.working() as session:
        quality: dict[str, Any] = {"theme": "A: Kvalitet", "track": "A.1 Journal"}
        rights: dict[str, Any] = {"theme": "B: Retssikkerhed"}
        await add_action(session, "Genopretning", "10", responsible="Anna", status=None, **quality)
        await add_action(session, "Genopretning", "1", -1, responsible="Anna Holm", **quality)
        await add_action(session, "Genopretning", "2", 30, responsible="Sekretariatet", status="afventer", **rights)
        await add_action(session, "Genopretning", "3", -60, responsible="Bo Lund", status="implementeret", **rights)
        await add_action(session, "Styring", "1.1", 60, area="voksne", year=2026, status="igangsat")
    return store


async def asked(plans: Store, *conditions: Condition, **form: Any) -> AskedFigures:
    async with plans.working() as session:
        return await counted(session, Scope(day=TODAY), Selection("actions", conditions, **form))


@pytest.mark.parametrize(
    ("condition", "numbers"),
    [
        (Condition("overdue"), ("1",)),
        (Condition("due", period=NEXT), ("2",)),
        (Condition("status", ("igangsat",)), ("1", "1.1")),
        (Condition("status", ("afventer", "implementeret")), ("2", "3")),
        (Condition("responsible", ("anna",)), ("1", "10")),
        (Condition("responsible", ("sekretariatet", "bo")), ("2", "3")),
        (Condition("theme", ("A",)), ("1", "10")),
        (Condition("theme", ("A.1", "B")), ("1", "2", "10", "3")),
        (Condition("plan", ("styring",)), ("1.1",)),
        (Condition("area", ("Voksne",)), ("1.1",)),
    ],
)
async def test_a_condition_chooses_its_actions_and_its_denial_all_others(
    plans: Store, condition: Condition, numbers: tuple[str, ...]
) -> None:
    every = (await asked(plans)).items or ()
    assert every == ("1", "2", "1.1", "10", "3")
    assert (await asked(plans, condition)).items == numbers
    denied = Condition(condition.name, condition.values, condition.period, denied=True)
    assert (await asked(plans, denied)).items == tuple(one for one in every if one not in numbers)


async def test_conditions_hold_together(plans: Store) -> None:
    told = await asked(plans, Condition("responsible", ("anna",)), Condition("overdue", denied=True))
    assert (told.value, told.unit, told.items) == (1, "actions", ("10",))


async def test_actions_fall_into_groups_and_are_compared(plans: Store) -> None:
    told = await asked(plans, group_by=("status",))
    assert [(group.key, group.value) for group in told.groups or ()] == [
        ("igangsat", 2),
        ("afventer", 1),
        ("implementeret", 1),
        (None, 1),
    ]
    later = Period(day(41), day(80))
    compared = await asked(plans, Condition("due", period=NEXT), period=NEXT, compare=later, group_by=("plan",))
    assert (compared.value, compared.compared and compared.compared.value) == (1, 1)
    assert [(one.key, one.value, one.compared and one.compared.value) for one in compared.groups or ()] == [
        ("Genopretning", 1, 0),
        ("Styring", 0, 1),
    ]


async def test_actions_due_are_told_month_by_month(plans: Store) -> None:
    span = Period(TODAY, day(69))
    told = await asked(plans, Condition("due", period=span), period=span, per="month")
    assert [point.value for point in told.series or ()] == [0, 1, 1]


async def test_the_latest_come_first_where_that_is_asked_for(plans: Store) -> None:
    assert (await asked(plans, order="latest", limit=2)).items == ("1.1", "2")
