"""Samples of what leaders and controllers get in person about the budget, and of how it is set up."""

from __future__ import annotations

from typing import Any

from tests.messages.money_samples import LAST_YEAR, LINES, PARTS, TOTAL, standing

Facts = dict[str, Any]

NORD: Facts = {"team": "Team Nord", "step": 1, "over_pct": 3.0, **TOTAL, "lines": LINES[:2]}
UNPLANNED: Facts = {
    "team": "Ungeteamet",
    "step": 1,
    "over_pct": None,
    **standing(0, 0, 12_000, 0, None),
    "lines": LINES[1:2],
}
ALERT: Facts = {"teams": ["Team Nord"], "day": "2026-11-23", "limit_pct": 2.0, "over": [NORD]}
SEVERAL: Facts = {
    **ALERT,
    "teams": ["Distrikt 1", "Distrikt 2", "Team Nord", "Ungeteamet"],
    "over": [UNPLANNED, {**NORD, "team": "Distrikt 1", "step": 2, "over_pct": 4.1}, NORD],
}
SINCE: Facts = {"day": "2026-10-23", "forecast": "12600000.00", "change": "175000.00"}
STATUS: Facts = {
    "teams": ["Team Nord"],
    "day": "2026-11-23",
    **TOTAL,
    "known": True,
    "last_year": LAST_YEAR,
    "parts": PARTS,
    "lines": LINES[:2],
    "without_case": {"count": 310, "amount": "3520000.00", "pct": 32.0},
    "since": SINCE,
    "by_team": [],
}
BELOW: Facts = {
    **STATUS,
    **standing(3_000_000, 2_700_000, 2_375_000, 525_000, 79.2),
    "lines": [],
    "since": {**SINCE, "change": "-20000.00"},
    "last_year": None,
    "without_case": {"count": 0, "amount": "0.00", "pct": 0.0},
}


def of_team(team: str, status: Facts, **more: Any) -> Facts:
    """The status of one team among several."""
    kept = {key: value for key, value in status.items() if key not in ("teams", "by_team")}
    return {"team": team, **kept, **more}


OF_SEVERAL: Facts = {
    **STATUS,
    "teams": ["Distrikt 2", "Team Nord", "Team Syd", "Ungeteamet"],
    "by_team": [
        of_team("Team Nord", STATUS),
        of_team("Distrikt 2", BELOW),
        of_team("Team Syd", BELOW, since={**SINCE, "change": "0.00"}),
        of_team("Ungeteamet", BELOW, **standing(0, 0, 0, 0, None), since=None),
    ],
}
NO_MONEY: Facts = {
    **BELOW,
    **standing(0, 0, 0, 0, None),
    "parts": [],
    "since": None,
    "without_case": {"count": 0, "amount": "0.00", "pct": None},
}

SCHEDULES: list[Facts] = [
    {
        "id": 11,
        "kind": "budget_alert",
        "target": "all",
        "when": {"weekday": 0, "at": "07:00", "daily": True},
        "limit_pct": 2.5,
        "next": "2026-11-24T07:00:00+01:00",
        "paused": False,
        "paused_from": None,
        "paused_until": None,
        "may_change": True,
    },
    {
        "id": 12,
        "kind": "budget_status",
        "target": "Team Nord",
        "when": {"weekday": 0, "at": "08:00", "monthly": "before 10"},
        "next": "2026-12-09T08:00:00+01:00",
        "paused": False,
        "paused_from": None,
        "paused_until": None,
        "may_change": True,
    },
]
FORM: Facts = {
    "kinds": ["weekly_digest", "budget_alert", "budget_status"],
    "teams": ["all", "Team Nord"],
    "values": {"kind": "budget_alert", "team": "all", "monthly": "day", "limit": "2.0"},
    "schedule": None,
    "problem": None,
}

SAMPLES: dict[str, tuple[str, Facts, Facts]] = {
    "budget_alert": ("digests/budget_alert", ALERT, {}),
    "budget_alert_several": ("digests/budget_alert", SEVERAL, {}),
    "budget_alert_unplanned": ("digests/budget_alert", {**ALERT, "over": [UNPLANNED]}, {}),
    "budget_alert_none": ("digests/budget_alert", {**ALERT, "over": []}, {}),
    "budget_status": ("digests/budget_status", STATUS, {}),
    "budget_status_several": ("digests/budget_status", OF_SEVERAL, {}),
    "budget_status_below": ("digests/budget_status", BELOW, {}),
    "budget_status_nothing": ("digests/budget_status", NO_MONEY, {}),
    "budget_reminders": ("answers/reminders", {"schedules": SCHEDULES, "may_change": True, "done": None}, {}),
    "budget_reminder_alone": (
        "answers/reminders",
        {"schedules": [SCHEDULES[1] | {"may_change": False}], "may_change": False, "done": None},
        {},
    ),
    "budget_alert_form": ("forms/schedule", FORM, {}),
    "budget_status_form": (
        "forms/schedule",
        {**FORM, "problem": "limit", "values": {"kind": "budget_status", "monthly": "before 12"}},
        {},
    ),
}
