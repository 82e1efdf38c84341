"""What leaders and coordinators get in person each month: the young people who come of age."""

from __future__ import annotations

from collections import Counter

from messages import danish
from messages.cards import Element, button, card, paged, under_title
from messages.labels import schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.views.children.transitions import transition_table, turned
from messages.words import words
from storage.facts.children.transition_watch import TransitionWatch


def transition_watch(facts: TransitionWatch, setting: Setting) -> View:
    """Who turns 16, 17½ or 18 in the coming year, the next first, and for whom what is due then is late."""
    items = facts.items
    ages = Counter(item.age for item in items)
    context = {
        "young": len({item.case for item in items}),
        "turned": danish.listing([turned(years, n, setting) for years, n in sorted(ages.items())], setting.language),
        "late": len({item.case for item in items if item.status == "overdue"}),
    }
    return View("children/transition_watch", context, _card(facts, setting))


def _card(facts: TransitionWatch, setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(facts.items, setting)
    body = [*([transition_table(page.items, setting)] if page.items else []), *page.note]
    slots = {"team": facts.teams[0]} if len(facts.teams) == 1 else {}
    offers = [button(say("See everyone"), "transitions", slots)] if facts.total else []
    title = schedule_kind("transition_watch", setting.language)
    return card(title, under_title(facts.teams, setting), body, setting, actions=offers, wide=True)
