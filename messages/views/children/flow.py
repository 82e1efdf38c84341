"""Cases opened and closed in a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from messages import danish
from messages.cards import Column, Element, card, figures, heading, paged, plain, table
from messages.charts import Series, grouped_bars
from messages.labels import case_type, subject, under_answer
from messages.setting import Setting
from messages.view import View
from messages.views.groups import group_heading, group_name
from messages.words import words
from storage.facts.children.flow import Flow, GroupInAndOut, InAndOut, MonthInAndOut


def flow(facts: Flow, setting: Setting) -> View:
    """How many cases were opened and closed, and the difference."""
    slots = setting.slots
    context = {
        **subject(setting),
        "person": bool(slots.staff),
        "when": danish.in_period(facts.since, facts.until, setting.language),
        "more": abs(facts.net),
    }
    return View("children/flow", context, _card(facts, setting))


def _card(facts: Flow, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    page = paged(facts.groups or (), setting)
    if page.items:
        grouped = [(group_name(group.key, setting), group) for group in page.items]
        body = [_table(group_heading(setting), grouped, setting), *page.note]
    else:
        shown = [
            (danish.number(facts.opened, language), say("Opened"), None),
            (danish.number(facts.closed, language), say("Closed"), None),
            (danish.signed(facts.net, language), say("Net"), None),
        ]
        names = [(case_type(word, language), counted) for word, counted in facts.by_type.items()]
        types = [_table(say("Case type"), names, setting)] if names else []
        body = [figures(shown), *types, *_chart(facts.by_month, setting)]
    under = under_answer(setting, danish.period(facts.since, facts.until, language))
    return card(say("Cases in and out"), under, body, setting, actions=page.actions, wide=True)


def _table(title: str, rows: Sequence[tuple[str, InAndOut | GroupInAndOut]], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(title, 3),
        Column(say("Opened"), 1, right=True),
        Column(say("Closed"), 1, right=True),
        Column(say("Net"), 1, right=True),
    ]
    return table(columns, [_row(name, counted, language) for name, counted in rows])


def _row(name: str, counted: InAndOut | GroupInAndOut, language: str) -> list[str]:
    opened, closed = counted.opened, counted.closed
    numbers = [danish.number(opened, language), danish.number(closed, language)]
    return [plain(name), *numbers, danish.signed(opened - closed, language)]


def _chart(months: Sequence[MonthInAndOut], setting: Setting) -> list[Element]:
    say, language = words(setting.language).gettext, setting.language
    names = [danish.short_month(dt.date.fromisoformat(f"{month.month}-01"), language) for month in months]
    series = [
        Series(say("Opened"), [(name, month.opened) for name, month in zip(names, months, strict=True)]),
        Series(say("Closed"), [(name, month.closed) for name, month in zip(names, months, strict=True)]),
    ]
    title = say("The last 12 months")
    drawn = grouped_bars(title, names, series, setting, x_title=say("Month"), y_title=say("Cases"))
    return [heading(title), drawn] if drawn else []
