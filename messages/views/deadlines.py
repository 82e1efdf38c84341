"""Overdue and coming deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table, text
from messages.labels import about, case_type, person, rule_title, subject
from messages.setting import Setting
from messages.view import View
from messages.words import words

SOON_DAYS = 3
"""A deadline this close is marked."""


def overdue(facts: Mapping[str, Any], setting: Setting) -> View:
    """What is past its deadline, the worst first."""
    items = facts["items"]
    context = {**subject(setting), "worst": items[0] if items else None, "most": _most(facts, setting)}
    return View("answers/overdue", context, _card(facts, setting, words(setting.language).gettext("Overdue deadlines")))


def upcoming(facts: Mapping[str, Any], setting: Setting) -> View:
    """What falls due in a period, the first first."""
    items, slots = facts["items"], setting.slots or {}
    first = items[0] if items else None
    context = {
        **subject(setting),
        "first": first,
        "on": danish.named_day(_date(first["due"]), setting.language, setting.today) if first else "",
        "days_over": -first["days_left"] if first else 0,
        "period": _period(slots),
        "when": danish.in_period(*_period(slots), setting.language),
        "case": slots.get("case"),
        "one_day": slots.get("period") is not None and _period(slots)[0] == _period(slots)[1],
        "most": _most(facts, setting),
    }
    return View("answers/upcoming", context, _card(facts, setting, words(setting.language).gettext("Coming deadlines")))


def overdue_table(items: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    """Case, deadline, when it was due, days over; the caseworker where the facts name one."""
    return _table(items, setting, words(setting.language).gettext("Days over"), _over)


def upcoming_table(items: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    """Case, deadline, due, days left; the caseworker where the facts name one."""
    return _table(items, setting, words(setting.language).gettext("Days left"), _left)


def by_rule(totals: Mapping[str, int], setting: Setting) -> str:
    """The rules and how many of each, the most first: opfølgning 4 · barnets plan 2"""
    titled = [(rule_title(rule, setting.language), n) for rule, n in totals.items() if n]
    ordered = sorted(titled, key=lambda entry: (-entry[1], entry[0]))
    return " · ".join(f"{title} {danish.number(n, setting.language)}" for title, n in ordered)


def _card(facts: Mapping[str, Any], setting: Setting, title: str) -> Element:
    slots = setting.slots or {}
    under = [_whose(setting), slots.get("case", ""), *about(setting), danish.period(*_period(slots), setting.language)]
    if facts.get("groups"):
        page = paged(facts["groups"], setting)
        body = [group_table(page.items, setting), *page.note]
    else:
        page = paged(facts["items"], setting)
        drawn = overdue_table if "in_time_share" in facts else upcoming_table
        rows = [drawn(page.items, setting)] if page.items else []
        body = [*_summary(facts, setting), *rows, *page.note]
    return card(title, [plain(part) for part in under], body, setting, actions=page.actions, wide=True)


def _summary(facts: Mapping[str, Any], setting: Setting) -> list[Element]:
    line = by_rule(facts["by_rule"], setting)
    return [text(line, spacing="Small")] if line else []


def group_table(groups: Sequence[Mapping[str, Any]], setting: Setting) -> Element:
    """What `group_by` adds to an answer: each group and its total."""
    say = words(setting.language).gettext
    columns = [Column(group_heading(setting), 3), Column(say("Number"), 1, right=True)]
    return table(
        columns,
        [
            [plain(group_name(group["key"], setting)), danish.number(group["total"], setting.language)]
            for group in groups
        ],
    )


def group_heading(setting: Setting) -> str:
    """What the groups are: caseworkers, teams, case types or rules."""
    say = words(setting.language).gettext
    by = (setting.slots or {}).get("group_by")
    titles = {"caseworker": say("Caseworker"), "team": say("Team"), "case_type": say("Case type")}
    return titles.get(by or "", say("Deadline"))


def group_name(key: str | None, setting: Setting) -> str:
    """A group's key as people read it."""
    by = (setting.slots or {}).get("group_by")
    if by == "rule" and key:
        return rule_title(key, setting.language)
    if by == "case_type" and key:
        return case_type(key, setting.language)
    return key if by == "team" and key else person(key, setting)


def _most(facts: Mapping[str, Any], setting: Setting) -> dict[str, Any] | None:
    groups = facts.get("groups") or []
    if not groups:
        return None
    top = max(groups, key=lambda group: group["total"])
    return {"name": group_name(top["key"], setting), "total": top["total"]}


def _whose(setting: Setting) -> str:
    slots = setting.slots or {}
    return person(slots["staff"], setting) if slots.get("staff") else slots.get("team") or ""


def _table(items: Sequence[Mapping[str, Any]], setting: Setting, last: str, days: Any) -> Element:
    say = words(setting.language).gettext
    named = any("caseworker" in item for item in items) and not (setting.slots or {}).get("staff")
    columns = [Column(say("Case"), 2), Column(say("Deadline"), 4)]
    columns += [Column(say("Caseworker"), 3)] if named else []
    columns += [Column(say("Due"), 2), Column(last, 2, right=True)]
    return table(columns, [_row(item, setting, days(item, setting), named) for item in items])


def _row(item: Mapping[str, Any], setting: Setting, days: Cell, named: bool) -> list[str | Cell]:
    due = danish.short_day(_date(item["due"]), setting.language, setting.today)
    who = [plain(person(item.get("caseworker"), setting))] if named else []
    return [plain(item["case"]), rule_title(item["rule"], setting.language), *who, due, days]


def _over(item: Mapping[str, Any], setting: Setting) -> Cell:
    return Cell(danish.number(item["days_overdue"], setting.language), "Attention", bold=True)


def _left(item: Mapping[str, Any], setting: Setting) -> Cell:
    left = item["days_left"]
    if left < 0:
        return Cell(danish.number(left, setting.language), "Attention", bold=True)
    if left == 0:
        return Cell(words(setting.language).gettext("today"), "Warning", bold=True)
    written = danish.number(left, setting.language)
    return Cell(written, "Warning", bold=True) if left <= SOON_DAYS else Cell(written)


def _period(slots: Mapping[str, Any]) -> tuple[dt.date | None, dt.date | None]:
    period = slots.get("period") or {}
    return _maybe(period.get("from")), _maybe(period.get("to"))


def _maybe(value: str | None) -> dt.date | None:
    return _date(value) if value else None


def _date(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
