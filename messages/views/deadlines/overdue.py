"""Overdue deadlines, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from messages.cards import Element, card, plain
from messages.labels import about, subject
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines.deadline_list import deadline_table, is_complete, own, page_of_deadlines, whose
from messages.views.groups import most
from messages.words import words
from storage.facts.deadlines.overdue import Overdue, OverdueDeadline


def overdue(facts: Overdue, setting: Setting) -> View:
    """What is past its deadline, the worst first."""
    context = {
        **subject(setting),
        **own(facts, setting),
        "worst": facts.items[0] if facts.items and is_complete(facts) else None,
        "most": most(facts.groups, setting),
    }
    return View("deadlines/overdue", context, _card(facts, setting))


def overdue_table(items: Sequence[OverdueDeadline], setting: Setting) -> Element:
    """Case, deadline, when it was due, days over; nobody by name."""
    return deadline_table(items, setting, words(setting.language).gettext("Days over"))


def _card(facts: Overdue, setting: Setting) -> Element:
    say = words(setting.language).gettext
    body, actions = page_of_deadlines(facts, setting, say("Days over"))
    # What is overdue is never narrowed to a case.
    under = [plain(part) for part in (whose(facts, setting), *about(setting))]
    return card(say("Overdue deadlines"), under, body, setting, actions=actions, wide=True)
