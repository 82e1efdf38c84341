"""Who leads, who is in a team, who is new: names and teams are no secret."""

from __future__ import annotations

import pytest

from bot.question import NotYoursError
from storage.database import Store
from storage.rules.slots import Slots
from storage.schema import Staff
from tests.bot.questions.conftest import Counter


def ids(facts: dict[str, list[dict[str, object]]]) -> list[object]:
    return [item["staff"] for item in facts["items"]]


async def test_anna_learns_who_leads_her(counter: Counter) -> None:
    facts = await counter.ask(counter.office.anna, "people", text="hvem er min leder")
    assert facts["items"] == [{"staff": "bo", "team": "Team Nord", "roles": ["leader"], "new": False}]


async def test_anna_learns_who_is_in_another_team_and_who_leads_somebody_else(counter: Counter) -> None:
    anna = counter.office.anna
    there = await counter.ask(anna, "people", Slots(team="Distrikt 2"), text="hvem er i Distrikt 2")
    leads = await counter.ask(anna, "people", Slots(staff="dorte"), text="hvem er Dortes leder")
    assert (ids(there), ids(leads)) == (["carl"], ["bo"])


async def test_a_role_is_looked_for_in_ones_own_team_first(counter: Counter) -> None:
    anna = counter.office.anna
    coordinator = await counter.ask(anna, "people", text="hvem er koordinator")
    controller = await counter.ask(anna, "people", text="hvem er økonom")
    assert (ids(coordinator), ids(controller)) == (["dorte"], ["erik"])


async def test_who_is_newly_qualified_is_told(store: Store, counter: Counter) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).newly_qualified = True
    facts = await counter.ask(counter.office.bo, "people", text="hvem er nyuddannet")
    assert [(item["staff"], item["new"]) for item in facts["items"]] == [("anna", True)]


@pytest.mark.parametrize("slots", [Slots(staff="nobody"), Slots(team="Distrikt 9")])
async def test_whom_nobody_knows_is_not_made_up(counter: Counter, slots: Slots) -> None:
    with pytest.raises(NotYoursError):
        await counter.ask(counter.office.anna, "people", slots, text="hvem er det")
