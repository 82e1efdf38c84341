"""Grants that end in a period, and grants without a stop date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table
from messages.labels import subject, under_answer
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.money.grants import EndingGrant, Grants, GrantsTogether


def grants(facts: Grants, setting: Setting) -> View:
    """How many grants end, which is the first, and how many go on without end."""
    first, day = next(((item, item.stop) for item in facts.items if item.stop), (None, None))
    context = {
        **subject(setting),
        "when": danish.in_period(*_period(facts), setting.language),
        "first": first,
        "on": danish.named_day(day, setting.language, setting.today) if day else "",
        "past": day is not None and day < setting.today,
    }
    return View("money/grants", context, _card(facts, setting))


def _period(facts: Grants) -> tuple[dt.date, dt.date | None]:
    """The period's start and end; None if the end is the last day of the calendar, which means that it is open."""
    return facts.since, None if facts.until == dt.date.max else facts.until


def _card(facts: Grants, setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(facts.items, setting)
    listed = [_table(page.items, setting), *page.note] if page.items else []
    titles = {"ending": say("Grants that end"), "without_stop": say("Grants without a stop date")}
    parts = [_part(part, setting) for part in facts.parts] if page.items else []
    body = [*listed, *worked_out(parts, titles, setting)]
    titled = under_answer(setting, danish.period(*_period(facts), setting.language))
    return card(say("Grants that end"), titled, body, setting, actions=page.actions, wide=True)


def _part(part: GrantsTogether, setting: Setting) -> dict[str, Any]:
    """How many grants, and what they cost in the year."""
    language = setting.language
    say, counted = words(language).gettext, danish.count(part.count, "grant", language)
    yearly = say("%(amount)s in yearly cost", amount=danish.kroner(part.amount, language))
    return {"what": part.what, "text": f"{counted} · {yearly}"}


def _table(items: Sequence[EndingGrant], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Case"), 2),
        Column(say("Measure"), 3),
        Column(say("Stops"), 2),
        Column(say("Yearly cost"), 2, right=True),
    ]
    rows: list[list[str | Cell]] = [
        [
            plain(item.case),
            Cell(plain(item.measure), under=plain(item.grant)),
            stop_cell(item.stop, setting),
            danish.kroner(item.yearly_cost, language),
        ]
        for item in items
    ]
    return table(columns, rows)


def stop_cell(stop: dt.date | None, setting: Setting) -> str | Cell:
    """A grant's last day; one without stands out."""
    if stop is None:
        return Cell(words(setting.language).gettext("No stop date"), "Attention")
    return danish.short_day(stop, setting.language, setting.today)
