"""The price of a full-year citizen, internal against external, and what changed since last year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Store
from storage.queries.money.unit_costs import unit_costs
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.schema import Case
from tests.conftest import TODAY, Office, add_grant
from tests.storage.queries.money_town import build


@pytest.fixture
async def town(store: Store, office: Office) -> Store:
    async with store.working() as session:
        await build(session, office)
    return store


async def asked(town: Store, scope: Scope, measure: str | None = None) -> dict[str, Any]:
    async with town.working() as session:
        return (await unit_costs(session, scope, measure=measure)).as_json()


async def test_the_same_measure_is_priced_with_us_and_with_others(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of(office.erik, TODAY), "plejefamilie")
    # With us: 2025 60.000 kr. in 184 days, 2026 120.000 kr. in 365, so P0 = 60.000 x 365 / 184.
    assert facts["items"] == [
        {
            "measure": "plejefamilie",
            "performer": "intern",
            "citizens": 1,
            "full_year": 1.0,
            "monthly_price": "10000.00",
            "yearly_price": "120000.00",
            "price_effect": "493.15",
            "volume_effect": "59506.85",
        },
        {
            "measure": "plejefamilie",
            "performer": "ekstern",
            "citizens": 1,
            "full_year": 1.0,
            "monthly_price": "60833.33",
            "yearly_price": "730000.00",
            "price_effect": "0.00",
            "volume_effect": "730000.00",
        },
    ]
    assert facts["parts"][0] == {
        "what": "measure",
        "name": "plejefamilie",
        "performer": "intern",
        "amount": "120000.00",
        "count": 1,
        "days": 365,
    }


async def test_two_citizens_share_the_full_year_and_the_price_is_of_one(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of(office.bo, TODAY), "døgntilbud")
    (item,) = facts["items"]
    # 181 + 365 days and 600.000 + 1.825.000 kr.
    assert (item["citizens"], item["full_year"]) == (2, 1.5)
    assert (item["yearly_price"], item["monthly_price"]) == ("1621108.06", "135092.34")


async def test_hours_have_their_days_too(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of(office.erik, TODAY))
    full_year = {item["measure"]: item["full_year"] for item in facts["items"]}
    assert list(full_year) == [
        *("døgntilbud", "familiebehandling", "kontaktperson", "mentor", "ophold ved akut behov", "plejefamilie"),
        "ønsket udstyr",
    ]
    # 2 March to 29 November: 273 of 365 days.
    assert (full_year["kontaktperson"], full_year["ønsket udstyr"]) == (0.75, None)


async def test_what_is_paid_once_has_a_price_for_each_grant_and_none_for_a_citizen(town: Store, office: Office) -> None:
    """Two grants of 5.000,50 and 2 x 3.000 in 2026 for C-1 and A-1; in 2025 one of 4.000, whose days go on in 2026.

    2026: 11.000,50 / 2 = 5.500,25; price effect (5.500,25 - 4.000) x 1, volume effect 5.500,25 x (2 - 1).
    """
    async with town.working() as session:
        a1 = (await session.execute(select(Case).where(Case.number == "A-1"))).scalar_one()
        two = {"quantity": Decimal(2)}
        await add_grant(session, a1, "B-10", "Ønsket udstyr", "3000.00", "gang", "2026-05-01", "2026-05-31", **two)
        await add_grant(session, a1, "B-11", "ønsket udstyr", "4000.00", "gang", "2025-12-01")
        await add_grant(session, a1, "B-12", "ønsket udstyr", "100.00", "døgn", "2026-01-01", "2026-12-31")
    facts = await asked(town, scope_of(office.erik, TODAY), "ønsket udstyr")
    rented, once = facts["items"]
    assert (rented["full_year"], rented["yearly_price"], "grants" in rented) == (1.0, "36500.00", False)
    assert once == {
        "measure": "ønsket udstyr",
        "performer": None,
        "citizens": 2,
        "full_year": None,
        "monthly_price": None,
        "yearly_price": None,
        "price_effect": "1500.25",
        "volume_effect": "5500.25",
        "grants": 2,
        "grant_price": "5500.25",
    }
    assert (facts["parts"][1]["amount"], facts["parts"][1]["count"]) == ("11000.50", 2)


async def test_a_channel_is_never_told_the_price_of_one_citizen(town: Store, office: Office) -> None:
    facts = await asked(town, scope_of_channel(office.nord, TODAY))
    assert {item["citizens"] for item in facts["items"]} == {1}
    assert not [item for item in facts["items"] if "grant_price" in item]
    for item in facts["items"]:
        assert item["yearly_price"] is item["monthly_price"] is item["price_effect"] is item["volume_effect"] is None
    assert {part["amount"] for part in facts["parts"]} == {None}
