"""What a deadline rule says, and when its deadline falls where the day it counts from is named."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.question import Ask, Facts
from bot.questions.plain import PlainFacts
from messages import deadline_words
from storage.rules.deadlines.deadline_rule import Rule, Unit
from storage.rules.deadlines.deadlines import RULES, due_date, legal_reference

NOTHING = {"rule": None, "law": None, "length": None, "due": None, "act_by": None}


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
    minutes = ask.particulars.minutes if rule.length.unit is Unit.HOURS else None
    event = dt.datetime.combine(since, dt.time.min) + dt.timedelta(minutes=minutes or 0)
    due, due_at = due_date(rule, event.date(), event.time(), ask.calendar, application_weeks=ask.application_weeks)
    days = {"due": due.isoformat(), "act_by": ask.calendar.act_by(due).isoformat()}
    return days if due_at is None else days | {"due_at": due_at.isoformat("minutes")}
