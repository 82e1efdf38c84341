"""Coming deadlines, the earliest first."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Element, card, plain
from messages.labels import about, subject
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines.deadline_list import deadline_table, is_complete, own, page_of_deadlines, whose
from messages.views.groups import most
from messages.words import words
from storage.facts.deadlines.upcoming import Upcoming, UpcomingDeadline


def upcoming(facts: Upcoming, setting: Setting) -> View:
    """What falls due in a period, the earliest first."""
    slots = setting.slots
    first = facts.items[0] if facts.items and is_complete(facts) else None
    context = {
        **subject(setting),
        **own(facts, setting),
        "first": first,
        "on": danish.named_day(first.due, setting.language, setting.today) if first else "",
        "days_over": -first.days_left if first else 0,
        "period": slots.span,
        "when": danish.in_period(*slots.span, setting.language),
        "case": slots.case,
        "one_day": slots.period is not None and slots.span[0] == slots.span[1],
        "most": most(facts.groups, setting),
    }
    return View("deadlines/upcoming", context, _card(facts, setting))


def upcoming_table(items: Sequence[UpcomingDeadline], setting: Setting) -> Element:
    """Case, deadline, due, days left; nobody by name."""
    return deadline_table(items, setting, words(setting.language).gettext("Days left"))


def _card(facts: Upcoming, setting: Setting) -> Element:
    say, slots = words(setting.language).gettext, setting.slots
    body, actions = page_of_deadlines(facts, setting, say("Days left"))
    period = danish.period(*slots.span, setting.language)
    under = [plain(part) for part in (whose(facts, setting), slots.case or "", *about(setting), period)]
    return card(say("Coming deadlines"), under, body, setting, actions=actions, wide=True)
