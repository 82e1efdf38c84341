"""One case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from messages import danish
from messages.cards import ROWS, Cell, Column, Element, card, heading, plain, table
from messages.cards import facts as fact_set
from messages.cards import text as line
from messages.labels import case_type, category, per_unit, person, requirement, rule_title, state
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines.case_thing import case_thing
from messages.views.deadlines.deadline_list import standing
from messages.views.money.grants import stop_cell
from messages.words import words
from storage.facts.deadlines.case import CaseCosts, CaseDeadline, CaseGrant, CaseInDetail, Required

NO_DETAIL: dict[str, Any] = dict.fromkeys(
    ("kind", "owner", "place", "listed", "late", "days_over", "next", "lacking", "complete", "reported")
)
"""What the sentences read of a case that is shown for its costs alone."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """An open deadline with its days from D, negative where it is overdue, and its day as a sentence says it."""

    rule: str
    due: dt.date
    days: int
    on: str


def case(facts: CaseInDetail | CaseCosts, setting: Setting) -> View:
    """One case; of a controller's the grants and the cost alone. Asked for one thing of it, that alone."""
    one_thing = None if setting.thing is None else case_thing(facts, setting.thing, setting)
    if one_thing is not None:
        return one_thing
    cost = facts.yearly_cost or None
    detail = _detail(facts, setting) if isinstance(facts, CaseInDetail) else NO_DETAIL
    return View("deadlines/case", {"number": facts.case, "cost": cost, **detail}, _card(facts, setting))


def _detail(facts: CaseInDetail, setting: Setting) -> dict[str, Any]:
    open_ones = _dated(facts.deadlines, setting)
    late = sorted((one for one in open_ones if one.days < 0), key=lambda one: one.days)
    return {
        "kind": danish.in_sentence(case_type(facts.type, setting.language)),
        "owner": person(facts.caseworker, setting) if facts.caseworker else None,
        "place": facts.team,
        "listed": True,
        "late": late,
        "days_over": -late[0].days if late else 0,
        "next": min((one for one in open_ones if one.days >= 0), key=lambda one: one.days, default=None),
        "lacking": [requirement(word, setting.language) for word in facts.missing],
        "complete": not facts.missing,
        "reported": facts.state in ("reported_done", "audited"),
    }


def _dated(deadlines: Sequence[CaseDeadline], setting: Setting) -> list[_Dated]:
    today = setting.today
    return [
        _Dated(one.rule, one.due, (one.due - today).days, danish.named_day(one.due, setting.language, today))
        for one in deadlines
    ]


def _card(facts: CaseInDetail | CaseCosts, setting: Setting) -> Element:
    say = words(setting.language).gettext
    body = _seen_in_detail(facts, setting) if isinstance(facts, CaseInDetail) else _pairs([*_cost(facts, setting)])
    body += _grants(facts.grants, setting)
    parts = [{"what": part.what, "name": part.name, "amount": part.amount} for part in facts.parts]
    body += worked_out(parts, {"grant": say("Cost in the year")}, setting)
    title = say("Case %(number)s", number=plain(facts.case))
    return card(title, [plain(facts.team)] if isinstance(facts, CaseInDetail) else [], body, setting, wide=True)


def _seen_in_detail(facts: CaseInDetail, setting: Setting) -> list[Element]:
    say, language = words(setting.language).gettext, setting.language
    mark = [line(say("Urgent"), color="Attention", weight="Bolder", spacing="Small")] if facts.urgent else []
    pairs = [
        (say("Case type"), plain(case_type(facts.type, language))),
        (say("Caseworker"), plain(person(facts.caseworker, setting))),
    ]
    pairs += [(say("Category"), category(facts.category, language))] if facts.category else []
    pairs += [(say("Status"), state(facts.state, language)), *_cost(facts, setting)]
    return [
        *mark,
        *_pairs(pairs),
        *_deadlines(_dated(facts.deadlines, setting), setting),
        *_checklist(facts.checklist, setting),
    ]


def _pairs(pairs: list[tuple[str, str]]) -> list[Element]:
    return [fact_set(pairs)] if pairs else []


def _cost(facts: CaseInDetail | CaseCosts, setting: Setting) -> list[tuple[str, str]]:
    """What the case costs this year; without grants nothing is known."""
    say, language = words(setting.language).gettext, setting.language
    return [(say("Yearly cost"), danish.kroner(facts.yearly_cost, language))] if facts.yearly_cost else []


def _deadlines(open_ones: Sequence[_Dated], setting: Setting) -> list[Element]:
    if not open_ones:
        return []
    say = words(setting.language).gettext
    columns = [Column(say("Deadline"), 4), Column(say("Due"), 2), Column(say("Status"), 3, right=True)]
    ordered = sorted(open_ones, key=lambda one: one.due)[:ROWS]
    rows: list[list[str | Cell]] = [
        [
            rule_title(one.rule, setting.language),
            danish.short_day(one.due, setting.language, setting.today),
            standing(one.days, setting.language),
        ]
        for one in ordered
    ]
    return [heading(say("Deadlines")), table(columns, rows)]


def _checklist(required: Sequence[Required], setting: Setting) -> list[Element]:
    """Every requirement, with the day it was met last or that it is missing."""
    if not required:
        return []
    say, language = words(setting.language).gettext, setting.language
    met = sum(one.met is not None for one in required)
    title = say(
        "Checklist: %(met)s of %(total)s met",
        met=danish.number(met, language),
        total=danish.number(len(required), language),
    )
    columns = [Column(say("Requirement"), 4), Column(say("Met"), 3, right=True)]
    return [heading(title), table(columns, [_required(one, setting) for one in required])]


def _required(one: Required, setting: Setting) -> list[str | Cell]:
    language = setting.language
    named = plain(requirement(one.requirement, language))
    if one.met is None:
        missing = Cell(words(language).gettext("Missing"), "Attention", bold=True)
        return [Cell(named[:1].upper() + named[1:], bold=True), missing]
    day = danish.short_day(one.met, language, setting.today)
    return [named[:1].upper() + named[1:], Cell(f"✓ {day}", "Good")]


def _grants(grants: Sequence[CaseGrant], setting: Setting) -> list[Element]:
    if not grants:
        return []
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Measure"), 4), Column(say("Stops"), 2), Column(say("Unit price"), 2, right=True)]
    rows = [
        [
            plain(grant.measure),
            stop_cell(grant.stop, setting),
            Cell(danish.kroner(grant.price, language), under=per_unit(grant.unit, language)),
        ]
        for grant in grants[:ROWS]
    ]
    return [heading(say("Grants")), table(columns, rows)]
