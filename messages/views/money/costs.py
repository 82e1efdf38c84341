"""The dearest cases, what a measure or a case type costs, and the weight of each caseworker's cases in kroner."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, figures, heading, paged, plain, quiet, table
from messages.charts import Bar, bars
from messages.labels import subject, under_answer
from messages.parts import worked_out
from messages.scale import Scale, scale, short
from messages.setting import Setting
from messages.view import View
from messages.views.groups import group_heading, group_name
from messages.words import words
from storage.facts.money.costs import CostOfGroup, CostPart, Costs, DearCase, RefundBand


def costs(facts: Costs, setting: Setting) -> View:
    """What the cases cost in a year, the dearest of them, and what the state refunds."""
    slots = setting.slots
    over = slots.over
    groups = facts.groups or ()
    context = {
        "one_measure": bool(setting.slots.measure),
        **subject(setting),
        "year": str(facts.year),
        "costly": facts.cases,
        "dearest": facts.items[0] if facts.items else None,
        "dearest_first": setting.dearest_first
        and facts.cases > 1
        and bool(facts.items)
        and not groups
        and over is None,
        "limit": facts.threshold,
        "limit_year": _limit_year(facts),
        "over": over,
        "heaviest": _heaviest(groups, setting) if len(groups) > 1 else None,
    }
    return View("money/costs", context, _card(facts, setting))


def _limit_year(facts: Costs) -> str:
    """The year of the refund's limits, if this year's limits are not known."""
    known = facts.threshold_year
    return "" if known == facts.year else str(known)


def _heaviest(groups: Sequence[CostOfGroup], setting: Setting) -> dict[str, Any]:
    return {"name": group_name(groups[0].key, setting), "total": groups[0].total}


def _card(facts: Costs, setting: Setting) -> Element:
    say = words(setting.language).gettext
    listed, actions = _weights(facts.groups, setting) if facts.groups else _dearest(facts.items, setting)
    shown = [_figures(facts, setting), *listed, *_note(facts, setting)] if facts.cases else []
    body = [*shown, *worked_out(_parts_in_words(facts, setting), _titles(setting), setting)]
    titled = under_answer(setting, str(facts.year))
    title = say("Weight of cases in kroner") if facts.groups else say("Dearest cases")
    return card(title, titled, body, setting, actions=actions, wide=True)


def _dearest(items: Sequence[DearCase], setting: Setting) -> tuple[list[Element], list[Element]]:
    """The page of cases that the setting asks for: the body of the card, and the buttons under it."""
    page = paged(items, setting)
    return [*([_table(page.items, setting)] if page.items else []), *page.note], page.actions


def _weights(groups: Sequence[CostOfGroup], setting: Setting) -> tuple[list[Element], list[Element]]:
    """The page of groups that the setting asks for, in the same form."""
    page = paged(groups, setting)
    return [*_weight(page.items, setting), *page.note], page.actions


def _figures(facts: Costs, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    limit = danish.kroner(facts.threshold, language)
    shown: list[tuple[str, str, Cell | None]] = [
        (short(facts.total, language), say("In the year"), None),
        (danish.number(facts.cases, language), say("Cases"), None),
        (danish.number(facts.refunded, language), say("Above %(limit)s", limit=limit), None),
    ]
    return figures(shown)


def _note(facts: Costs, setting: Setting) -> list[Element]:
    """That the limits of the refund are an older year's."""
    if not _limit_year(facts):
        return []
    say = words(setting.language).gettext
    note = say("The limits of the state refund are those of %(known)s, the latest known.", known=_limit_year(facts))
    return [quiet(note, spacing="Small")]


def _table(items: Sequence[DearCase], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Case"), 2),
        Column(say("Yearly cost"), 2, right=True),
        Column(say("State refund"), 2, right=True),
    ]
    rows = [
        [plain(item.case), *(_kroner(amount, language) for amount in (item.yearly_cost, item.refund))] for item in items
    ]
    return table(columns, rows)


def _kroner(amount: Decimal, language: str) -> str:
    return danish.kroner(amount, language) if amount else "–"


def _weight(groups: Sequence[CostOfGroup], setting: Setting) -> list[Element]:
    """What the cases of each caseworker, team or type weigh in kroner, as bars, with a table for clients without."""
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(group_heading(setting), 3), Column(say("Cases"), 1, right=True)]
    columns += [Column(say("Yearly cost"), 2, right=True)]
    rows = [
        [
            plain(group_name(group.key, setting)),
            danish.number(group.cases, language),
            danish.kroner(group.total, language),
        ]
        for group in groups
    ]
    listed = table(columns, rows)
    measured = scale([group.total for group in groups], language)
    title = say("Yearly cost in %(unit)s", unit=measured.unit)
    shown = [_bar(group, measured, setting) for group in groups]
    drawn = bars(title, shown, setting, x_title=group_heading(setting), y_title=measured.unit)
    return [heading(title), {**drawn, "fallback": listed}] if drawn else [listed]


def _bar(group: CostOfGroup, measured: Scale, setting: Setting) -> Bar:
    cases = danish.count(group.cases, "case", setting.language)
    return Bar(group_name(group.key, setting), measured.of(group.total), cases)


def _parts_in_words(facts: Costs, setting: Setting) -> list[dict[str, Any]]:
    """The parts with their counts in words; nothing where nothing costs anything."""
    return [_part(part, setting) for part in facts.parts] if facts.cases else []


def _part(part: RefundBand | CostPart, setting: Setting) -> dict[str, Any]:
    language = setting.language
    if isinstance(part, RefundBand):
        return _band(part, setting)
    counted = danish.count(part.count, "case" if part.what in ("cases", "refund") else "grant", language)
    return {"what": part.what, "amount": part.amount, "text": counted}


def _band(band: RefundBand, setting: Setting) -> dict[str, Any]:
    say, language = words(setting.language).gettext, setting.language
    share, limit = danish.percent(float(band.pct), language), danish.kroner(band.above, language)
    named = say("Refund: %(share)s of what is above %(limit)s", share=share, limit=limit)
    counted = danish.count(band.count, "case", language)
    excess = say("of %(excess)s in %(cases)s", excess=danish.kroner(band.excess, language), cases=counted)
    return {"what": named, "amount": band.amount, "text": excess}


def _titles(setting: Setting) -> dict[str, str]:
    say = words(setting.language).gettext
    return {
        "døgn": say("Grants priced by the day"),
        "uge": say("Grants priced by the week"),
        "måned": say("Grants priced by the month"),
        "time": say("Grants priced by the hour"),
        "gang": say("Grants paid once"),
        "cases": say("Cases with cost in the year"),
        "refund": say("State refund together"),
    }
