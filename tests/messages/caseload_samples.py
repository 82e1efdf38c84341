"""How many cases somebody has, and what one case comes to."""

from __future__ import annotations

from typing import Any

from tests.messages.deadline_samples import ME, NORD

Facts = dict[str, Any]


def load(caseworker: str, cases: int, status: str) -> Facts:
    return {
        "caseworker": caseworker,
        "cases": cases,
        "weighted": float(cases),
        "low": 20,
        "high": 25,
        "status": status,
    }


TEAM_LOAD: Facts = {
    "total": 73,
    "by_type": {"anbringelse": 30, "forebyggende": 28, "handicap": 15},
    "by_caseworker": [load("bo", 31, "over"), load("anna", 23, "within"), {**load("dorte", 15, "under"), "left": True}],
    "at_risk": 4,
}

MY_LOAD: Facts = {
    "total": 23,
    "by_type": {"anbringelse": 23},
    "by_caseworker": [load("anna", 23, "within")],
    "at_risk": 0,
}

CASE: Facts = {
    "case": "2023-0456",
    "type": "anbringelse",
    "team": "Team Nord",
    "caseworker": "anna",
    "category": "yellow",
    "urgent": True,
    "state": "being_restored",
    "missing": ["børnesamtale", "partshøring"],
    "checklist": [
        {"requirement": "undersøgelse afsluttet", "met": "2025-11-03"},
        {"requirement": "plan udarbejdet", "met": "2026-02-10"},
        {"requirement": "børnesamtale", "met": None},
        {"requirement": "partshøring", "met": None},
        {"requirement": "afgørelse", "met": "2026-02-24"},
    ],
    "deadlines": [
        {"rule": "follow_up", "due": "2026-11-11", "status": "overdue"},
        {"rule": "supervision_visit", "due": "2026-11-25", "status": "due_soon"},
        {"rule": "child_plan", "due": "2027-01-15", "status": "later"},
    ],
    "grants": [],
    "yearly_cost": "0.00",
    "parts": [],
}

CASE_COSTS: Facts = {
    "case": "2023-0456",
    "grants": [
        {"grant": "B-17", "measure": "opholdssted", "stop": "2027-06-30", "price": "3450.00", "unit": "døgn"},
        {"grant": "B-18", "measure": "kontaktperson", "stop": None, "price": "612.50", "unit": "time"},
    ],
    "yearly_cost": "1259250.00",
    "parts": [{"what": "grant", "name": "B-17, opholdssted", "amount": "1259250.00"}],
}


SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "caseload_mine": ("answers/caseload", MY_LOAD, {"question": "caseload", "slots": ME}),
    "caseload_team": ("answers/caseload", TEAM_LOAD, {"question": "caseload", "slots": NORD}),
    "caseload_over": (
        "answers/caseload",
        {**TEAM_LOAD, "by_caseworker": TEAM_LOAD["by_caseworker"][:1]},
        {"question": "caseload", "slots": {**NORD, "over": 25}},
    ),
    "caseload_channel": (
        "answers/caseload",
        {**TEAM_LOAD, "by_caseworker": []},
        {"question": "caseload", "slots": {"case_type": "anbringelse"}},
    ),
    "caseload_none": (
        "answers/caseload",
        {"total": 0, "by_type": {}, "by_caseworker": [], "at_risk": 0},
        {"question": "caseload", "slots": ME},
    ),
    "case": ("answers/case", CASE, {"question": "case", "slots": {"case": "2023-0456"}}),
    "case_costs": ("answers/case", CASE_COSTS, {"question": "case", "slots": {"case": "2023-0456"}}),
    "case_which": ("answers/which_case", {"refused": "not_yours"}, {"question": "case", "slots": {}}),
}
