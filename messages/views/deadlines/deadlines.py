"""Overdue and coming deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table, text
from messages.labels import about, person, rule_title, subject
from messages.setting import Setting
from messages.view import View
from messages.views.groups import groups_of, most, page_of_groups
from messages.words import words

SOON_DAYS = 3
"""A deadline this close is marked."""


def overdue(facts: Mapping[str, Any], setting: Setting) -> View:
    """What is past its deadline, the worst first."""
    context = {
        **subject(setting),
        **_own(facts, setting),
        "worst": _foremost(facts),
        "most": most(groups_of(facts), setting),
    }
    return View(
        "deadlines/overdue", context, _card(facts, setting, words(setting.language).gettext("Overdue deadlines"))
    )


def upcoming(facts: Mapping[str, Any], setting: Setting) -> View:
    """What falls due in a period, the first first."""
    slots = setting.slots
    first = _foremost(facts)
    context = {
        **subject(setting),
        **_own(facts, setting),
        "first": first,
        "on": danish.named_day(_date(first["due"]), setting.language, setting.today) if first else "",
        "days_over": -first["days_left"] if first else 0,
        "period": slots.span,
        "when": danish.in_period(*slots.span, setting.language),
        "case": slots.case,
        "one_day": slots.period is not None and slots.span[0] == slots.span[1],
        "most": most(groups_of(facts), setting),
    }
    return View(
        "deadlines/upcoming", context, _card(facts, setting, words(setting.language).gettext("Coming deadlines"))
    )


def overdue_table(items: Sequence[Mapping[str, Any]], setting: Setting, *, named: bool = False) -> Element:
    """Case, deadline, when it was due, days over; with `named` the caseworker under the deadline."""
    return _table(items, setting, words(setting.language).gettext("Days over"), _over, named)


def upcoming_table(items: Sequence[Mapping[str, Any]], setting: Setting, *, named: bool = False) -> Element:
    """Case, deadline, due, days left; with `named` the caseworker under the deadline."""
    return _table(items, setting, words(setting.language).gettext("Days left"), _left, named)


def by_rule(totals: Mapping[str, int], setting: Setting) -> list[Element]:
    """A line with the rules and how many of each, the most first; none where no rule has more than one."""
    if max(totals.values(), default=0) < 2:
        return []
    return [text(" · ".join(f"{title} {n}" for title, n in _by_title(totals, setting)), spacing="Small")]


def rule_table(totals: Mapping[str, int], setting: Setting) -> Element:
    """The rules and how many of each, for those who get counts and no list."""
    say = words(setting.language).gettext
    return table([Column(say("Deadline"), 3), Column(say("Number"), 1, right=True)], _by_title(totals, setting))


def _by_title(totals: Mapping[str, int], setting: Setting) -> list[tuple[str, str]]:
    titled = [(rule_title(rule, setting.language), n) for rule, n in totals.items() if n]
    ordered = sorted(titled, key=lambda entry: (-entry[1], entry[0]))
    return [(title, danish.number(n, setting.language)) for title, n in ordered]


def _card(facts: Mapping[str, Any], setting: Setting, title: str) -> Element:
    slots = setting.slots
    late = "in_time_share" in facts
    under = [
        _whose(facts, setting),
        "" if late else slots.case or "",  # what is overdue is never narrowed to a case
        *about(setting),
        "" if late else danish.period(*slots.span, setting.language),
    ]
    if facts.get("groups"):
        body, actions = page_of_groups(groups_of(facts), setting)
    else:
        page = paged(facts["items"], setting)
        drawn = overdue_table if late else upcoming_table
        counted = [rule_table(facts["by_rule"], setting)] if any(facts["by_rule"].values()) else []
        listed = [*by_rule(facts["by_rule"], setting), drawn(page.items, setting, named=_named(facts, setting))]
        body, actions = [*(listed if page.items else counted), *page.note], page.actions
    return card(title, [plain(part) for part in under], body, setting, actions=actions, wide=True)


def _foremost(facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first item, unless some of what is counted may not be listed: one of those could come before it."""
    return facts["items"][0] if facts["items"] and _complete(facts) else None


def _complete(facts: Mapping[str, Any]) -> bool:
    return bool(len(facts["items"]) == facts["total"])


def _own(facts: Mapping[str, Any], setting: Setting) -> dict[str, bool]:
    """Nobody was named, but everything there is is the asker's own: the sentence then says "you"."""
    slots = setting.slots
    return {"you": True} if _all_own(facts, setting) and not (slots.team or slots.case) else {}


def _all_own(facts: Mapping[str, Any], setting: Setting) -> bool:
    owners = {item.get("caseworker") for item in facts["items"]}
    return setting.asker is not None and owners == {setting.asker} and _complete(facts)


def _named(facts: Mapping[str, Any], setting: Setting) -> bool:
    """Whether each row needs its caseworker: the facts tell it, and it is not the same person all the way."""
    asked_for = setting.slots.staff
    told = any("caseworker" in item for item in facts["items"])
    return told and not asked_for and not _all_own(facts, setting)


def _whose(facts: Mapping[str, Any], setting: Setting) -> str:
    slots = setting.slots
    staff, team = slots.staff or (setting.asker if _own(facts, setting) else None), slots.team
    return " · ".join(part for part in (person(staff, setting) if staff else None, team) if part)


def _table(items: Sequence[Mapping[str, Any]], setting: Setting, last: str, days: Any, named: bool) -> Element:
    say = words(setting.language).gettext
    # The widths keep case numbers and dates on one line in a narrow card.
    deadline = say("Deadline and caseworker") if named else say("Deadline")
    columns = [Column(say("Case"), 5), Column(deadline, 9), Column(say("Due"), 6), Column(last, 5, right=True)]
    return table(columns, [_row(item, setting, days(item, setting), named) for item in items])


def _row(item: Mapping[str, Any], setting: Setting, days: Cell, named: bool) -> list[str | Cell]:
    due = danish.short_day(_date(item["due"]), setting.language, setting.today)
    who = plain(person(item.get("caseworker"), setting)) if named else None
    return [plain(item["case"]), Cell(rule_title(item["rule"], setting.language), under=who), due, days]


def _over(item: Mapping[str, Any], setting: Setting) -> Cell:
    return Cell(danish.number(item["days_overdue"], setting.language), "Attention", bold=True)


def _left(item: Mapping[str, Any], setting: Setting) -> Cell:
    left = item["days_left"]
    if left < 0:
        return Cell(danish.number(left, setting.language), "Attention", bold=True)
    if left == 0:
        return Cell(words(setting.language).gettext("today"), bold=True)
    written = danish.number(left, setting.language)
    return Cell(written, bold=left <= SOON_DAYS)


def _date(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
