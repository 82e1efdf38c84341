"""One case, and what is most urgent for one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import ROWS, Cell, Column, Element, card, heading, paged, plain, table
from messages.cards import facts as fact_set
from messages.cards import text as line
from messages.labels import case_type, category, per_unit, person, requirement, rule_title, state
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines.deadline_list import SOON_DAYS
from messages.views.money.grants import stop_cell
from messages.words import words


def case(facts: Mapping[str, Any], setting: Setting) -> View:
    """One case. A controller's facts hold only grants and cost."""
    open_ones = [_late(deadline, setting) for deadline in facts.get("deadlines") or []]
    late = sorted((one for one in open_ones if one["days"] < 0), key=lambda one: one["days"])
    context = {
        "number": facts["case"],
        "kind": danish.in_sentence(case_type(facts["type"], setting.language)) if facts.get("type") else None,
        "owner": person(facts.get("caseworker"), setting) if facts.get("caseworker") else None,
        "place": facts.get("team"),
        "listed": "deadlines" in facts,
        "late": late,
        "days_over": -late[0]["days"] if late else 0,
        "next": min((one for one in open_ones if one["days"] >= 0), key=lambda one: one["days"], default=None),
        "lacking": [requirement(word, setting.language) for word in facts.get("missing") or []],
        "complete": facts.get("missing") == [],
        "reported": _reported(facts),
        "cost": facts["yearly_cost"] if _costs(facts) else None,
    }
    return View("deadlines/case", context, _card(facts, open_ones, setting))


def _costs(facts: Mapping[str, Any]) -> bool:
    """Whether the case costs anything this year: without grants nothing is known."""
    return bool(Decimal(facts.get("yearly_cost") or 0))


def my_day(facts: Mapping[str, Any], setting: Setting) -> View:
    """What is most urgent."""
    items = facts["items"]
    return View("deadlines/my_day", {"first": items[0] if items else None}, _day_card(items, setting))


def _reported(facts: Mapping[str, Any]) -> bool:
    return facts.get("state") in ("reported_done", "audited")


def _late(deadline: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    due = dt.date.fromisoformat(deadline["due"])
    on = danish.named_day(due, setting.language, setting.today)
    return {**deadline, "date": due, "days": (due - setting.today).days, "on": on}


def _card(facts: Mapping[str, Any], open_ones: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    say = words(setting.language).gettext
    mark = [line(say("Urgent"), color="Attention", weight="Bolder", spacing="Small")] if facts.get("urgent") else []
    pairs = _pairs(facts, setting)
    body = [*mark, *([fact_set(pairs)] if pairs else []), *_deadlines(open_ones, setting)]
    body += _checklist(facts.get("checklist") or [], setting)
    body += _grants(facts.get("grants") or [], setting)
    body += worked_out(facts.get("parts") or [], {"grant": say("Cost in the year")}, setting)
    title = say("Case %(number)s", number=plain(facts["case"]))
    return card(title, [plain(facts.get("team") or "")], body, setting, wide=True)


def _pairs(facts: Mapping[str, Any], setting: Setting) -> list[tuple[str, str]]:
    say, language = words(setting.language).gettext, setting.language
    pairs = []
    if facts.get("type"):
        pairs.append((say("Case type"), plain(case_type(facts["type"], language))))
    if "caseworker" in facts:
        pairs.append((say("Caseworker"), plain(person(facts["caseworker"], setting))))
    if facts.get("category"):
        pairs.append((say("Category"), category(facts["category"], language)))
    if facts.get("state"):
        pairs.append((say("Status"), state(facts["state"], language)))
    if _costs(facts):
        pairs.append((say("Yearly cost"), danish.kroner(facts["yearly_cost"], language)))
    return pairs


def _deadlines(open_ones: Sequence[Mapping[str, Any]], setting: Setting) -> list[Element]:
    if not open_ones:
        return []
    say = words(setting.language).gettext
    columns = [Column(say("Deadline"), 4), Column(say("Due"), 2), Column(say("Status"), 3, right=True)]
    ordered = sorted(open_ones, key=lambda one: one["date"])[:ROWS]
    rows: list[list[str | Cell]] = [
        [
            rule_title(one["rule"], setting.language),
            danish.short_day(one["date"], setting.language, setting.today),
            _standing(one["days"], setting.language),
        ]
        for one in ordered
    ]
    return [heading(say("Deadlines")), table(columns, rows)]


def _checklist(required: Sequence[Mapping[str, Any]], setting: Setting) -> list[Element]:
    """Every requirement, with the day it was met last or that it is missing."""
    if not required:
        return []
    say, language = words(setting.language).gettext, setting.language
    met = sum(one["met"] is not None for one in required)
    title = say(
        "Checklist: %(met)s of %(total)s met",
        met=danish.number(met, language),
        total=danish.number(len(required), language),
    )
    columns = [Column(say("Requirement"), 4), Column(say("Met"), 3, right=True)]
    return [heading(title), table(columns, [_required(one, setting) for one in required])]


def _required(one: Mapping[str, Any], setting: Setting) -> list[str | Cell]:
    language = setting.language
    named = plain(requirement(one["requirement"], language))
    if one["met"] is None:
        missing = Cell(words(language).gettext("Missing"), "Attention", bold=True)
        return [Cell(named[:1].upper() + named[1:], bold=True), missing]
    day = danish.short_day(dt.date.fromisoformat(one["met"]), language, setting.today)
    return [named[:1].upper() + named[1:], Cell(f"✓ {day}", "Good")]


def _standing(days: int, language: str) -> Cell:
    say = words(language)
    if days < 0:
        over = danish.count(-days, "day", language)
        return Cell(say.gettext("%(days)s over", days=over), "Attention", bold=True)
    if days == 0:
        return Cell(say.gettext("today"), bold=True)
    left = say.gettext("in %(days)s", days=danish.count(days, "day", language))
    return Cell(left, bold=days <= SOON_DAYS)


def _grants(grants: Sequence[Mapping[str, Any]], setting: Setting) -> list[Element]:
    if not grants:
        return []
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Measure"), 4), Column(say("Stops"), 2), Column(say("Unit price"), 2, right=True)]
    rows = [
        [
            plain(grant["measure"]),
            stop_cell(grant["stop"], setting),
            Cell(danish.kroner(grant["price"], language), under=per_unit(grant["unit"], language)),
        ]
        for grant in grants[:ROWS]
    ]
    return [heading(say("Grants")), table(columns, rows)]


def _day_card(items: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(items, setting)
    columns = [
        Column(say("Case"), 5),
        Column(say("What"), 8),
        Column(say("Date"), 6),
        Column(say("Status"), 6, right=True),
    ]
    rows = [_day_row(item, setting) for item in page.items]
    slots = setting.slots
    other = slots.staff if slots.staff != setting.asker else None
    whose = [person(other, setting) if other else "", slots.team or ""]
    under = [*(plain(part) for part in whose if part), danish.day(setting.today, setting.language)]
    body = [table(columns, rows), *page.note] if rows else []
    return card(say("What is urgent"), under, body, setting, actions=page.actions, wide=True)


def _day_row(item: Mapping[str, Any], setting: Setting) -> list[str | Cell]:
    language = setting.language
    say = words(language).gettext
    if item["what"] == "urgent":
        return [plain(item["case"]), Cell(say("Urgent case"), "Attention", bold=True), "", ""]
    what = rule_title(item["rule"], language) if item["rule"] else say("Grant ends")
    on = dt.date.fromisoformat(item["date"])
    standing = _standing((on - setting.today).days, language)
    return [plain(item["case"]), what, danish.short_day(on, language, setting.today), standing]
