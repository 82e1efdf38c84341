"""Who turns 16, 17½ or 18, and what is to be done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table
from messages.labels import age, deadline_status, rule_title, subject, under_answer
from messages.setting import Setting
from messages.view import View
from messages.views.groups import page_of_groups
from messages.words import words
from storage.facts.children.transitions import Transition, Transitions
from storage.rules.children.transitions import AGES, EVERY_AGE


def transitions(facts: Transitions, setting: Setting) -> View:
    """How many turn which age, and for how many what is due then is late."""
    items = facts.items
    complete = len(items) == facts.total
    ages = Counter(item.age for item in items)
    wanted = [one.years for one in AGES if one.years in (setting.slots.age or EVERY_AGE)]
    context = {
        "ages": danish.listing([age(years) for years in wanted], setting.language, either=True),
        "several": len(wanted) > 1,
        **subject(setting),
        "when": _when(facts, setting),
        "young": len({item.case for item in items}) if complete else None,
        "turned": danish.listing([turned(years, n, setting) for years, n in sorted(ages.items())], setting.language),
        "late": len({item.case for item in items if item.status == "overdue"}),
    }
    return View("children/transitions", context, _card(facts, setting))


def turned(years: float, n: int, setting: Setting) -> str:
    """3 fylder 17½"""
    say_many, number = words(setting.language).ngettext, danish.number(n, setting.language)
    return say_many("%(number)s turns %(age)s", "%(number)s turn %(age)s", n, number=number, age=age(years))


def _period(facts: Transitions) -> tuple[dt.date, dt.date | None]:
    return facts.since, None if facts.until == dt.date.max else facts.until


def _when(facts: Transitions, setting: Setting) -> str:
    if setting.slots.period:
        return danish.in_period(*_period(facts), setting.language)
    return words(setting.language).gettext("in the next 12 months")


def _card(facts: Transitions, setting: Setting) -> Element:
    say = words(setting.language).gettext
    if facts.groups:
        body, actions = page_of_groups(facts.groups, setting)
    else:
        page = paged(facts.items, setting)
        listed = [transition_table(page.items, setting)] if page.items else []
        body, actions = [*listed, *page.note], page.actions
    under = under_answer(setting, danish.period(*_period(facts), setting.language))
    return card(say("Turning 16 or 18"), under, body, setting, actions=actions, wide=True)


def transition_table(items: Sequence[Transition], setting: Setting) -> Element:
    """A line each: the case, the age, the day, and how far what is due then has come."""
    say = words(setting.language).gettext
    columns = [
        Column(say("Case"), 7),
        Column(say("Turns"), 8),
        Column(say("Date"), 5),
        Column(say("Status"), 9, right=True),
    ]
    return table(columns, [_row(item, setting) for item in items])


def _row(item: Transition, setting: Setting) -> list[str | Cell]:
    language = setting.language
    due = rule_title(item.rule, language) if item.rule else None
    late = item.status == "overdue"
    status = deadline_status(item.status, language) if item.status else ""
    return [
        plain(item.case),
        Cell(words(language).gettext("%(age)s years", age=age(item.age)), under=due),
        danish.short_day(item.on, language, setting.today),
        Cell(status, "Attention" if late else None, bold=late),
    ]
