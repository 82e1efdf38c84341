"""What is most urgent for one person."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, card, paged, plain, table
from messages.labels import person, rule_title
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines.deadline_list import standing
from messages.words import words
from storage.facts.deadlines.my_day import MyDay, Pressing

ROWS = 15
"""Three of each of the five kinds."""


def my_day(facts: MyDay, setting: Setting) -> View:
    """What is most urgent."""
    return View("deadlines/my_day", {}, _card(facts.items, setting))


def _card(items: Sequence[Pressing], setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(items, setting, rows=ROWS)
    columns = [
        Column(say("Case"), 5),
        Column(say("What"), 8),
        Column(say("Date"), 6),
        Column(say("Status"), 6, right=True),
    ]
    rows = [_row(item, setting) for item in page.items]
    slots = setting.slots
    other = slots.staff if slots.staff != setting.asker else None
    whose = [person(other, setting) if other else "", slots.team or ""]
    under = [*(plain(part) for part in whose if part), danish.day(setting.today, setting.language)]
    body = [table(columns, rows), *page.note] if rows else []
    return card(say("What is urgent"), under, body, setting, actions=page.actions, wide=True)


def _row(item: Pressing, setting: Setting) -> list[str | Cell]:
    language = setting.language
    say = words(language).gettext
    if item.date is None:
        return [plain(item.case), Cell(say("Urgent case"), "Attention", bold=True), "", ""]
    day = danish.short_day(item.date, language, setting.today)
    if item.what == "new":
        return [plain(item.case), say("New case"), day, ""]
    what = rule_title(item.rule, language) if item.rule else say("Grant ends")
    return [plain(item.case), what, day, standing((item.date - setting.today).days, language)]
