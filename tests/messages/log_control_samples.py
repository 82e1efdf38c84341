"""Samples of the monthly log control, as the administrator meets it at the beginning of November 2026."""

from __future__ import annotations

from typing import Any

from tests.messages.sending_samples import look_up

Facts = dict[str, Any]


def standout(staff: str, *why: str, **more: Any) -> Facts:
    """One person who stands out."""
    counts = {"look_ups": 12, "cases": 8, "usual": 11.5, "off_hours": 0, "outside": 0, "refused": 0}
    return {"staff": staff, **counts, "why": list(why), **more}


ANNA = standout("anna", "many", "off_hours", look_ups=64, cases=31, off_hours=5)
DORTE = standout("dorte", "outside", outside=1, usual=14.0)
BO = standout("bo", "refused", refused=3, look_ups=0, cases=0, usual=None)
CONTROL: Facts = {
    "from": "2026-10-01",
    "to": "2026-10-31",
    "teams": ["Distrikt 2", "Team Nord"],
    "look_ups": 1412,
    "case_look_ups": 640,
    "cases": 311,
    "people": 14,
    "refused": 9,
    "unknown": 2,
    "off_hours": 6,
    "outside": 1,
    "acts": 3,
    "standing_out": 2,
    "items": [ANNA, DORTE],
    "sample": [
        look_up("anna", at="2026-10-05T08:12:00+00:00"),
        look_up("bo", at="2026-10-17T20:41:00+00:00", question="costs", case="2023-0456"),
    ],
}
MANY: Facts = {**CONTROL, "standing_out": 12, "items": [ANNA, DORTE, BO, *[DORTE] * 7], "acts": 0, "unknown": 0}
CALM: Facts = {**CONTROL, "look_ups": 1, "people": 1, "refused": 0, "standing_out": 0, "items": [], "unknown": 0}
NOTHING: Facts = {
    **CALM,
    "look_ups": 0,
    "case_look_ups": 0,
    "cases": 0,
    "people": 0,
    "off_hours": 0,
    "sample": [],
}

SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "log_control": ("digests/log_control", CONTROL, {"asker": "freja"}),
    "log_control_of_many": ("digests/log_control", MANY, {"asker": "freja"}),
    "log_control_calm": ("digests/log_control", CALM, {"asker": "freja"}),
    "log_control_nothing": ("digests/log_control", NOTHING, {"asker": "freja"}),
}
