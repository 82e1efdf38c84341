"""What is overdue, what falls due, what a rule says, and somebody's day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.messages.plan_samples import TODAY

Facts = dict[str, Any]

RULES = ("follow_up", "child_plan", "assessment", "notification_assessment")
ME = {"staff": "anna"}
NORD = {"team": "Team Nord"}
WEEK = {"period": {"from": "2026-11-23", "to": "2026-11-29"}}
FRIDAY = {"from": "2026-11-20", "to": "2026-11-20"}
ONE_DAY = {"period": {"from": "2026-11-30", "to": "2026-11-30"}}
BY_CASEWORKER = [{"key": "anna", "total": 7}, {"key": None, "total": 5}]


def overdue_items(n: int, *, people: bool = True, at_least: int = 1) -> list[Facts]:
    """`n` overdue deadlines, the worst first, the last of them `at_least` so many days late."""
    return [
        {
            "case": f"2024-{1000 + i}",
            "rule": RULES[i % len(RULES)],
            "due": (TODAY - dt.timedelta(days=n - i + at_least - 1)).isoformat(),
            "days_overdue": n - i + at_least - 1,
            **({"caseworker": "anna" if i % 2 else None} if people else {}),
        }
        for i in range(n)
    ]


def upcoming_items(n: int, *, first: int = 0, people: bool = True) -> list[Facts]:
    """`n` coming deadlines, the first due in `first` days."""
    return [
        {
            "case": f"2025-{2000 + i}",
            "rule": RULES[i % len(RULES)],
            "due": (TODAY + dt.timedelta(days=first + i)).isoformat(),
            "days_left": first + i,
            **({"caseworker": "anna"} if people else {}),
        }
        for i in range(n)
    ]


def overdue(n: int, *, people: bool = True, share: float | None = 87.5, at_least: int = 1) -> Facts:
    items = overdue_items(n, people=people, at_least=at_least)
    return {
        "total": n,
        "in_time_share": share,
        "by_rule": totals(items),
        "by_caseworker": {"anna": n} if people else {},
        "items": items,
    }


def upcoming(n: int, *, first: int = 0, people: bool = True) -> Facts:
    items = upcoming_items(n, first=first, people=people)
    return {"total": n, "by_rule": totals(items), "items": items}


def totals(items: list[Facts]) -> dict[str, int]:
    return {rule: n for rule in RULES if (n := sum(item["rule"] == rule for item in items))}


MY_DAY: Facts = {
    "overdue": 1,
    "due_this_week": 2,
    "urgent": 1,
    "grants_ending": 1,
    "new": 4,
    "items": [
        {"what": "overdue", "case": "2023-0456", "rule": "follow_up", "date": "2026-11-11"},
        {"what": "due", "case": "2025-2000", "rule": "notification_assessment", "date": "2026-11-23"},
        {"what": "due", "case": "2025-2001", "rule": "child_plan", "date": "2026-11-27"},
        {"what": "urgent", "case": "2023-0456", "rule": None, "date": None},
        {"what": "grant", "case": "2025-2001", "rule": None, "date": "2026-12-18"},
        {"what": "new", "case": "2026-0031", "rule": None, "date": "2026-11-20"},
    ],
}

RULE: Facts = {"rule": "follow_up", "law": "BL § 95", "length": "3 måneder", "due": None, "act_by": None}
RULE_COUNTED: Facts = {
    "rule": "notification_assessment",
    "law": "BL § 136",
    "length": "24 timer",
    "due": "2026-11-21",
    "act_by": "2026-11-20",
    "due_at": "15:40",
}


SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "overdue_mine": ("answers/overdue", overdue(12), {"question": "overdue", "slots": ME}),
    "overdue_one": ("answers/overdue", overdue(1, share=None), {"question": "overdue", "slots": ME}),
    "overdue_channel": ("answers/overdue", overdue(4, people=False), {"question": "overdue", "slots": NORD}),
    "overdue_long": (
        "answers/overdue",
        overdue(12, at_least=58),
        {"question": "overdue", "slots": {**NORD, "over": 57}},
    ),
    "overdue_page_two": (
        "answers/overdue",
        overdue(23),
        {"question": "overdue", "slots": {"rule": "follow_up", "case_type": "anbringelse"}, "page": 2},
    ),
    "overdue_groups": (
        "answers/overdue",
        {**overdue(12), "groups": BY_CASEWORKER},
        {"question": "overdue", "slots": {**NORD, "group_by": "caseworker"}},
    ),
    "overdue_none": ("answers/overdue", overdue(0, share=100.0), {"question": "overdue", "slots": NORD}),
    "overdue_counts_only": ("answers/overdue", {**overdue(12), "items": []}, {"question": "overdue", "slots": {}}),
    "upcoming_mine": ("answers/upcoming", upcoming(5), {"question": "upcoming", "slots": ME}),
    "upcoming_week": ("answers/upcoming", upcoming(3, first=1), {"question": "upcoming", "slots": {**ME, **WEEK}}),
    "upcoming_day": ("answers/upcoming", upcoming(1, first=7), {"question": "upcoming", "slots": {**NORD, **ONE_DAY}}),
    "upcoming_case": (
        "answers/upcoming",
        upcoming(2, first=-3),
        {"question": "upcoming", "slots": {"case": "2023-0456"}},
    ),
    "upcoming_none": ("answers/upcoming", upcoming(0), {"question": "upcoming", "slots": {}}),
    "my_day": ("answers/my_day", MY_DAY, {"question": "my_day", "slots": {}}),
    "my_day_calm": (
        "answers/my_day",
        {"overdue": 0, "due_this_week": 0, "urgent": 0, "grants_ending": 0, "new": 0, "items": []},
        {"question": "my_day"},
    ),
    "rule": ("answers/rule", RULE, {"question": "rule", "slots": {"rule": "follow_up"}}),
    "rule_counted": (
        "answers/rule",
        RULE_COUNTED,
        {"question": "rule", "slots": {"rule": "notification_assessment", "period": FRIDAY}},
    ),
    "rule_which": (
        "answers/rule",
        {**dict.fromkeys(RULE), "rules": [RULE, RULE_COUNTED]},
        {"question": "rule", "slots": {}},
    ),
}
