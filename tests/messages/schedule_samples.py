"""What is sent by itself and when, and the form to change it."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

SCHEDULES: list[Facts] = [
    {
        "id": 1,
        "kind": "weekly_digest",
        "target": "Team Nord",
        "when": {"weekday": 0, "at": "08:00"},
        "next": "2026-11-30T07:00:00+00:00",
        "paused": False,
        "paused_from": None,
        "paused_until": None,
        "may_change": True,
    },
    {
        "id": 2,
        "kind": "weekly_digest",
        "target": "all",
        "when": {"weekday": 4, "at": "14:30"},
        "next": "2027-01-08T13:30:00+00:00",
        "paused": True,
        "paused_from": None,
        "paused_until": "2027-01-03",
        "may_change": True,
    },
    {
        "id": 3,
        "kind": "weekly_digest",
        "target": "Distrikt 2",
        "when": {"weekday": 2, "at": "09:00"},
        "next": None,
        "paused": True,
        "paused_from": None,
        "paused_until": None,
        "may_change": True,
    },
]

FORM: Facts = {
    "kinds": ["weekly_digest"],
    "teams": ["all", "Team Nord", "Distrikt 2"],
    "values": {"team": "Team Nord"},
    "schedule": None,
    "problem": None,
}


SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "reminders": ("answers/reminders", {"schedules": SCHEDULES, "may_change": True, "done": None}, {}),
    "reminders_read_only": (
        "answers/reminders",
        {"schedules": [SCHEDULES[0] | {"may_change": False}], "may_change": False, "done": None},
        {},
    ),
    "reminders_pause_to_come": (
        "answers/reminders",
        {
            "schedules": [SCHEDULES[0] | {"paused_from": "2026-12-21", "paused_until": "2027-01-03"}],
            "may_change": True,
            "done": "paused",
        },
        {},
    ),
    "reminders_paused": (
        "answers/reminders",
        {"schedules": [SCHEDULES[1]], "may_change": True, "done": "paused"},
        {},
    ),
    "reminders_none": ("answers/reminders", {"schedules": [], "may_change": True, "done": None}, {}),
    "form": ("forms/schedule", FORM, {}),
    "form_refused": ("forms/schedule", FORM | {"problem": "time"}, {}),
    "form_of_a_schedule": ("forms/schedule", FORM | {"schedule": 7, "values": {"team": "all", "weekday": "4"}}, {}),
    "not_done": ("answers/not_done", {"problem": "no_schedule"}, {}),
}
