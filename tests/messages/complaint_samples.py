"""Complaints, and the rounds in which leaders look into cases."""

from __future__ import annotations

from typing import Any

from tests.messages.deadline_samples import NORD, WEEK

Facts = dict[str, Any]

COMPLAINTS: Facts = {
    "from": "2026-01-01",
    "to": "2026-11-23",
    "received": 12,
    "open": 3,
    "by_outcome": {"afvist": 4, "medhold": 2, "delvis medhold": 1, "hjemvist": 1},
    "by_type": {"realitet": 8, "formalitet": 3},
    "source": "file",
}

NO_COMPLAINTS: Facts = {**COMPLAINTS, "received": 0, "open": 0, "by_outcome": {}, "by_type": {}}
AUDITS: Facts = {
    "rounds": [
        {"round": "3. runde 2026", "cases": 12, "yes": 84, "no": 12, "share_yes": 87.5},
        {"round": "2. runde 2026", "cases": 12, "yes": 76, "no": 19, "share_yes": 80.0},
        {"round": "1. runde 2026", "cases": 1, "yes": 0, "no": 0, "share_yes": None},
    ],
    "worst": [
        {"question": "Er barnet hørt?", "no": 9, "share_yes": 62.5},
        {"question": "Er planen fulgt op til tiden?", "no": 1, "share_yes": 95.8},
    ],
}


SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "complaints": ("answers/complaints", COMPLAINTS, {"question": "complaints", "slots": {}}),
    "complaints_groups": (
        "answers/complaints",
        {**COMPLAINTS, "groups": [{"key": "anbringelse", "total": 8}, {"key": None, "total": 4}]},
        {"question": "complaints", "slots": {**NORD, "group_by": "case_type"}},
    ),
    "complaints_by_event": (
        "answers/complaints",
        {**NO_COMPLAINTS, "received": 3, "open": None, "source": "events"},
        {"question": "complaints", "slots": NORD},
    ),
    "complaints_none": ("answers/complaints", NO_COMPLAINTS, {"question": "complaints", "slots": NORD}),
    "supervision": ("answers/supervision", AUDITS, {"question": "supervision", "slots": NORD}),
    "supervision_one": (
        "answers/supervision",
        {"rounds": AUDITS["rounds"][2:], "worst": []},
        {"question": "supervision", "slots": WEEK},
    ),
    "supervision_none": (
        "answers/supervision",
        {"rounds": [], "worst": []},
        {"question": "supervision", "slots": WEEK},
    ),
}
