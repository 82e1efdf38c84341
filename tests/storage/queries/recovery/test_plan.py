"""Plans over the store: which actions are meant, which are late, and how far they are."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.recovery.plan import WantedActions, Who, names, plan
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.schema import PlanAction
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day

SCOPE = Scope(day=TODAY)


async def add_action(
    session: AsyncSession, plan_name: str, number: str, ends: int | None = None, **columns: Any
) -> None:
    """An action due so many days from today (None: no date), under way unless told otherwise."""
    given: dict[str, Any] = {
        "title": f"Handling {number}",
        "status": "igangsat",
        "deadline_text": None if ends is None else f"inden {day(ends):%d.%m.%Y}",
        "starts": None if ends is None else day(ends),
        "ends": None if ends is None else day(ends),
        "precision": "unknown" if ends is None else "day",
        "side": None if ends is None else "due",
        **columns,
    }
    session.add(PlanAction(plan=plan_name, number=number, **given))
    await session.flush()


@pytest.fixture
async def plans(store: Store) -> None:
    """Genopretningsplan: 1 is late since yesterday, 2 due in 30 days, 3 done, 10 without a date, 4 finished in time.
    Masterplan: one action, its status by year and area."""
    async with store.working() as session:
        theme_a: dict[str, Any] = {"theme": "A: Kvalitet", "track": "A.1 Genopretning"}
        theme_b: dict[str, Any] = {"theme": "B: Retssikkerhed"}
        name = "Genopretningsplan 2024-2027"
        await add_action(session, name, "10", responsible="Anna", status=None, **theme_a)
        await add_action(session, name, "1", -1, responsible="Anna Holm", **theme_a)
        await add_action(session, name, "2", 30, responsible="Sekretariatet", status="afventer", **theme_b)
        await add_action(session, name, "3", -60, responsible="AH", status="implementeret", **theme_b)
        await add_action(session, name, "4", -90, responsible="Bo Lund", finished=day(-91), **theme_b)
        for year, status in ((2025, "afventer"), (2026, "igangsat"), (2027, None)):
            await add_action(
                session, "Masterplan", "1.1", area="voksne", year=year, status=status, title="Indsatstrappe"
            )


async def numbers(store: Store, wanted: WantedActions) -> list[str]:
    async with store.asking("x") as session:
        return [item.no for item in (await plan(session, SCOPE, wanted)).items]


@pytest.mark.usefixtures("plans")
async def test_the_late_ones_come_first_and_what_is_over_last(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await plan(session, SCOPE, WantedActions(plan="genopretningsplanen"))).as_json()
    assert [item["no"] for item in facts["items"]] == ["1", "4", "2", "10", "3"]
    assert (facts["total"], facts["overdue"]) == (5, 1)
    assert facts["by_status"] == {"igangsat": 2, "afventer": 1, "implementeret": 1}
    assert facts["items"][0] == {
        "plan": "Genopretningsplan 2024-2027",
        "no": "1",
        "title": "Handling 1",
        "responsible": "Anna Holm",
        "deadline": "inden 22.11.2026",
        "from": "2026-11-22",
        "to": "2026-11-22",
        "precision": "day",
        "status": "igangsat",
    }
    assert set(facts) == {"total", "overdue", "by_status", "items"}


@pytest.mark.usefixtures("plans")
async def test_an_action_without_a_date_says_so(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await plan(session, SCOPE, WantedActions(who=Who("Anna Holm", "anna")))).as_json()
    undated = next(item for item in facts["items"] if item["no"] == "10")
    assert (undated["deadline"], undated["from"], undated["to"], undated["precision"]) == (None, None, None, "unknown")
    assert undated["status"] is None


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (WantedActions(theme="A"), ["1", "10"]),
        (WantedActions(theme="tema B"), ["4", "2", "3"]),
        (WantedActions(theme="A.1"), ["1", "10"]),
        (WantedActions(theme="retssikkerhed"), ["4", "2", "3"]),
        (WantedActions(theme="C"), []),
        (WantedActions(who=Who("Anna Holm", "anna")), ["1", "10", "3"]),
        (WantedActions(who=Who("Bo Lund", "bo")), ["4"]),
        (WantedActions(who=Who("Carl Friis", "carl")), []),
        (WantedActions(who=Who("sekretariatet")), ["2"]),
        (WantedActions(status="overdue"), ["1"]),
        (WantedActions(status="implementeret"), ["3"]),
        (WantedActions(status="afsluttet"), ["3"]),
        (WantedActions(plan="genopretning", status="afventer"), ["2"]),
        (WantedActions(since=day(0), until=day(30)), ["2"]),
        (WantedActions(since=day(0), until=day(29)), []),
        (WantedActions(until=day(-1), plan="genopretning"), ["1", "4", "3"]),
        (WantedActions(plan="masterplan", since=day(-326), until=day(38)), ["1.1"]),  # 2026
        (WantedActions(plan="masterplan"), ["1.1"] * 3),
    ],
)
async def test_a_question_narrows_the_plan(store: Store, wanted: WantedActions, found: list[str]) -> None:
    assert await numbers(store, wanted) == found


@pytest.mark.usefixtures("plans")
async def test_a_plan_told_by_year_carries_area_and_year(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await plan(session, SCOPE, WantedActions(plan="masterplan"))).as_json()
    told = [(item["area"], item["year"], item["status"]) for item in facts["items"]]
    assert told == [("voksne", 2025, "afventer"), ("voksne", 2026, "igangsat"), ("voksne", 2027, None)]
    assert (facts["total"], facts["overdue"], facts["by_status"]) == (3, 0, {"afventer": 1, "igangsat": 1})


@pytest.mark.usefixtures("plans")
async def test_on_an_earlier_day_less_is_late(store: Store) -> None:
    async with store.asking("x") as session:
        on_time = await plan(session, Scope(day=day(-1)))
        unfinished = await plan(session, Scope(day=day(-92)))
    assert [on_time.overdue, unfinished.overdue] == [0, 0]


@pytest.mark.usefixtures("plans")
async def test_a_plan_can_be_split_by_who_is_responsible(store: Store) -> None:
    async with store.asking("x") as session:
        split = await plan(session, SCOPE, WantedActions(plan="genopretning"), group_by="caseworker")
        not_split = await plan(session, SCOPE, group_by="rule")
    assert split.as_json()["groups"][0] == {"key": "AH", "total": 1}
    assert sum(group["total"] for group in split.as_json()["groups"]) == 5
    assert "groups" not in not_split.as_json()


@pytest.mark.usefixtures("plans")
async def test_a_plan_that_is_none_tells_which_there_are(store: Store) -> None:
    async with store.asking("x") as session:
        facts = (await plan(session, SCOPE, WantedActions(plan="F20"))).as_json()
        assert await names(session) == ("Genopretningsplan 2024-2027", "Masterplan")
    assert facts == {
        "total": 0,
        "overdue": 0,
        "by_status": {},
        "items": [],
        "known": ["Genopretningsplan 2024-2027", "Masterplan"],
    }


@pytest.mark.usefixtures("plans")
async def test_everyone_known_sees_the_same_plan_in_private_and_in_a_channel(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    scopes = [*(scope_of(person, TODAY) for person in people), scope_of_channel(office.nord, TODAY)]
    async with store.asking("freja") as session:
        seen = [(await plan(session, scope)).as_json() for scope in scopes]
    assert all(facts == seen[0] for facts in seen)
    assert seen[0]["total"] == 8
