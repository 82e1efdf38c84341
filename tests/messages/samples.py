"""One of every message, as the office would meet it on Monday 23 November 2026; the golden files stand on these."""

from __future__ import annotations

import datetime as dt
from typing import Any

from messages.setting import Setting
from storage.facts.setup.none import Nearest, NotInTheData
from storage.facts.setup.people import Colleague, People, PeopleAsked
from storage.facts.setup.smalltalk import Courtesy
from storage.rules.access import Role
from storage.rules.question_record import Bilingual
from storage.rules.slots import Slots
from tests.messages import (
    budget_reminder_samples,
    case_samples,
    caseload_samples,
    channel_samples,
    complaint_samples,
    cost_samples,
    deadline_samples,
    digest_samples,
    import_samples,
    log_control_samples,
    money_samples,
    plan_samples,
    schedule_samples,
    selected_samples,
    sending_samples,
)
from tests.messages.deadline_samples import NORD
from tests.messages.plan_samples import TODAY

IMPORTED = dt.datetime(2026, 11, 22, 5, 15, tzinfo=dt.UTC)
NAMES = {"anna": "Anna Holm", "bo": "Bo Lund", "dorte": "Dorte Krogh"}

Facts = dict[str, Any]


def setting(language: str = "da", question: str | None = None, **more: Any) -> Setting:
    """What a message is told besides its facts; Anna reads it."""
    given = {"today": TODAY, "data_as_of": IMPORTED, "names": NAMES, "asker": "anna", **more}
    slots = given.pop("slots", None) or {}
    slots = slots if isinstance(slots, Slots) else Slots.from_json(slots)
    return Setting(language=language, question=question, slots=slots, **given)


ALL_QUESTIONS = [
    *("overdue", "upcoming", "caseload", "my_day", "case", "rule", "transitions", "changes", "flow", "complaints"),
    *("legality", "milestones", "plan", "supervision", "data_quality", "budget", "costs", "unit_costs", "grants"),
    *("ladder", "digest", "reminders", "deliveries", "sources", "access_log", "whoami", "language"),
]
TWO: Facts = {
    "suggestions": ["caseload"],
    "candidates": [
        {"staff": "mette1", "name": "Mette Bro", "team": "Team Nord"},
        {"staff": "mette2", "name": "Mette Dal", "team": None},
    ],
}
NOT_IN_THE_DATA = Nearest(
    ("legality", "caseload", "flow"),
    absent=NotInTheData(
        "history",
        Bilingual("hvad en sags farve var før", "what a case's colour was before"),
        Bilingual("Jeg kan vise farverne, som de er nu", "I can show the colours of today"),
    ),
)
ANNA = Colleague("anna", "Team Nord", (Role.CASEWORKER,), new=True)
BO = Colleague("bo", "Team Nord", (Role.CASEWORKER, Role.LEADER), new=False)
DORTE = Colleague("dorte", "Team Nord", (Role.COORDINATOR,), new=False)
LEADERS = People((BO,), PeopleAsked.LEADERS, "Team Nord")
MEMBERS = People((ANNA, BO, DORTE), of_team="Team Nord")
NO_CAUSE = Nearest(
    ("legality", "caseload"),
    absent=NotInTheData("causes", Bilingual("hvorfor det er, som det er", "why things are as they are")),
)
WHO: Facts = {
    "staff": "bo",
    "name": "Bo Lund",
    "team": "Team Nord",
    "roles": ["caseworker", "leader"],
    "leads": ["Team Nord"],
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

SAMPLES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    **deadline_samples.SAMPLES,
    **caseload_samples.SAMPLES,
    **complaint_samples.SAMPLES,
    **schedule_samples.SAMPLES,
    **digest_samples.SAMPLES,
    **case_samples.SAMPLES,
    **channel_samples.SAMPLES,
    **cost_samples.SAMPLES,
    **plan_samples.SAMPLES,
    **money_samples.SAMPLES,
    **budget_reminder_samples.SAMPLES,
    **import_samples.SAMPLES,
    **log_control_samples.SAMPLES,
    **sending_samples.SAMPLES,
    **selected_samples.SAMPLES,
    "help": ("answers/help", {"questions": ALL_QUESTIONS}, {}),
    "help_admin": (
        "answers/help",
        {"questions": ["sources", "reminders", "whoami", "language", "deliveries", "access_log"]},
        {},
    ),
    "people_leaders": ("answers/people", LEADERS, {}),
    "people_members": ("answers/people", MEMBERS, {}),
    "people_new": ("answers/people", People((ANNA,), PeopleAsked.NEW, "Team Nord"), {}),
    "people_nobody": ("answers/people", People((), PeopleAsked.LEADERS, "Team Nord"), {}),
    "people_one": ("answers/people", People((BO,), of="bo"), {}),
    "word": (
        "answers/word",
        {
            "term": "disponeret",
            "meaning": "Det, som de bevillinger, der findes, vil koste i resten af året.",
            "items": [
                {
                    "term": "disponeret",
                    "meaning": "Det, som de bevillinger, der findes, vil koste i resten af året.",
                },
                {"term": "forbrug", "meaning": "Summen af det, der er bogført i året til og med dagen."},
            ],
        },
        {},
    ),
    "word_unknown": ("answers/word", {"term": None, "meaning": None, "items": []}, {}),
    "worry": ("answers/worry", {"emergency_line": "12 34 56 78"}, {}),
    "worry_without_a_line": ("answers/worry", {"emergency_line": None}, {}),
    "whoami": ("answers/whoami", WHO, {}),
    "language": ("answers/language", {"language": "da"}, {}),
    "language_english": ("answers/language", {"language": "en"}, {}),
    "smalltalk": ("answers/smalltalk", {}, {}),
    "smalltalk_thanks": ("answers/smalltalk", Courtesy(thanks=True), {}),
    "smalltalk_fine": ("answers/smalltalk", Courtesy(fine=True), {}),
    "none": ("answers/none", {"suggestions": ["overdue", "caseload", "help"]}, {}),
    "none_not_in_the_data": ("answers/none", NOT_IN_THE_DATA, {}),
    "none_without_a_cause": ("answers/none", NO_CAUSE, {}),
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
    "preview_empty": (
        "answers/preview_empty",
        {"team": "Team Nord", "nothing_to_tell": True, "kind": "weekly_digest", "made_up": False},
        {},
    ),
    "welcome": ("welcome", {"place": "personal"}, {}),
    **{f"welcome_{role}": ("welcome", facts, {}) for role, facts in WELCOMES.items()},
    "welcome_channel": ("welcome", channel_samples.welcomed("Team Nord"), {}),
    "welcome_channel_unknown": ("welcome", channel_samples.welcomed(None), {}),
}
"""Name of the sample: name of the message, its facts, and what its setting has besides the usual."""
