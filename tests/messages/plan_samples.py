"""Messages about milestones and plans, as the office would meet them on Monday 23 November 2026."""

from __future__ import annotations

import datetime as dt
from typing import Any

Facts = dict[str, Any]

TODAY = dt.date(2026, 11, 23)

RESTORED: Facts = {
    "milestone": "1B",
    "title": "Lovmedholdelig sagsbehandling",
    "total": 250,
    "reached": 110,
    "left": 140,
    "expected": 134.64,
    "pace_now": 9.0,
    "pace_needed": 14.0,
    "due": "2027-02-01",
    "expected_on": "2027-03-12",
    "status": "behind",
}
SAFE: Facts = {
    "milestone": "1A",
    "title": "Tryghed for barnet",
    "total": 90,
    "reached": 90,
    "left": 0,
    "expected": 84.5,
    "pace_now": 0.25,
    "pace_needed": 0.0,
    "due": "2026-12-31",
    "expected_on": "2026-11-23",
    "status": "done",
}
OLD: Facts = {
    "milestone": "2",
    "title": "Ældre afgørelser gennemgås",
    "total": 3447,
    "reached": 3401,
    "left": 46,
    "expected": 3447.0,
    "pace_now": 0.0,
    "pace_needed": None,
    "due": "2026-09-30",
    "expected_on": None,
    "status": "late",
}
READY: Facts = {
    "milestone": "3",
    "title": "Målgruppeafklaringer",
    "total": 400,
    "reached": 391,
    "left": 9,
    "expected": 371.15,
    "pace_now": 5.75,
    "pace_needed": 0.41,
    "due": "2027-04-26",
    "expected_on": "2026-12-04",
    "status": "on_track",
}


def _weekly(first: int, last: int, weeks: int) -> list[Facts]:
    step = dt.timedelta(weeks=1)
    return [
        {"on": (TODAY - (weeks - i) * step).isoformat(), "count": first + (last - first) * i // weeks}
        for i in range(weeks + 1)
    ]


CURVE: Facts = {
    "milestone": "1B",
    "reached": _weekly(0, 110, 12),
    "expected": [{"on": "2026-08-31", "count": 0}, {"on": "2027-02-01", "count": 250}],
}
LATE_CURVE: Facts = {
    "milestone": "2",
    "reached": _weekly(3000, 3401, 20),
    "expected": [{"on": "2026-07-06", "count": 0}, {"on": "2026-09-30", "count": 3447}],
}


def milestones(*items: Facts, curve: Facts | None = None, **more: Any) -> Facts:
    return {"items": list(items), "curve": curve, **more}


def _by(day: str, in_time: list[str], **needed: float | None) -> Facts:
    return {"day": day, "in_time": in_time, "pace_needed": needed}


def action(number: str, title: str, ends: str | None, status: str | None, **more: Any) -> Facts:
    """One action, due on a day unless told otherwise."""
    usual: Facts = {
        "plan": "Udviklings- og genopretningsplan",
        "no": number,
        "title": title,
        "responsible": "Afdelingsleder",
        "deadline": f"senest d. {dt.date.fromisoformat(ends):%d.%m.%Y}" if ends else None,
        "from": ends,
        "to": ends,
        "precision": "day" if ends else "unknown",
        "status": status,
    }
    return usual | more


LATE_ACTIONS: list[Facts] = [
    action("A.1.2", "Sagsoverblik i alle sager", "2026-06-30", "igangsat", deadline="Medio 2026", responsible="Bo Lund")
    | {"from": "2026-06-01", "precision": "month"},
    action("A.3.1", "Træning i den børnefaglige undersøgelse", "2026-10-31", "afventer"),
]
ACTIONS: list[Facts] = [
    *LATE_ACTIONS,
    action("B.1.1", "Børnevenlige breve", "2026-12-31", "igangsat", deadline="4. kvartal 2026")
    | {"from": "2026-10-01", "precision": "quarter"},
    action("A.7.1", "Nye kvalitetsstandarder", "2027-12-31", "igangsat", deadline="2025-2027", responsible=None)
    | {"from": "2025-01-01", "precision": "year"},
    action("D.2.1", "Månedlig opfølgning", None, "igangsat", deadline="Løbende", precision="recurring"),
    action("E.5.1", "Nyt familiepanel", None, None, deadline="Tidsfrist fastsættes efter møde"),
    action("F.2.1", "Prissætning", None, "afventer", deadline="Fra 2026", precision="open-ended")
    | {"from": "2026-01-01"},
    action("E.2.1", "Plan for nye medarbejdere", "2024-12-31", "implementeret", deadline="Ultimo 2024"),
    action("B.2.1", "Undervisning i andre spor", None, "ikke relevant"),
]


def plan(items: list[Facts], overdue: int = 0, **more: Any) -> Facts:
    told = [item["status"] for item in items if item["status"]]
    count = {status: told.count(status) for status in sorted(set(told), key=lambda word: -told.count(word))}
    return {"total": len(items), "overdue": overdue, "by_status": count, "items": items, **more}


def by_year(number: str, title: str, area: str, *statuses: str | None) -> list[Facts]:
    """Fredensborg's lines of one action: its status in 2024, 2025 and so on."""
    more: Facts = {"plan": "Masterplan", "responsible": None}
    return [
        action(number, title, None, status, **more) | {"area": area, "year": 2024 + i}
        for i, status in enumerate(statuses)
    ]


DONE, STARTED, WAITING = "implementeret", "igangsat", "afventer"
MATRIX: list[Facts] = [
    *by_year("1.1", "Fælles indsatstrappe", "børn", STARTED, DONE, DONE, None),
    *by_year("1.1", "Fælles indsatstrappe", "voksne", WAITING, STARTED, DONE, None),
    *by_year("1.2", "Lokale tilbud om rådgivning", "børn", *["ikke relevant"] * 4),
    *by_year("1.2", "Lokale tilbud om rådgivning", "voksne", WAITING, STARTED, STARTED, DONE),
    *by_year("3.10", "Overblik over sagsstammens tyngde", "børn", WAITING, WAITING, STARTED, None),
    *by_year("3.10", "Overblik over sagsstammens tyngde", "voksne", WAITING, WAITING, WAITING, None),
]

ONE = {"question": "milestones", "slots": {"milestone": "1B"}}
SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "milestones": (
        "answers/milestones",
        milestones(OLD, SAFE, RESTORED, READY, curve=LATE_CURVE),
        {"question": "milestones", "slots": {}},
    ),
    "milestones_one": ("answers/milestones", milestones(RESTORED, curve=CURVE), ONE),
    "milestones_late": (
        "answers/milestones",
        milestones(OLD, curve=LATE_CURVE),
        {"question": "milestones", "slots": {"milestone": "2"}},
    ),
    "milestones_done": (
        "answers/milestones",
        milestones(SAFE),
        {"question": "milestones", "slots": {"milestone": "1A"}},
    ),
    "milestones_by_day": (
        "answers/milestones",
        milestones(RESTORED, curve=CURVE, by=_by("2027-02-01", [], **{"1B": 14.0})),
        ONE,
    ),
    "milestones_all_by_day": (
        "answers/milestones",
        milestones(
            SAFE, RESTORED, READY, curve=CURVE, by=_by("2026-12-31", ["1A", "3"], **{"1A": 0.0, "1B": 25.79, "3": 1.66})
        ),
        {"question": "milestones", "slots": {"period": {"from": "2026-12-31", "to": "2026-12-31"}}},
    ),
    "milestones_unknown": (
        "answers/milestones",
        milestones(known=["1A", "1B"]),
        {"question": "milestones", "slots": {"milestone": "7"}},
    ),
    "milestones_none": ("answers/milestones", milestones(known=[]), {"question": "milestones", "slots": {}}),
    "plan": ("answers/plan", plan(ACTIONS, overdue=2), {"question": "plan", "slots": {}}),
    "plan_late": ("answers/plan", plan(LATE_ACTIONS, overdue=2), {"question": "plan", "slots": {"status": "overdue"}}),
    "plan_late_none": ("answers/plan", plan([]), {"question": "plan", "slots": {"status": "overdue"}}),
    "plan_mine": (
        "answers/plan",
        plan(ACTIONS[2:4]),
        {"question": "plan", "slots": {"staff": "anna"}},
    ),
    "plan_of_bo": (
        "answers/plan",
        plan(ACTIONS[:1], overdue=1),
        {"question": "plan", "slots": {"staff": "bo", "period": {"from": None, "to": "2026-12-31"}}},
    ),
    "plan_quarter": (
        "answers/plan",
        plan(ACTIONS[2:3]),
        {"question": "plan", "slots": {"period": {"from": "2026-10-01", "to": "2026-12-31"}}},
    ),
    "plan_status": ("answers/plan", plan(ACTIONS[7:8]), {"question": "plan", "slots": {"status": "implementeret"}}),
    "plan_groups": (
        "answers/plan",
        plan(
            ACTIONS,
            overdue=2,
            groups=[
                {"key": "Afdelingsleder", "total": 7},
                {"key": "Bo Lund", "total": 1},
                {"key": None, "total": 1},
            ],
        ),
        {"question": "plan", "slots": {"group_by": "caseworker"}},
    ),
    "plan_by_year": ("answers/plan", plan(MATRIX), {"question": "plan", "slots": {"plan": "Masterplan"}}),
    "plan_two": ("answers/plan", plan([*ACTIONS[:1], *MATRIX[:3]], overdue=1), {"question": "plan", "slots": {}}),
    "plan_unknown": (
        "answers/plan",
        plan([], known=["Masterplan", "Udviklings- og genopretningsplan"]),
        {"question": "plan", "slots": {"plan": "F99"}},
    ),
    "plan_none": ("answers/plan", plan([], known=[]), {"question": "plan", "slots": {}}),
}


def _late_action(no: str, title: str, deadline: str, to: str) -> Facts:
    dates = {"from": to, "to": to, "precision": "day"}
    return {"plan": "Genopretning", "no": no, "title": title, "deadline": deadline, "status": "igangsat", **dates}


RECOVERY_WEEK: Facts = {
    "milestones": [{**RESTORED, "reached_since": 11}, {**READY, "reached_since": 6}],
    "restoring": {
        "total": 31,
        "items": [
            {"case": "2023-0456", "category": "red", "missing": ["børnesamtale", "partshøring"]},
            {"case": "2024-1007", "category": "red", "missing": ["plan udarbejdet"]},
            {"case": "2022-0310", "category": "yellow", "missing": ["journal ajourført"]},
            {"case": "2025-0044", "category": "yellow", "missing": []},
            {"case": "2021-0901", "category": "yellow", "missing": ["afgørelse", "klagevejledning"]},
            {"case": "2020-0017", "category": "yellow", "missing": ["opfølgning afholdt"]},
        ],
    },
    "plan": {
        "overdue": 2,
        "new_overdue": 1,
        "items": [
            _late_action("A.3", "Fast møde om de dyreste anbringelser", "30.9.2026", "2026-09-30"),
            _late_action("C.1", "Skabelon til børnesamtalen", "medio november 2026", "2026-11-20"),
        ],
    },
    "transitions": {"from": "2026-11-23", "to": "2027-11-23", "total": 4, "young": 3},
    "changes": {
        "repeated": 2,
        "items": [{"case": "2024-1007", "changes": 3}, {"case": "2021-0901", "changes": 2}],
    },
    "urgent": {"total": 6, "before": 9},
    "bottleneck": {"key": "Team Nord", "left": 31, "cases": 143, "share_left": 41.3, "share_cases": 18.0},
}
REPORT: Facts = {
    "teams": ["Team Nord"],
    "from": "2026-10-23",
    "to": "2026-11-23",
    "milestones": [{**RESTORED, "reached_since": 38}, {**READY, "reached_since": 23}],
    "plan": RECOVERY_WEEK["plan"],
    "bottlenecks": {
        "teams": [{"key": "Team Nord", "left": 31, "cases": 143, "share_left": 41.3, "share_cases": 18.0}],
        "caseworkers": [
            {"key": "anna", "left": 12, "cases": 23, "share_left": 38.7, "share_cases": 16.1},
            {"key": None, "left": 6, "cases": 12, "share_left": 19.4, "share_cases": 8.4},
        ],
    },
}
NO_REPORT: Facts = {
    **REPORT,
    "milestones": [],
    "plan": {"overdue": 0, "new_overdue": 0, "items": []},
    "bottlenecks": {"teams": [], "caseworkers": []},
}
NO_RECOVERY: Facts = {
    "milestones": [],
    "restoring": {"total": 0, "items": []},
    "plan": {"overdue": 0, "new_overdue": 0, "items": []},
    "transitions": {"from": "2026-11-23", "to": "2027-11-23", "total": 0, "young": 0},
    "changes": {"repeated": 0, "items": []},
    "urgent": {"total": 0, "before": None},
    "bottleneck": None,
}
