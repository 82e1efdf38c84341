"""What teams and leaders get by themselves: the week, the milestones, the young who come of age."""

from __future__ import annotations

from typing import Any

from tests.messages import case_samples, plan_samples
from tests.messages.deadline_samples import NORD, overdue, upcoming

Facts = dict[str, Any]


def digest(late: int = 12, due: int = 4, change: int = 2) -> Facts:
    """Team Nord's week."""
    part_late, part_due = overdue(late, people=False), upcoming(due, people=False)
    return {
        "team": "Team Nord",
        "week": "2026-W48",
        "from": "2026-11-23",
        "to": "2026-11-29",
        "overdue": {key: part_late[key] for key in ("total", "by_rule", "items")},
        "upcoming": {key: part_due[key] for key in ("total", "by_rule", "items")},
        "caseload": {
            "total": 143,
            "caseworkers": 6,
            "low": 20,
            "high": 25,
            "under": 1,
            "within": 3,
            "over": 2,
            "without_caseworker": 4,
        },
        "since_last_week": {
            "overdue": change,
            "new_overdue": 5,
            "resolved": 3,
            "caseload": -1,
            "opened": 2,
            "closed": 3,
            "reviewed": 8 if late else 0,
            "restored": 4 if late > 1 else 0,
            "reported_done": 1 if late > 1 else 0,
        },
        **(plan_samples.RECOVERY_WEEK if late > 1 else plan_samples.NO_RECOVERY),
    }


SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "digest_answer": ("answers/digest", digest(), {"question": "digest", "slots": NORD}),
    "weekly_digest": ("digests/weekly_digest", digest(), {}),
    "weekly_digest_calm": ("digests/weekly_digest", digest(0, 0, -3), {}),
    "weekly_digest_same": ("digests/weekly_digest", digest(1, 1, 0), {}),
    "milestone_report": ("digests/milestone_report", plan_samples.REPORT, {"asker": "bo"}),
    "milestone_report_empty": ("digests/milestone_report", plan_samples.NO_REPORT, {"asker": "bo"}),
    "transition_watch": (
        "digests/transition_watch",
        {"teams": ["Team Nord", "Distrikt 2"], **case_samples.TRANSITIONS},
        {"asker": "bo"},
    ),
    "transition_watch_empty": (
        "digests/transition_watch",
        {"teams": ["Team Nord"], **case_samples.TRANSITIONS, "total": 0, "items": []},
        {"asker": "bo"},
    ),
}
