"""What a deadline rule says, and its deadline if the text names the day it counts from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.question import Ask
from messages import deadline_words
from storage.facts.children.rule import RuleAnswer, RulesToChoose
from storage.rules.deadlines.deadline_rule import LengthUnit, Rule
from storage.rules.deadlines.deadlines import RULES, due_date, legal_reference


async def answer(ask: Ask) -> RuleAnswer | RulesToChoose:
    """The rule asked about; without one every rule to choose from, under `rules`.

    `period.from` is the day it counts from (for age rules the birthday). The law is that of this day, else of the day
    asked about.
    """
    since = ask.slots.period.start if ask.slots.period else None
    rule = RULES.get(ask.slots.rule or "")
    if rule is None:
        return RulesToChoose(None, None, None, None, None, tuple(_of(each, ask, since) for each in RULES.values()))
    return _of(rule, ask, since)


def _of(rule: Rule, ask: Ask, since: dt.date | None) -> RuleAnswer:
    law = legal_reference(rule, since or ask.today)
    found = RuleAnswer(rule.id, law, deadline_words.length(rule, ask.language, ask.application_weeks))
    return found if since is None else _counted(found, rule, ask, since)


def _counted(found: RuleAnswer, rule: Rule, ask: Ask, since: dt.date) -> RuleAnswer:
    minutes = ask.particulars.minutes if rule.length.unit is LengthUnit.HOURS else None
    event = dt.datetime.combine(since, dt.time.min) + dt.timedelta(minutes=minutes or 0)
    due, due_at = due_date(rule, event.date(), event.time(), ask.calendar, application_weeks=ask.application_weeks)
    return replace(found, due=due, act_by=ask.calendar.act_by(due), due_at=due_at)
