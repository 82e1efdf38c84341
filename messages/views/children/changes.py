"""Cases without caseworker, and cases that change caseworker again and again."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table
from messages.labels import person, subject, under_answer
from messages.setting import Setting
from messages.view import View
from messages.views.groups import page_of_groups
from messages.words import words
from storage.facts.children.changes import CaseworkerChanges, ChangedCase
from storage.facts.fact import WITHHELD


def changes(facts: CaseworkerChanges, setting: Setting) -> View:
    """How many cases changed hands at least twice in a year, and how many nobody has."""
    slots = setting.slots
    context = {**subject(setting), "team": None if slots.staff else slots.team}
    return View("children/changes", context, _card(facts, setting))


def _card(facts: CaseworkerChanges, setting: Setting) -> Element:
    say = words(setting.language).gettext
    if facts.groups:
        body, actions = page_of_groups(facts.groups, setting)
    else:
        page = paged(facts.items, setting)
        listed = [_table(page.items, setting)] if page.items else []
        body, actions = [*listed, *page.note], page.actions
    return card(say("Changes of caseworker"), under_answer(setting), body, setting, actions=actions, wide=True)


def _table(items: Sequence[ChangedCase], setting: Setting) -> Element:
    say = words(setting.language).gettext
    named = any(item.caseworker is not WITHHELD for item in items)
    columns = [Column(say("Case"), 2), Column(say("Changes in 12 months"), 2, right=True)]
    columns += [Column(say("Caseworker"), 3)] if named else []
    return table(columns, [_row(item, setting, named=named) for item in items])


def _row(item: ChangedCase, setting: Setting, *, named: bool) -> list[str | Cell]:
    row: list[str | Cell] = [plain(item.case), danish.number(item.changes, setting.language)]
    if not named or item.caseworker is WITHHELD:
        return row
    nobody = item.caseworker is None or item.left
    named_as = plain(person(item.caseworker, setting, left=item.left))
    return [*row, Cell(named_as, "Attention" if nobody else None, bold=nobody)]
