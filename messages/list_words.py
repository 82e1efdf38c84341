"""The codes in a line of a list, as the answer's card words them: rules, people, states, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from messages import deadline_words, delivery_words, labels
from messages.views.children import complaints
from messages.views.money.unit_costs import performer_title
from messages.views.recovery.milestones import status as milestone_status
from messages.views.recovery.plan import action_status
from messages.views.sending import access_log
from messages.words import words
from storage.rules.case_types import CASE_TYPES
from storage.rules.recovery.milestones import MilestoneStatus

ListLine = Mapping[str, Any]
Worded = Callable[[str, str], str]
"""A code and a language give what people read."""


def in_words(line: ListLine, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    """The line with words for its codes; `names` are people's by staff id. Numbers of cases and grants stay."""
    said = {key: _cell(key, value, line, language, names) for key, value in line.items()}
    if line.get("left") is True and line.get("caseworker"):
        said["caseworker"] = words(language).gettext("%(name)s (has left)", name=said["caseworker"])
        del said["left"]
    return said


def _cell(key: str, value: Any, line: ListLine, language: str, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_cell(key, one, line, language, names) for one in value]
    if key == "next_deadline" and isinstance(value, dict):
        return f"{labels.rule_title(value['rule'], language)} {value['due']}"
    if not isinstance(value, str):
        return value
    if key in {"caseworker", "staff"}:
        return names.get(value, value)
    if key == "status":
        return _status(value, line, language)
    return _WORDED[key](value, language) if key in _WORDED else value


def _status(word: str, line: ListLine, language: str) -> str:
    """Of a milestone, of an action of a plan, or of a deadline."""
    if "milestone" in line:
        return milestone_status(MilestoneStatus(word), language)
    return action_status(word, language) if "plan" in line else labels.deadline_status(word, language)


def _type(word: str, language: str) -> str:
    return labels.case_type(word, language) if word in CASE_TYPES else word


def _state(word: str, language: str) -> str:
    """Of a delivery, else of a case."""
    said = delivery_words.state(word, language)
    return labels.state(word, language) if said == word else said


def _outcome(word: str, language: str) -> str:
    """Of a look-up, else of a complaint."""
    said = access_log.outcome(word, language)
    return complaints.outcome(word, language) if said == word else said


def _performer(word: str, language: str) -> str:
    return performer_title(word, language) if word in {"intern", "ekstern"} else word


def _what(word: str, language: str) -> str:
    """The kinds of `my_day`."""
    say = words(language).gettext
    titles = {
        "overdue": say("Past due"),
        "due": say("Due this week"),
        "urgent": say("Urgent case"),
        "grant": say("Grant ends"),
        "new": say("New case"),
    }
    return titles.get(word, word)


def _precision(word: str, language: str) -> str:
    """How exactly a plan dates its action."""
    say = words(language).gettext
    titles = {
        "day": say("Day"),
        "month": say("Month"),
        "quarter": say("Quarter"),
        "season": say("Season"),
        "half-year": say("Half-year"),
        "year": say("Year"),
        "recurring": say("Continuous"),
        "open-ended": say("Without an end"),
        "unknown": say("No date"),
    }
    return titles.get(word, word)


_WORDED: Mapping[str, Worded] = {
    "category": labels.category,
    "event": deadline_words.event,
    "kind": labels.schedule_kind,
    "last_error": lambda error, language: delivery_words.why(error, language) or "",
    "missing": labels.requirement,
    "outcome": _outcome,
    "performer": _performer,
    "place": access_log.place_title,
    "precision": _precision,
    "question": access_log.asked,
    "rule": labels.rule_title,
    "state": _state,
    "type": _type,
    "what": _what,
}
