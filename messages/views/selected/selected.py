"""Whatever was asked with conditions: a number, a list, groups, a development, a comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table
from messages.charts import BLUE, Series, line_chart
from messages.scale import scale
from messages.setting import Setting
from messages.understood import is_of_a_day, understood, what
from messages.view import View
from messages.views.selected.figure import written
from messages.views.selected.keys import group_title, heading_of, key_title
from messages.views.selected.rows import row_table
from messages.views.selected.sentences import sentences
from messages.words import words
from storage.facts.asked import AskedGroup, AskedStretch
from storage.facts.selected import SelectedFacts
from storage.rules.selection import KRONER

ACROSS = 5
"""Columns of a second grouping that fit; more of them stand in the rows."""


def selected(facts: SelectedFacts, setting: Setting) -> View:
    """First what was asked for, then the card with its list, its groups or its development."""
    return View("selected/selected", {"sentences": sentences(facts, setting)}, _card(facts, setting))


def _card(facts: SelectedFacts, setting: Setting) -> Element:
    title = what(facts.selection, setting)
    line = understood(facts.selection, setting, own=facts.own).split(" · ", 1)
    body, actions = _body(facts, setting)
    return card(title[:1].upper() + title[1:], line[1:], body, setting, actions=actions, wide=bool(body))


def _body(facts: SelectedFacts, setting: Setting) -> tuple[list[Element], list[Element]]:
    """The body of the card, and the buttons under it."""
    asked = facts.asked
    if asked.series:
        return _development(facts, asked.series, setting), []
    if asked.groups:
        return _groups(facts, asked.groups, setting)
    if not facts.items:
        return [], []
    page = paged(facts.items, setting)
    return [row_table(page.items, setting), *page.note], page.actions


def _groups(
    facts: SelectedFacts, groups: Sequence[AskedGroup], setting: Setting
) -> tuple[list[Element], list[Element]]:
    across = _across(facts, groups)
    if across is None:
        page = paged(groups, setting)
        return [_group_table(facts, page.items, setting), *page.note], page.actions
    rows = list(dict.fromkeys(_pair(group)[0] for group in groups))
    shown = paged(rows, setting)
    return [_matrix(facts, groups, shown.items, across, setting), *shown.note], shown.actions


def _pair(group: AskedGroup) -> tuple[str | None, str | None]:
    first, second = group.key if isinstance(group.key, tuple) else (group.key, None)
    return first, second


def _across(facts: SelectedFacts, groups: Sequence[AskedGroup]) -> list[str | None] | None:
    """The keys of the second grouping, where they fit across a table; None: one row for each group."""
    if len(facts.selection.group_by) < 2 or facts.asked.compared is not None:
        return None
    keys = list(dict.fromkeys(_pair(group)[1] for group in groups))
    return keys if len(keys) <= ACROSS else None


def _matrix(
    facts: SelectedFacts,
    groups: Sequence[AskedGroup],
    rows: Sequence[str | None],
    across: Sequence[str | None],
    setting: Setting,
) -> Element:
    """The first grouping down, the second across."""
    by, unit = facts.selection.group_by, facts.asked.unit
    figures = {_pair(group): written(group.value, unit, setting) for group in groups}
    nothing = written(facts.selection.nothing, unit, setting)
    titles = [plain(key_title(by[1], key, setting)) for key in across]
    columns = [Column(heading_of(by[0], setting), 3), *(Column(title, 2, right=True) for title in titles)]
    return table(
        columns,
        [
            [plain(key_title(by[0], row, setting)), *(figures.get((row, key), nothing) for key in across)]
            for row in rows
        ],
    )


def _group_table(facts: SelectedFacts, groups: Sequence[AskedGroup], setting: Setting) -> Element:
    say, selection, unit = words(setting.language).gettext, facts.selection, facts.asked.unit
    compared = facts.asked.compared is not None
    heading = " · ".join(heading_of(name, setting) for name in selection.group_by)
    columns = [
        Column(heading, 3),
        Column(say("Number") if unit not in {"%", "days", KRONER} else say("Figure"), 2, right=True),
    ]
    columns += [Column(say("Against"), 2, right=True)] if compared else []
    rows: list[list[str | Cell]] = []
    for group in groups:
        other = [written(group.compared.value if group.compared else None, unit, setting)] if compared else []
        rows.append([plain(group_title(selection, group.key, setting)), written(group.value, unit, setting), *other])
    return table(columns, rows)


def _development(facts: SelectedFacts, series: Sequence[AskedStretch], setting: Setting) -> list[Element]:
    """A line with its figures as a table; a table alone where there is too little for a line."""
    say, language, unit = words(setting.language).gettext, setting.language, facts.asked.unit
    known = [point for point in series if point.value is not None]
    title = what(facts.selection, setting)
    measured = scale([point.value for point in known], language) if unit == KRONER else None  # type: ignore[misc]
    points: list[tuple[dt.date | float | str, float]] = [
        (_day(point, facts), float(point.value or 0) if measured is None else measured.of(point.value))  # type: ignore[arg-type]
        for point in known
    ]
    named = title[:1].upper() + title[1:]
    counted = say("Number") if unit not in {"%", "days", KRONER} else (measured.unit if measured else say("Figure"))
    drawn = line_chart(named, say("Day"), counted, [Series(named, points, BLUE)], setting)
    columns = [Column(say("Day") if is_of_a_day(facts.selection) else say("From"), 3), Column(counted, 2, right=True)]
    rows = [
        [danish.short_day(_day(point, facts), language, setting.today), written(point.value, unit, setting)]
        for point in series
    ]
    listed = table(columns, rows[-24:])
    return [{**drawn, "fallback": listed}] if drawn else [listed]


def _day(point: AskedStretch, facts: SelectedFacts) -> dt.date:
    """Where a point stands: on the day it is seen, else on the first of its days."""
    return point.until if is_of_a_day(facts.selection) else point.since
