"""What a deadline rule says, and when its deadline falls where the day it counts from is named."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from bot.question import Ask, Facts, Question, Reach
from bot.questions.plain import PlainFacts
from messages import deadline_words
from storage.rules.deadline_rule import Rule, Unit
from storage.rules.deadlines import RULES, due_date, legal_reference

NOTHING = {"rule": None, "law": None, "length": None, "due": None, "act_by": None}
_CLOCK = re.compile(
    r"\b(?:kl\.?|klokken|at)\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?!\d)|\b(?P<h>\d{1,2}):(?P<m>\d{2})\b"
)
"""Only what is said to be a time: 3.11 is a date."""


async def answer(ask: Ask) -> Facts:
    """The rule asked about; without one every rule to choose from, under `rules`.

    `period.from` is the day it counts from (for age rules the birthday): the law is that day's, else that of the day
    asked about. `due_at` stands beside `due` for a length in hours.
    """
    since = ask.slots.period.start if ask.slots.period else None
    rule = RULES.get(ask.slots.rule or "")
    if rule is None:
        return PlainFacts({**NOTHING, "rules": [_told(each, ask, since) for each in RULES.values()]})
    return PlainFacts(_told(rule, ask, since))


def _told(rule: Rule, ask: Ask, since: dt.date | None) -> dict[str, Any]:
    told = {
        **NOTHING,
        "rule": rule.id,
        "law": legal_reference(rule, since or ask.today),
        "length": deadline_words.length(rule, ask.language, ask.application_weeks),
    }
    return told if since is None else told | _due(rule, ask, since)


def _due(rule: Rule, ask: Ask, since: dt.date) -> dict[str, str]:
    time = clock_named(ask.text) if rule.length.unit is Unit.HOURS else None
    due, due_at = due_date(rule, since, time, ask.calendar, application_weeks=ask.application_weeks)
    days = {"due": due.isoformat(), "act_by": ask.calendar.act_by(due).isoformat()}
    return days if due_at is None else days | {"due_at": due_at.isoformat("minutes")}


def clock_named(text: str) -> dt.time | None:
    """The time of day that a text names (kl. 15.40, klokken 8, at 14:00), or None."""
    found = _CLOCK.search(text.casefold())
    if found is None:
        return None
    hour, minute = found["hour"] or found["h"], found["minute"] or found["m"] or "0"
    return dt.time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


QUESTION = Question("rule", answer, Reach.ANYONE)
