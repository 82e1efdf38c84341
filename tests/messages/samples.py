"""One of every message, as the office would meet it on Monday 23 November 2026; the golden files stand on these."""

from __future__ import annotations

import datetime as dt
from typing import Any

from messages.setting import Setting
from storage.rules.slots import Slots
from tests.messages import (
    budget_reminder_samples,
    case_samples,
    channel_samples,
    cost_samples,
    import_samples,
    log_control_samples,
    money_samples,
    plan_samples,
    sending_samples,
)

TODAY = dt.date(2026, 11, 23)
IMPORTED = dt.datetime(2026, 11, 22, 5, 15, tzinfo=dt.UTC)
NAMES = {"anna": "Anna Holm", "bo": "Bo Lund", "dorte": "Dorte Krogh"}
RULES = ("follow_up", "child_plan", "assessment", "notification_assessment")

Facts = dict[str, Any]


def setting(language: str = "da", question: str | None = None, **more: Any) -> Setting:
    """What a message is told besides its facts; Anna reads it."""
    given = {"today": TODAY, "data_as_of": IMPORTED, "names": NAMES, "asker": "anna", **more}
    slots = given.pop("slots", None) or {}
    slots = slots if isinstance(slots, Slots) else Slots.from_json(slots)
    return Setting(language=language, question=question, slots=slots, **given)


def overdue_items(n: int, *, people: bool = True) -> list[Facts]:
    """`n` overdue deadlines, the worst first."""
    return [
        {
            "case": f"2024-{1000 + i}",
            "rule": RULES[i % len(RULES)],
            "due": (TODAY - dt.timedelta(days=n - i)).isoformat(),
            "days_overdue": n - i,
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


def overdue(n: int, *, people: bool = True, share: float | None = 87.5) -> Facts:
    items = overdue_items(n, people=people)
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

MY_DAY: Facts = {
    "overdue": 1,
    "due_this_week": 2,
    "urgent": 1,
    "grants_ending": 1,
    "items": [
        {"what": "overdue", "case": "2023-0456", "rule": "follow_up", "date": "2026-11-11"},
        {"what": "due", "case": "2025-2000", "rule": "notification_assessment", "date": "2026-11-23"},
        {"what": "due", "case": "2025-2001", "rule": "child_plan", "date": "2026-11-27"},
        {"what": "urgent", "case": "2023-0456", "rule": None, "date": None},
        {"what": "grant", "case": "2025-2001", "rule": None, "date": "2026-12-18"},
    ],
}

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


FORM: Facts = {
    "kinds": ["weekly_digest"],
    "teams": ["all", "Team Nord", "Distrikt 2"],
    "values": {"team": "Team Nord"},
    "schedule": None,
    "problem": None,
}
ALL_QUESTIONS = [
    *("overdue", "upcoming", "caseload", "my_day", "case", "rule", "transitions", "changes", "flow", "complaints"),
    *("legality", "milestones", "plan", "supervision", "data_quality", "budget", "costs", "unit_costs", "grants"),
    *("ladder", "digest", "reminders", "deliveries", "sources", "access_log", "whoami", "language"),
]
ME = {"staff": "anna"}
NORD = {"team": "Team Nord"}
TWO: Facts = {
    "suggestions": ["caseload"],
    "candidates": [
        {"staff": "mette1", "name": "Mette Bro", "team": "Team Nord"},
        {"staff": "mette2", "name": "Mette Dal", "team": None},
    ],
}
BY_CASEWORKER = [{"key": "anna", "total": 7}, {"key": None, "total": 5}]
WHO: Facts = {
    "staff": "bo",
    "name": "Bo Lund",
    "team": "Team Nord",
    "roles": ["caseworker", "leader"],
    "leads": ["Team Nord"],
}
WEEK = {"period": {"from": "2026-11-23", "to": "2026-11-29"}}
FRIDAY = {"from": "2026-11-20", "to": "2026-11-20"}
ONE_DAY = {"period": {"from": "2026-11-30", "to": "2026-11-30"}}

RULE: Facts = {"rule": "follow_up", "law": "BL § 95", "length": "3 måneder", "due": None, "act_by": None}
RULE_COUNTED: Facts = {
    "rule": "notification_assessment",
    "law": "BL § 136",
    "length": "24 timer",
    "due": "2026-11-21",
    "act_by": "2026-11-20",
    "due_at": "15:40",
}

COMPLAINTS: Facts = {
    "from": "2026-01-01",
    "to": "2026-11-23",
    "received": 12,
    "open": 3,
    "by_outcome": {"afvist": 4, "medhold": 2, "delvis medhold": 1, "hjemvist": 1},
    "by_type": {"realitet": 8, "formalitet": 3},
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

WELCOMES: dict[str, Facts] = {
    role: {"place": "personal", "role": role, "name": "Anna", "questions": [*questions, "help"]}
    for role, questions in {
        "caseworker": ["my_day", "overdue", "upcoming", "caseload", "transitions"],
        "leader": ["overdue", "upcoming", "caseload", "legality", "budget"],
        "controller": ["budget", "costs", "unit_costs", "grants", "data_quality"],
        "admin": ["sources", "channel", "reminders", "deliveries", "access_log"],
    }.items()
} | {"unknown": {"place": "personal", "role": "unknown"}}

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
    "overdue_mine": ("answers/overdue", overdue(12), {"question": "overdue", "slots": ME}),
    "overdue_one": ("answers/overdue", overdue(1, share=None), {"question": "overdue", "slots": ME}),
    "overdue_channel": ("answers/overdue", overdue(4, people=False), {"question": "overdue", "slots": NORD}),
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
    "case": ("answers/case", CASE, {"question": "case", "slots": {"case": "2023-0456"}}),
    "case_costs": ("answers/case", CASE_COSTS, {"question": "case", "slots": {"case": "2023-0456"}}),
    "case_which": ("answers/which_case", {"refused": "not_yours"}, {"question": "case", "slots": {}}),
    **case_samples.SAMPLES,
    **channel_samples.SAMPLES,
    **cost_samples.SAMPLES,
    "my_day": ("answers/my_day", MY_DAY, {"question": "my_day", "slots": {}}),
    "my_day_calm": (
        "answers/my_day",
        {"overdue": 0, "due_this_week": 0, "urgent": 0, "grants_ending": 0, "items": []},
        {"question": "my_day"},
    ),
    "complaints": ("answers/complaints", COMPLAINTS, {"question": "complaints", "slots": {}}),
    "complaints_groups": (
        "answers/complaints",
        {**COMPLAINTS, "groups": [{"key": "anbringelse", "total": 8}, {"key": None, "total": 4}]},
        {"question": "complaints", "slots": {**NORD, "group_by": "case_type"}},
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
    **plan_samples.SAMPLES,
    **money_samples.SAMPLES,
    **budget_reminder_samples.SAMPLES,
    **import_samples.SAMPLES,
    **log_control_samples.SAMPLES,
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
    **sending_samples.SAMPLES,
    "help": ("answers/help", {"questions": ALL_QUESTIONS}, {}),
    "help_admin": (
        "answers/help",
        {"questions": ["sources", "reminders", "whoami", "language", "deliveries", "access_log"]},
        {},
    ),
    "whoami": ("answers/whoami", WHO, {}),
    "language": ("answers/language", {"language": "da"}, {}),
    "language_english": ("answers/language", {"language": "en"}, {}),
    "smalltalk": ("answers/smalltalk", {}, {}),
    "none": ("answers/none", {"suggestions": ["overdue", "caseload", "help"]}, {}),
    "none_writes_nothing": ("answers/none", {"suggestions": ["case"], "why": "writes_nothing"}, {}),
    "clarify": ("answers/clarify", {"suggestions": ["overdue", "upcoming"]}, {"slots": NORD}),
    "clarify_people": ("answers/clarify", TWO, {"question": "clarify", "slots": {"urgent": True}}),
    **{
        f"refused_{why}": ("answers/refused", {"refused": why}, {})
        for why in ("not_yours", "wrong_place", "not_your_role", "cpr_in_text", "judgement")
    },
    "refused_with_a_way": (
        "answers/refused",
        {"refused": "wrong_place"},
        {"private_chat": "https://teams.microsoft.com/l/chat/0/0?users=28:0a1b&message=hvad%20haster%20mest%3F"},
    ),
    "refused_unknown_person": ("answers/refused", {"refused": "not_your_role", "unknown_person": True}, {}),
    "unknown_person": ("answers/unknown_person", {"refused": "not_your_role", "unknown_person": True}, {}),
    "empty": ("answers/empty", {}, {}),
    "too_long": ("answers/too_long", {}, {}),
    "failed": ("answers/failed", {}, {}),
    "delayed": ("answers/delayed", {}, {}),
    "not_now": ("answers/not_now", {}, {}),
    "maybe_lost": ("answers/maybe_lost", {}, {}),
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
    "preview_empty": (
        "answers/preview_empty",
        {"team": "Team Nord", "nothing_to_tell": True, "kind": "weekly_digest", "made_up": False},
        {},
    ),
    "form": ("forms/schedule", FORM, {}),
    "form_refused": ("forms/schedule", FORM | {"problem": "time"}, {}),
    "form_of_a_schedule": ("forms/schedule", FORM | {"schedule": 7, "values": {"team": "all", "weekday": "4"}}, {}),
    "not_done": ("answers/not_done", {"problem": "no_schedule"}, {}),
    "welcome": ("welcome", {"place": "personal"}, {}),
    **{f"welcome_{role}": ("welcome", facts, {}) for role, facts in WELCOMES.items()},
    "welcome_channel": ("welcome", channel_samples.welcomed("Team Nord"), {}),
    "welcome_channel_unknown": ("welcome", channel_samples.welcomed(None), {}),
}
"""Name of the sample: name of the message, its facts, and what its setting has besides the usual."""
