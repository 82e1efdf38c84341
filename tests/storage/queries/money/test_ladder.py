"""Where cases stand on the ladder of measures, what they cost, and who moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.database import Store
from storage.queries.money.ladder import ladder
from storage.rules.access import Scope, scope_of, scope_of_channel
from tests.conftest import TODAY, Office, add_case, add_grant
from tests.storage.queries.money_town import build

NEW_YEAR = dt.date(2026, 1, 1)


@pytest.fixture
async def town(store: Store, office: Office) -> Store:
    async with store.working() as session:
        await build(session, office)
    return store


async def asked(town: Store, scope: Scope, since: dt.date = NEW_YEAR) -> dict[str, Any]:
    async with town.working() as session:
        return (await ladder(session, scope, since=since)).as_json()


def steps(facts: dict[str, Any]) -> list[tuple[int, int, str | None]]:
    return [(step["step"], step["cases"], step["cost"]) for step in facts["steps"]]


async def test_a_case_stands_on_its_highest_step_with_its_whole_cost(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of(office.anna, TODAY))
    assert steps(facts) == [(3, 1, "54900.00"), (5, 1, "788500.00"), (6, 1, "1825000.00")]
    # A-3 went from 1 to 3, A-1 and P-1 stay; A-2 has no step any more.
    assert (facts["up"], facts["down"]) == (1, 0)
    assert facts["parts"] == [
        {"what": "cases", "count": 3, "amount": "2668400.00"},
        {"what": "compared", "count": 3},
    ]


async def test_the_controller_sees_all_but_the_protected(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of(office.erik, TODAY))
    assert steps(facts) == [(3, 1, "54900.00"), (4, 1, "126000.50"), (5, 1, "788500.00")]
    assert (facts["up"], facts["down"]) == (1, 1)
    later = await asked(town, scope_of(office.erik, TODAY), dt.date(2026, 7, 1))
    assert (later["from"], later["to"], later["up"], later["down"]) == ("2026-07-01", "2026-11-23", 0, 0)


async def test_a_channel_is_told_the_steps_but_never_the_cost_of_one_case(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of_channel(office.nord, TODAY))
    assert steps(facts) == [(3, 1, None), (5, 1, None)]
    assert "amount" not in facts["parts"][0]


async def test_a_closed_case_has_left_the_ladder_though_a_grant_of_its_runs_on(town: Store, office: Office) -> None:
    async with town.working() as session:
        a4 = await add_case(session, "A-4", office.nord, "anna", closed=dt.date(2026, 6, 30))
        await add_grant(session, a4, "B-20", "Mentor", "100.00", "døgn", "2025-12-01", "2026-06-30", step=1)
        await add_grant(session, a4, "B-21", "Familiebehandling", "200.00", "døgn", "2026-07-01", step=3)
    facts = await asked(town, scope_of(office.anna, TODAY))
    assert steps(facts) == [(3, 1, "54900.00"), (5, 1, "788500.00"), (6, 1, "1825000.00")]
    assert (facts["up"], facts["down"], facts["parts"][1]["count"]) == (1, 0, 3), "A-3 alone has moved"
    in_june = await asked(town, scope_of(office.anna, dt.date(2026, 6, 29)))
    assert (1, 2) in [(step, cases) for step, cases, _ in steps(in_june)], "before it closed it stood beside A-3"
