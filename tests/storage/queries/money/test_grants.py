"""Grants that end, grants without end, and the grants of one case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.database import Store
from storage.queries.deadlines.case import case
from storage.queries.deadlines.my_day import my_day
from storage.queries.filters import Filters
from storage.queries.money.grants import grants
from storage.rules.access import Person, scope_of
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day
from tests.storage.queries.money_town import build

IN_THIRTY_DAYS = day(30)


@pytest.fixture
async def town(store: Store, office: Office) -> Store:
    async with store.working() as session:
        await build(session, office)
    return store


async def asked(
    town: Store, person: Person, since: dt.date = TODAY, until: dt.date = IN_THIRTY_DAYS, **slots: Any
) -> dict[str, Any]:
    async with town.asking(person.id) as session:
        return (await grants(session, scope_of(person, TODAY), since=since, until=until, **slots)).as_json()


async def test_anna_sees_what_ends_and_then_what_has_no_end(town: Store, office: Office) -> None:
    facts = await asked(town, office.anna)
    assert (facts["ending"], facts["without_stop"]) == (1, 2)
    assert facts["items"] == [
        {"grant": "B-2", "case": "A-1", "measure": "kontaktperson", "stop": "2026-11-29", "yearly_cost": "58500.00"},
        {"grant": "B-1", "case": "A-1", "measure": "plejefamilie", "stop": None, "yearly_cost": "730000.00"},
        {"grant": "B-6", "case": "P-1", "measure": "døgntilbud", "stop": None, "yearly_cost": "1825000.00"},
    ]
    assert facts["parts"] == [
        {"what": "ending", "count": 1, "amount": "58500.00"},
        {"what": "without_stop", "count": 2, "amount": "2555000.00"},
    ]


async def test_each_has_their_own_reach_and_a_closed_case_has_left(town: Store, office: Office) -> None:
    told = {name: await asked(town, getattr(office, name)) for name in ("bo", "carl", "erik", "freja")}
    assert {name: (facts["ending"], facts["without_stop"]) for name, facts in told.items()} == {
        "bo": (1, 2),
        "carl": (0, 0),
        "erik": (1, 1),
        "freja": (0, 0),
    }
    assert [item["case"] for item in told["erik"]["items"]] == ["A-1", "A-1"]
    everything = await asked(town, office.bo, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [item["grant"] for item in everything["items"]] == ["B-4", "B-2", "B-5", "B-1", "B-6"]


async def test_a_measure_and_a_person_narrow_it(town: Store, office: Office) -> None:
    facts = await asked(town, office.erik, until=dt.date(2026, 12, 31), measure="plejefamilie")
    assert [item["grant"] for item in facts["items"]] == ["B-7", "B-1"]
    of_carl = await asked(town, office.erik, until=dt.date(2026, 12, 31), filters=Filters(staff="carl"))
    assert [item["grant"] for item in of_carl["items"]] == ["B-7"]


async def test_a_case_tells_its_grants_and_its_cost(town: Store, office: Office) -> None:
    async with town.asking("anna") as session:
        whole = await case(session, scope_of(office.anna, TODAY), "A-3")
        at_a_glance = await case(session, scope_of(office.erik, TODAY), "A-3")
        hidden = await case(session, scope_of(office.erik, TODAY), "P-1")
    assert whole is not None
    assert at_a_glance is not None
    assert hidden is None
    costs = at_a_glance.as_json()
    assert costs == {
        "case": "A-3",
        "grants": [
            {"grant": "B-5", "measure": "familiebehandling", "stop": "2026-12-31", "price": "200.00", "unit": "døgn"}
        ],
        "yearly_cost": "54900.00",
        "parts": [
            {"what": "grant", "name": "B-4, mentor", "amount": "18100.00"},
            {"what": "grant", "name": "B-5, familiebehandling", "amount": "36800.00"},
        ],
    }
    assert {key: whole.as_json()[key] for key in costs} == costs


async def test_the_day_ends_with_the_grants_that_end_within_thirty_days(town: Store, office: Office) -> None:
    async with town.asking("anna") as session:
        own = (await my_day(session, scope_of(office.anna, TODAY))).as_json()
        of_all = (await my_day(session, scope_of(office.erik, TODAY))).as_json()
    assert own["grants_ending"] == 1
    assert own["items"] == [{"what": "grant", "case": "A-1", "rule": None, "date": "2026-11-29"}]
    assert (of_all["grants_ending"], of_all["items"]) == (1, [])
