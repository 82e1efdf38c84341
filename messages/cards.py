"""Adaptive Cards 1.5 as plain dicts: few elements, few colours, the same in light and dark."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from messages import danish
from messages.setting import Setting
from messages.words import words
from storage.rules.inert import one_line

Item = TypeVar("Item")
Element = dict[str, Any]

TEAMS_NAMED = 3
ROWS = 10
"""A table shows ten rows; the rest is a "vis flere" away."""
LIMIT = 24_000
"""Bytes of JSON. Teams documents more but has refused cards under 30 KB; with the envelope, 25 KB is safe."""
STALE_DAYS = 8
"""Data older than this says so: exports come every week."""
FIGURE = 8
"""Characters of a key figure that stay on one line in the largest size, with three figures side by side."""
LANGUAGE = "lang"
"""The field in which a card's buttons say in which language the card is."""
LONGEST = 60
"""Characters of a data value shown in a card; an import accepts up to a thousand."""


def plain(value: str, longest: int = LONGEST) -> str:
    """A data value as it may stand in a card: on one line, and not too long. (`messages.literal` keeps it literal.)"""
    line = one_line(value)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def text(words_: str, **look: Any) -> Element:
    """A line of text that wraps; `look` are TextBlock properties."""
    return {"type": "TextBlock", "text": words_, "wrap": True, **look}


def quiet(words_: str, **look: Any) -> Element:
    """A line that stands back: small and subtle."""
    return text(words_, **{"size": "Small", "isSubtle": True, "spacing": "None", **look})


def heading(words_: str) -> Element:
    """The heading of a part of a card."""
    return text(words_, size="Medium", weight="Bolder", spacing="Large", style="heading")


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its title, its share of the width, and whether it holds numbers."""

    title: str
    width: int = 1
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a colour or a second line: `colour` is Attention or Good (Warning is hard to read on white)."""

    text: str
    colour: str | None = None
    bold: bool = False
    under: str | None = None
    """A quiet second line, so that a narrow card needs no further column."""


def table(columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]]) -> Element:
    """A table whose first row is its header; callers shorten the texts of `rows` with `plain`."""
    header = [_cell(Cell(column.title), column, size="Small", isSubtle=True) for column in columns]
    lines = [[_cell(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
    return {
        "type": "Table",
        "columns": [{"width": column.width} for column in columns],
        "firstRowAsHeaders": True,
        "showGridLines": False,
        "spacing": "Small",
        "rows": [{"type": "TableRow", "cells": cells} for cells in (header, *lines)],
    }


def _cell(cell: str | Cell, column: Column, **look: Any) -> Element:
    shown = cell if isinstance(cell, Cell) else Cell(cell)
    if shown.colour:
        look["color"] = shown.colour
    if shown.bold:
        look["weight"] = "Bolder"
    side = {"horizontalAlignment": "Right"} if column.right else {}
    look |= side
    below = [quiet(shown.under, **side)] if shown.under else []
    return {"type": "TableCell", "items": [text(shown.text, **look), *below]}


def figures(shown: Sequence[tuple[str, str, Cell | None]]) -> Element:
    """Key figures side by side: each a number, what it counts, and a note such as the change since last week."""
    size = "ExtraLarge" if all(len(number) <= FIGURE for number, _, _ in shown) else "Large"
    return {
        "type": "ColumnSet",
        "spacing": "Medium",
        "columns": [
            {"type": "Column", "width": "stretch", "items": _figure(number, size, label, note)}
            for number, label, note in shown
        ],
    }


def _figure(number: str, size: str, label: str, note: Cell | None) -> list[Element]:
    items = [text(number, size=size, weight="Bolder"), quiet(label)]
    if note:
        look = {"color": note.colour, "isSubtle": False} if note.colour else {}
        items.append(quiet(note.text, **look))
    return items


def facts(pairs: Sequence[tuple[str, str]]) -> Element:
    """Labels and values, one pair a line."""
    return {"type": "FactSet", "facts": [{"title": title, "value": value} for title, value in pairs]}


def button(title: str, question: str, slots: dict[str, Any] | None = None, page: int = 1, **form: Any) -> Element:
    """A button that asks: its data is flat JSON, the same for old clients that only know Action.Submit."""
    data = {"question": question, "slots": slots or {}, "page": page, **form}
    return {
        "type": "Action.Execute",
        "verb": "ask",
        "title": title,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data},
    }


def link(title: str, url: str) -> Element:
    """A button that opens an address."""
    return {"type": "Action.OpenUrl", "title": title, "url": url}


def buttons(actions: Sequence[Element], **look: Any) -> Element:
    """A row of buttons inside a card."""
    return {"type": "ActionSet", "actions": list(actions), **look}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The rows of a list that a card shows, and how to see the others."""

    items: Sequence[Item]
    note: list[Element]
    actions: list[Element]


def paged(items: Sequence[Item], setting: Setting, rows: int = ROWS) -> Page[Item]:
    """The page of `items` that the setting asks for; a page past the end shows the last one."""
    say = words(setting.language).gettext
    pages = max(1, -(-len(items) // rows))
    page = min(max(1, setting.page), pages)
    start = (page - 1) * rows
    shown = items[start : start + rows]
    if pages == 1:
        return Page(shown, [], [])
    numbers = [danish.number(n, setting.language) for n in (start + 1, start + len(shown), len(items))]
    note = say("Shows %(first)s-%(last)s of %(total)s", first=numbers[0], last=numbers[1], total=numbers[2])
    return Page(shown, [quiet(note, spacing="Small")], _turns(page, pages, setting))


def _turns(page: int, pages: int, setting: Setting) -> list[Element]:
    if setting.question is None:
        return []
    say = words(setting.language).gettext
    turns = [(say("Show more"), page + 1)] if page < pages else []
    turns += [(say("Back"), page - 1)] if page > 1 else []
    return [button(title, setting.question, setting.slots.as_json(), to) for title, to in turns]


def card(
    title: str,
    under: Sequence[str],
    body: Sequence[Element],
    setting: Setting,
    *,
    actions: Sequence[Element] = (),
    wide: bool = False,
    dated: bool = True,
) -> Element:
    """A whole card: title, a quiet line under it, the body, the date of the data, the buttons.

    `wide` lets a table use the window's width; `dated` is False only if nothing in the card is imported data.
    """
    line = " · ".join(part for part in under if part)
    head = [text(title, size="Large", weight="Bolder", style="heading")] + ([quiet(line)] if line else [])
    drawn: Element = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": setting.language,
        "body": [*head, *body, *([footer(setting)] if dated else [])],
    }
    if actions:
        drawn["actions"] = list(actions)
    if wide:
        drawn["msteams"] = {"width": "Full"}
    return drawn


def under_title(teams: Sequence[str], setting: Setting) -> list[str]:
    """The lines under a reminder's title: its teams, and the day."""
    named = [plain(team) for team in teams[:TEAMS_NAMED]]
    more = ["…"] if len(teams) > TEAMS_NAMED else []
    return [", ".join([*named, *more]), danish.day(setting.today, setting.language)]


def footer(setting: Setting) -> Element:
    """The date of the data; a warning if it is old or there is none."""
    say, language = words(setting.language).gettext, setting.language
    look: dict[str, Any] = {"spacing": "Medium", "separator": True}
    if setting.data_as_of is None:
        return quiet(say("No data has been imported yet"), **look)
    at = danish.moment(setting.data_as_of, language, setting.zone)
    age = (setting.today - setting.data_as_of.astimezone(setting.zone).date()).days
    if age <= STALE_DAYS:
        return quiet(say("Data as of %(at)s", at=at), **look)
    days = danish.count(age, "day", language)
    warning = say("Data is %(days)s old: imported %(at)s", days=days, at=at)
    return quiet(warning, **look, color="Attention", isSubtle=False)


def in_its_language(drawn: Element) -> Element:
    """The card as it goes out: all its buttons carry the card's language, so that the answer comes in it too.

    >>> in_its_language({"lang": "en", "actions": [{"type": "Action.Submit", "data": {"question": "help"}}]})["actions"]
    [{'type': 'Action.Submit', 'data': {'question': 'help', 'lang': 'en'}}]
    """
    language = drawn.get("lang")
    return carrying(drawn, {LANGUAGE: language}) if language else drawn


def carrying(drawn: Element, more: dict[str, str]) -> Element:
    """The card, with `more` added to the data of all its buttons."""
    carried: Element = _carrying(drawn, more)
    return carried


def _carrying(part: Any, more: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_carrying(one, more) for one in part]
    if not isinstance(part, dict):
        return part
    whole = {name: value if name == "data" else _carrying(value, more) for name, value in part.items()}
    sends = str(part.get("type")).startswith("Action.") and isinstance(part.get("data"), dict)
    return {**whole, "data": {**part["data"], **more}} if sends else whole


def is_chart(element: Element) -> bool:
    """Whether Teams draws the element as a chart (`messages.charts`).

    >>> is_chart({"type": "Chart.Line"}), is_chart({"type": "Table"})
    (True, False)
    """
    return str(element.get("type")).startswith("Chart.")


def fitted(drawn: Element) -> Element:
    """The card made to fit within LIMIT: first the steps of `_smaller`, then without its buttons."""
    slim = drawn
    while _size(in_its_language(slim)) > LIMIT:
        body = _smaller(slim["body"], slim["lang"])
        if body is None:
            return {key: value for key, value in slim.items() if key != "actions"}
        slim = {**slim, "body": body}
    return slim


def _smaller(body: Sequence[Element], language: str) -> list[Element] | None:
    """One step smaller: without a chart's table, a row of the longest table, or a chart; None if nothing can go.

    A chart's own table goes first: only clients that draw no charts miss it.
    """
    charts = [element for element in body if is_chart(element)]
    doubled = [chart for chart in charts if chart["fallback"] != "drop" and chart["fallback"]["type"] == "Table"]
    tables = [element for element in body if element["type"] == "Table" and len(element["rows"]) > 1]
    if doubled:
        note = quiet(words(language).gettext("This chart cannot be shown here"))
        given_up = max(doubled, key=_size)
        left = [{**given_up, "fallback": note}]
    elif tables:
        given_up = max(tables, key=lambda element: len(element["rows"]))
        left = [{**given_up, "rows": given_up["rows"][:-1]}]
    elif charts:
        given_up, left = charts[-1], []
    else:
        return None
    return [part for element in body for part in (left if element is given_up else [element])]


def _size(drawn: Element) -> int:
    return len(json.dumps(drawn))
