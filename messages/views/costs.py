"""The dearest cases, what a measure or a case type costs, and the weight of each caseworker's cases in kroner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, figures, heading, paged, plain, table
from messages.charts import Bar, bars
from messages.labels import about, person, subject
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines import group_heading, group_name
from messages.words import words

Facts = Mapping[str, Any]
THOUSAND = 1000


def costs(facts: Facts, setting: Setting) -> View:
    """What the cases cost in a year, the dearest of them, and what the state refunds."""
    slots = setting.slots or {}
    over = slots.get("over")
    groups = facts.get("groups") or []
    context = {
        **subject(setting),
        "year": str(facts["year"]),
        "costly": facts["cases"],
        "dearest": facts["items"][0] if facts["items"] else None,
        "limit": facts["threshold"],
        "over": None if over is None else str(over),
        "heaviest": _heaviest(groups, setting) if len(groups) > 1 else None,
    }
    return View("answers/costs", context, _card(facts, setting))


def _heaviest(groups: Sequence[Facts], setting: Setting) -> dict[str, Any]:
    return {"name": group_name(groups[0]["key"], setting), "total": groups[0]["total"]}


def _card(facts: Facts, setting: Setting) -> Element:
    say, slots = words(setting.language).gettext, setting.slots or {}
    grouped = facts.get("groups")
    page = paged(grouped or facts["items"], setting)
    if grouped:
        listed = [*_weight(page.items, setting), *page.note]
    else:
        listed = [*([_table(page.items, setting)] if page.items else []), *page.note]
    shown = [_figures(facts, setting), *listed] if facts["cases"] else []
    body = [*shown, *worked_out(_told(facts), _titles(setting), setting)]
    whose = person(slots["staff"], setting) if slots.get("staff") else ""
    under = [whose, slots.get("team") or "", *about(setting), str(facts["year"])]
    titled = [plain(part) for part in under if part]
    title = say("Weight of cases in kroner") if grouped else say("Dearest cases")
    return card(title, titled, body, setting, actions=page.actions, wide=True)


def _figures(facts: Facts, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    limit = danish.kroner(facts["threshold"], language)
    shown: list[tuple[str, str, Cell | None]] = [
        (danish.kroner(facts["total"], language), say("In the year"), None),
        (danish.number(facts["cases"], language), say("Cases"), None),
        (danish.number(facts["refunded"], language), say("Above %(limit)s", limit=limit), None),
    ]
    return figures(shown)


def _table(items: Sequence[Facts], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Case"), 2),
        Column(say("Yearly cost"), 2, right=True),
        Column(say("State refund"), 2, right=True),
    ]
    rows = [
        [plain(item["case"]), *(_kroner(item[key], language) for key in ("yearly_cost", "refund"))] for item in items
    ]
    return table(columns, rows)


def _kroner(amount: str, language: str) -> str:
    return danish.kroner(amount, language) if Decimal(amount) else "–"


def _weight(groups: Sequence[Facts], setting: Setting) -> list[Element]:
    """What the cases of each caseworker, team or type weigh in kroner: bars, and as a table where none are drawn."""
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(group_heading(setting), 3), Column(say("Cases"), 1, right=True)]
    columns += [Column(say("Yearly cost"), 2, right=True)]
    rows = [
        [
            plain(group_name(group["key"], setting)),
            danish.number(group["cases"], language),
            danish.kroner(group["total"], language),
        ]
        for group in groups
    ]
    listed = table(columns, rows)
    title = say("Yearly cost in 1,000 kroner")
    shown = [_bar(group, setting) for group in groups]
    drawn = bars(title, shown, setting, x_title=group_heading(setting), y_title=say("1,000 kroner"))
    return [heading(title), {**drawn, "fallback": listed}] if drawn else [listed]


def _bar(group: Facts, setting: Setting) -> Bar:
    cases = danish.count(group["cases"], "case", setting.language)
    return Bar(group_name(group["key"], setting), round(Decimal(group["total"]) / THOUSAND), cases)


def _told(facts: Facts) -> list[Facts]:
    """The parts; nothing where nothing costs anything."""
    return list(facts["parts"]) if facts["cases"] else []


def _titles(setting: Setting) -> dict[str, str]:
    say = words(setting.language).gettext
    return {
        "døgn": say("Grants priced by the day"),
        "uge": say("Grants priced by the week"),
        "måned": say("Grants priced by the month"),
        "time": say("Grants priced by the hour"),
        "gang": say("Grants paid once"),
        "cases": say("Cases with cost in the year"),
        "band": say("State refund of what is above"),
        "refund": say("State refund together"),
    }
