"""Samples of the recovery, of what comes and goes, of changing caseworkers and of turning eighteen."""

from __future__ import annotations

from typing import Any

from storage.facts.children.changes import CaseworkerChanges
from storage.facts.of_team import TeamFigure

Facts = dict[str, Any]

NORD = {"team": "Team Nord"}
LEGALITY: Facts = {
    "total": 98,
    "reviewed": 80,
    "by_category": {"red": 15, "yellow": 40, "green": 25, "none": 18},
    "restored": 38,
    "reported_done": 35,
    "audited": 7,
    "lawful": 60,
    "missing": {"børnesamtale": 31, "journal ajourført": 12, "målgruppeafklaring": 1},
    "by_type": {
        "forebyggende": {"red": 9, "yellow": 24, "green": 15, "none": 18},
        "anbringelse": {"red": 6, "yellow": 12, "green": 10},
        "handicap": {"yellow": 4},
    },
    "items": [
        {
            "case": "2024-0456",
            "category": "red",
            "state": "being_restored",
            "missing": ["børnesamtale", "partshøring"],
            "caseworker": "anna",
        },
        {"case": "2023-0011", "category": "yellow", "state": "restored", "missing": [], "caseworker": "bo"},
        {
            "case": "2025-0007",
            "category": None,
            "state": "not_reviewed",
            "missing": [
                "undersøgelse afsluttet",
                "plan udarbejdet",
                "børnesamtale",
                "partshøring",
                "afgørelse",
                "klagevejledning",
            ],
            "caseworker": None,
        },
    ],
}
NO_CASES: Facts = {
    "total": 0,
    "reviewed": 0,
    "by_category": {},
    "restored": 0,
    "reported_done": 0,
    "audited": 0,
    "lawful": 0,
    "missing": {},
    "by_type": {},
    "items": [],
}
WITHOUT_PEOPLE = [{key: value for key, value in item.items() if key != "caseworker"} for item in LEGALITY["items"]]
BY_CASEWORKER = [
    {"key": "bo", "total": 30, "missing": 4},
    {"key": "anna", "total": 23, "missing": 9},
    {"key": None, "total": 2, "missing": 2},
]

MONTHS = [
    {"month": month, "opened": opened, "closed": closed}
    for month, opened, closed in (
        *(("2025-12", 3, 5), ("2026-01", 8, 2), ("2026-02", 6, 6), ("2026-03", 4, 7), ("2026-04", 5, 5)),
        *(("2026-05", 7, 3), ("2026-06", 2, 9), ("2026-07", 1, 0), ("2026-08", 9, 4), ("2026-09", 6, 8)),
        *(("2026-10", 5, 6), ("2026-11", 4, 3)),
    )
]
FLOW: Facts = {
    "from": "2026-11-01",
    "to": "2026-11-23",
    "opened": 4,
    "closed": 3,
    "net": 1,
    "by_type": {"forebyggende": {"opened": 3, "closed": 1}, "anbringelse": {"opened": 1, "closed": 2}},
    "by_month": MONTHS,
}
FLOW_GROUPS = [
    {"key": "Team Nord", "total": 2, "opened": 3, "closed": 1},
    {"key": "Distrikt 2", "total": -1, "opened": 1, "closed": 2},
]

CHANGES: Facts = {
    "total": 4,
    "repeated": 3,
    "without_caseworker": 2,
    "items": [
        {"case": "2025-0007", "changes": 2, "caseworker": None},
        {"case": "2026-0101", "changes": 0, "caseworker": None},
        {"case": "2024-0456", "changes": 3, "caseworker": "anna"},
        {"case": "2023-0011", "changes": 2, "caseworker": "bo"},
    ],
}

TRANSITIONS: Facts = {
    "from": "2026-11-23",
    "to": "2027-11-23",
    "total": 5,
    "items": [
        {"case": "2024-0456", "age": 17.5, "on": "2026-11-30", "rule": "youth_support_decision", "status": "due_soon"},
        {"case": "2023-0011", "age": 16, "on": "2026-12-03", "rule": "transition_start", "status": "later"},
        {"case": "2022-0033", "age": 18, "on": "2027-01-05", "rule": "youth_support_decision", "status": "overdue"},
        {"case": "2024-0456", "age": 18, "on": "2027-05-30", "rule": "youth_support_decision", "status": "due_soon"},
        {"case": "2025-0044", "age": 18, "on": "2027-06-01", "rule": None, "status": None},
    ],
}

SAMPLES: dict[str, tuple[str, Facts | CaseworkerChanges, dict[str, Any]]] = {
    "legality": ("answers/legality", LEGALITY, {"question": "legality", "slots": NORD}),
    "legality_none": ("answers/legality", NO_CASES, {"question": "legality", "slots": NORD}),
    "legality_channel": (
        "answers/legality",
        {**LEGALITY, "items": WITHOUT_PEOPLE},
        {"question": "legality", "slots": {"urgent": True}},
    ),
    "legality_counts_only": ("answers/legality", {**LEGALITY, "items": []}, {"question": "legality", "slots": {}}),
    "legality_requirement": (
        "answers/legality",
        {**LEGALITY, "items": [LEGALITY["items"][0], LEGALITY["items"][2]]},
        {"question": "legality", "slots": {"staff": "anna", "requirement": "børnesamtale"}},
    ),
    "legality_requirement_met": (
        "answers/legality",
        {**LEGALITY, "items": []},
        {"question": "legality", "slots": {**NORD, "requirement": "partshøring"}},
    ),
    "legality_requirement_groups": (
        "answers/legality",
        {**LEGALITY, "groups": BY_CASEWORKER},
        {"question": "legality", "slots": {"requirement": "børnesamtale", "group_by": "caseworker"}},
    ),
    "flow": ("answers/flow", FLOW, {"question": "flow", "slots": NORD}),
    "flow_fewer": (
        "answers/flow",
        {**FLOW, "from": "2026-10-01", "to": "2026-10-31", "opened": 1, "net": -2, "groups": FLOW_GROUPS},
        {"question": "flow", "slots": {"case_type": "anbringelse", "group_by": "team"}},
    ),
    "flow_none": (
        "answers/flow",
        {**FLOW, "opened": 0, "closed": 0, "net": 0, "by_type": {}},
        {"question": "flow", "slots": {"staff": "bo"}},
    ),
    "changes": ("answers/changes", CHANGES, {"question": "changes", "slots": NORD}),
    "changes_channel": (
        "answers/changes",
        {
            **CHANGES,
            "without_caseworker": 0,
            "items": [{"case": "2024-0456", "changes": 3}, {"case": "2023-0011", "changes": 2}],
        },
        {"question": "changes", "slots": NORD},
    ),
    "changes_own": (
        "answers/changes",
        CaseworkerChanges(0, 0, 0, (), own=True, of_team=TeamFigure("Team Nord", 2)),
        {"question": "changes"},
    ),
    "changes_none": (
        "answers/changes",
        {"total": 0, "repeated": 0, "without_caseworker": 0, "items": []},
        {"question": "changes", "slots": {}},
    ),
    "transitions": ("answers/transitions", TRANSITIONS, {"question": "transitions", "slots": {"staff": "anna"}}),
    "transitions_counts_only": (
        "answers/transitions",
        {**TRANSITIONS, "items": []},
        {
            "question": "transitions",
            "slots": {"period": {"from": "2026-01-01", "to": "2026-12-31"}},
        },
    ),
    "transitions_none": (
        "answers/transitions",
        {**TRANSITIONS, "total": 0, "items": []},
        {"question": "transitions", "slots": NORD},
    ),
}
"""Name of the sample: name of the message, its facts, and what its setting has besides the usual."""
