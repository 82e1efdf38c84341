"""The dearest cases, what measures cost, and what the state refunds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Store
from storage.queries.filters import Filters
from storage.queries.money.costs import costs, yearly_costs
from storage.queries.recovery.legality import legality
from storage.rules.access import Person, scope_of
from storage.schema import Case
from tests.conftest import TODAY, Office
from tests.storage.queries.money_town import build


@pytest.fixture
async def town(store: Store, office: Office) -> Store:
    async with store.working() as session:
        await build(session, office)
    return store


async def asked(town: Store, person: Person, day: dt.date = TODAY, **slots: Any) -> dict[str, Any]:
    async with town.asking(person.id) as session:
        return (await costs(session, scope_of(person, day), **slots)).as_json()


def listed(facts: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(item["case"], item["yearly_cost"], item["refund"]) for item in facts["items"]]


async def test_anna_sees_her_own_cases_the_closed_and_the_protected_one_too(town: Store, office: Office) -> None:
    facts = await asked(town, office.anna)
    assert (facts["total"], facts["cases"]) == ("3268400.00", 4)
    assert listed(facts) == [
        ("P-1", "1825000.00", "277500.00"),
        ("A-1", "788500.00", "0.00"),
        ("A-2", "600000.00", "0.00"),
        ("A-3", "54900.00", "0.00"),
    ]
    assert (facts["threshold"], facts["refunded"], facts["refund"]) == ("860000.00", 1, "277500.00")


async def test_each_sees_the_cost_of_what_is_within_reach(town: Store, office: Office) -> None:
    reached = {name: (await asked(town, getattr(office, name)))["total"] for name in ("bo", "dorte", "carl", "erik")}
    assert reached == {"bo": "3268400.00", "dorte": "1443400.00", "carl": "126000.50", "erik": "1569400.50"}


async def test_the_controller_gets_case_numbers_but_never_the_protected_one(town: Store, office: Office) -> None:
    facts = await asked(town, office.erik)
    assert [item["case"] for item in facts["items"]] == ["A-1", "A-2", "C-1", "A-3"]
    assert facts["refunded"] == 0
    assert facts["parts"] == [
        {"what": "døgn", "count": 3, "amount": "784900.00"},
        {"what": "uge", "count": 1, "amount": "1000.00"},
        {"what": "måned", "count": 2, "amount": "720000.00"},
        {"what": "time", "count": 1, "amount": "58500.00"},
        {"what": "gang", "count": 1, "amount": "5000.50"},
        {"what": "cases", "count": 4},
    ]


def band(above: str, cases: int, excess: str, refund: str) -> dict[str, Any]:
    """What one limit of the refund adds to it."""
    return {"what": "band", "above": above, "count": cases, "excess": excess, "pct": 25.0, "amount": refund}


async def test_the_parts_tell_the_bands_where_something_is_refunded(town: Store, office: Office) -> None:
    parts = (await asked(town, office.bo))["parts"]
    assert parts[-4:] == [
        band("860000.00", 1, "965000.00", "241250.00"),
        band("1680000.00", 1, "145000.00", "36250.00"),
        band("2120000.00", 0, "0.00", "0.00"),
        {"what": "refund", "count": 1, "amount": "277500.00"},
    ]


async def test_of_a_measure_the_cost_is_its_own_and_the_refund_the_whole_cases(town: Store, office: Office) -> None:
    facts = await asked(town, office.erik, measure="plejefamilie")
    assert (facts["total"], listed(facts)) == (
        "850000.00",
        [("A-1", "730000.00", "0.00"), ("C-1", "120000.00", "0.00")],
    )
    protected = await asked(town, office.bo, measure="døgntilbud")
    assert listed(protected) == [("P-1", "1825000.00", "277500.00"), ("A-2", "600000.00", "0.00")]
    assert (await asked(town, office.carl, measure="ønsket udstyr"))["total"] == "5000.50"


async def test_limit_shortens_the_list_and_over_takes_the_cheaper_out_of_it(town: Store, office: Office) -> None:
    facts = await asked(town, office.erik, limit=2)
    assert ([item["case"] for item in facts["items"]], facts["cases"]) == (["A-1", "A-2"], 4)
    above = await asked(town, office.erik, over=600_000)
    assert ([item["case"] for item in above["items"]], above["above"], above["total"]) == (["A-1"], 1, "1569400.50")
    assert len((await asked(town, office.erik, limit=0))["items"]) == 4


async def test_filters_and_groups_divide_the_same_sum(town: Store, office: Office) -> None:
    facts = await asked(town, office.erik, group_by="caseworker")
    assert facts["groups"] == [
        {"key": "anna", "total": "1443400.00", "cases": 3},
        {"key": "carl", "total": "126000.50", "cases": 1},
    ]
    by_type = await asked(town, office.erik, group_by="case_type")
    assert {group["key"]: group["total"] for group in by_type["groups"]} == {
        "anbringelse": "914500.50",
        "forebyggende": "654900.00",
    }
    nord = await asked(town, office.erik, filters=Filters(team_id=office.nord, case_type="forebyggende"))
    assert nord["total"] == "654900.00"


async def test_the_year_is_that_of_the_day_and_a_case_opened_later_does_not_exist(town: Store, office: Office) -> None:
    next_year = await asked(town, office.carl, dt.date(2027, 3, 1))
    assert (next_year["year"], next_year["total"], next_year["items"]) == (2027, "0.00", [])
    assert (await asked(town, office.anna, dt.date(2026, 1, 4)))["cases"] == 0


async def test_yearly_costs_are_by_case_and_only_of_those_in_reach(town: Store, office: Office) -> None:
    async with town.asking("carl") as session:
        ids = {number: id_ for id_, number in await session.execute(select(Case.id, Case.number))}
        known = await yearly_costs(session, scope_of(office.carl, TODAY), ids.values())
    assert known == {ids["C-1"]: Decimal("126000.50")}


async def test_what_is_restored_first_is_the_dearest(town: Store, office: Office) -> None:
    async with town.asking("bo") as session:
        told = await legality(session, scope_of(office.bo, TODAY))
    assert [item.case for item in told.items] == ["P-1", "A-1", "A-3"]
