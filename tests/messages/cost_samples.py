"""Samples of what cases, measures and steps cost, and of grants that end."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

NORD = {"team": "Team Nord"}


def band(above: str, cases: int, excess: str, refund: str) -> Facts:
    """What one limit of the refund adds to it."""
    return {"what": "band", "above": above, "count": cases, "excess": excess, "pct": 25.0, "amount": refund}


COSTS: Facts = {
    "year": 2026,
    "total": "3268400.00",
    "cases": 4,
    "items": [
        {"case": "2024-0456", "yearly_cost": "1825000.00", "refund": "277500.00"},
        {"case": "2023-0011", "yearly_cost": "788500.00", "refund": "0.00"},
        {"case": "2025-0007", "yearly_cost": "600000.00", "refund": "0.00"},
        {"case": "2025-0008", "yearly_cost": "54900.00", "refund": "0.00"},
    ],
    "threshold": "860000.00",
    "threshold_year": 2022,
    "refunded": 1,
    "refund": "277500.00",
    "measure": None,
    "parts": [
        {"what": "døgn", "count": 4, "amount": "2609900.00"},
        {"what": "måned", "count": 1, "amount": "600000.00"},
        {"what": "time", "count": 1, "amount": "58500.00"},
        {"what": "cases", "count": 4},
        band("860000.00", 1, "965000.00", "241250.00"),
        band("1680000.00", 1, "145000.00", "36250.00"),
        band("2120000.00", 0, "0.00", "0.00"),
        {"what": "refund", "count": 1, "amount": "277500.00"},
    ],
}
WEIGHT: Facts = {
    **COSTS,
    "groups": [
        {"key": "anna", "total": "2614000.00", "cases": 2},
        {"key": "bo", "total": "600000.00", "cases": 1},
        {"key": None, "total": "54400.00", "cases": 1},
    ],
}
OF_A_MEASURE: Facts = {
    **COSTS,
    "total": "850000.00",
    "cases": 2,
    "refunded": 0,
    "refund": "0.00",
    "measure": "plejefamilie",
}
OF_A_MEASURE["items"] = [
    {"case": "2023-0011", "yearly_cost": "730000.00", "refund": "0.00"},
    {"case": "2025-0008", "yearly_cost": "120000.00", "refund": "0.00"},
]
OF_A_MEASURE["parts"] = [{"what": "måned", "count": 2, "amount": "850000.00"}, {"what": "cases", "count": 2}]
ABOVE: Facts = {**COSTS, "items": COSTS["items"][:1], "above": 1}
NO_COSTS: Facts = {
    **COSTS,
    "total": "0.00",
    "cases": 0,
    "items": [],
    "refunded": 0,
    "refund": "0.00",
    "parts": [{"what": "cases", "count": 0}],
}


def price(measure: str, performer: str | None, monthly: str | None, citizens: int = 2) -> Facts:
    """One line of the unit prices; without a price it is that of a single case in a channel."""
    return {
        "measure": measure,
        "performer": performer,
        "citizens": citizens,
        "full_year": 1.5,
        "monthly_price": monthly,
        "yearly_price": monthly,
        "price_effect": None if monthly is None else "493.15",
        "volume_effect": None if monthly is None else "-59506.85",
    }


def days(item: Facts, amount: str | None) -> Facts:
    """The part that explains a line."""
    named = {"name": item["measure"], "performer": item["performer"]}
    return {"what": "measure", **named, "amount": amount, "count": 3, "days": 546}


PRICES = [
    price("kontaktperson", None, "5200.00"),
    price("plejefamilie", "intern", "41900.00"),
    price("plejefamilie", "ekstern", "60833.33"),
]
PAID_ONCE = {
    **price("ønsket udstyr", None, None),
    **{"full_year": None, "price_effect": "1500.25", "volume_effect": "5500.25"},
    **{"grants": 3, "grant_price": "5000.00"},
}
ONCE_PART = {**days(PAID_ONCE, "15000.00"), "paid_once": True}
UNIT_COSTS: Facts = {
    "year": 2026,
    "items": [*PRICES, PAID_ONCE],
    "parts": [*(days(item, "180000.00") for item in PRICES), ONCE_PART],
}
ONE_PRICE: Facts = {"year": 2026, "items": PRICES[:1], "parts": UNIT_COSTS["parts"][:1]}
SINGLE = [price("plejefamilie", "intern", None, 1)]
HIDDEN_PRICES: Facts = {"year": 2026, "items": SINGLE, "parts": [days(item, None) for item in SINGLE]}
GRANTS: Facts = {
    "from": "2026-11-23",
    "to": "2026-12-23",
    "ending": 1,
    "without_stop": 2,
    "items": [
        {
            "grant": "B-2",
            "case": "2023-0011",
            "measure": "kontaktperson",
            "stop": "2026-11-29",
            "yearly_cost": "58500.00",
        },
        {"grant": "B-1", "case": "2023-0011", "measure": "plejefamilie", "stop": None, "yearly_cost": "730000.00"},
        {"grant": "B-6", "case": "2024-0456", "measure": "døgntilbud", "stop": None, "yearly_cost": "1825000.00"},
    ],
    "parts": [
        {"what": "ending", "count": 1, "amount": "58500.00"},
        {"what": "without_stop", "count": 2, "amount": "2555000.00"},
    ],
}
NO_GRANTS: Facts = {**GRANTS, "ending": 0, "without_stop": 0, "items": []}
LADDER: Facts = {
    "from": "2026-01-01",
    "to": "2026-11-23",
    "steps": [
        {"step": 3, "cases": 4, "cost": "54900.00"},
        {"step": 5, "cases": 2, "cost": "788500.00"},
        {"step": 6, "cases": 1, "cost": "1825000.00"},
    ],
    "up": 1,
    "down": 0,
    "parts": [{"what": "cases", "count": 7, "amount": "2668400.00"}, {"what": "compared", "count": 5}],
}
HIDDEN_STEP: Facts = {
    **LADDER,
    "steps": [{"step": 3, "cases": 4, "cost": "54900.00"}, {"step": 6, "cases": 1, "cost": None}],
    "parts": [{"what": "cases", "count": 5}, {"what": "compared", "count": 3}],
}
NO_STEPS: Facts = {**LADDER, "steps": [], "up": 0, "down": 0, "parts": [{"what": "cases", "count": 0}]}

SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "costs": ("answers/costs", COSTS, {"question": "costs", "slots": NORD}),
    "costs_weight": ("answers/costs", WEIGHT, {"question": "costs", "slots": {**NORD, "group_by": "caseworker"}}),
    "costs_measure": ("answers/costs", OF_A_MEASURE, {"question": "costs", "slots": {"measure": "plejefamilie"}}),
    "costs_over": ("answers/costs", ABOVE, {"question": "costs", "slots": {"over": 1000000}}),
    "costs_none": ("answers/costs", NO_COSTS, {"question": "costs", "slots": NORD}),
    "costs_measure_none": ("answers/costs", NO_COSTS, {"question": "costs", "slots": {"measure": "støtteperson"}}),
    "unit_costs": ("answers/unit_costs", UNIT_COSTS, {"question": "unit_costs", "slots": NORD}),
    "unit_costs_one": ("answers/unit_costs", ONE_PRICE, {"question": "unit_costs", "slots": {}}),
    "unit_costs_once": (
        "answers/unit_costs",
        {"year": 2026, "items": [PAID_ONCE], "parts": [ONCE_PART]},
        {"question": "unit_costs", "slots": {"measure": "ønsket udstyr"}},
    ),
    "unit_costs_channel": ("answers/unit_costs", HIDDEN_PRICES, {"question": "unit_costs", "slots": NORD}),
    "grants": ("answers/grants", GRANTS, {"question": "grants", "slots": {"staff": "anna"}, "asker": "anna"}),
    "grants_none": ("answers/grants", NO_GRANTS, {"question": "grants", "slots": {}}),
    "ladder": ("answers/ladder", LADDER, {"question": "ladder", "slots": {}}),
    "ladder_channel": ("answers/ladder", HIDDEN_STEP, {"question": "ladder", "slots": NORD}),
    "ladder_none": ("answers/ladder", NO_STEPS, {"question": "ladder", "slots": NORD}),
}
