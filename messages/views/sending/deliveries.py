"""What was sent: who got it and when. What failed or may not have arrived comes first, with what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, button, buttons, card, heading, paged, plain, quiet, table
from messages.cards import text as line
from messages.delivery_words import counted, state, way_on, why
from messages.labels import person, question, schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.sending.deliveries import Deliveries, DeliveryRow
from storage.rules.sending.delivery_states import DeliveryState

WITH_BUTTONS = 5
"""At most so many troubled deliveries have their own buttons; more would make the card too big for Teams."""


def deliveries(facts: Deliveries, setting: Setting) -> View:
    """What was sent in a period, and the first thing that somebody has to look at."""
    first = next((item for item in facts.items if item.needs_somebody), None)
    context = {
        "when": danish.in_period(facts.since, facts.until, setting.language),
        "counts": [counted(word, n, setting.language) for word, n in facts.by_state.items()],
        "all_sent": facts.by_state.keys() <= {DeliveryState.SENT},
        "first": _in_words(first, setting, may_act=facts.may_act) if first else None,
    }
    return View("sending/deliveries", context, _card(facts, setting))


def _in_words(item: DeliveryRow, setting: Setting, *, may_act: bool) -> dict[str, Any]:
    """One delivery in the words of a sentence; `uncertain` if nobody knows whether it arrived."""
    return {
        "kind": schedule_kind(item.kind, setting.language),
        "target": _target(item, setting),
        "uncertain": item.state == DeliveryState.UNCERTAIN,
        "why": why(item.last_error, setting.language),
        "way_on": way_on(item.state, item.last_error, setting.language, may_act=may_act),
    }


def _card(facts: Deliveries, setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(facts.items, setting)
    troubled = [item for item in page.items if item.needs_somebody]
    others = [item for item in page.items if not item.needs_somebody]
    body: list[Element] = []
    if troubled:
        body.append(heading(say("Failed or uncertain")))
        body += [
            _troubled(item, setting, may_act=facts.may_act, buttoned=n < WITH_BUTTONS)
            for n, item in enumerate(troubled)
        ]
    if others:
        body += [heading(say("The others"))] if troubled else []
        body.append(_table(others, setting))
    under = [danish.period(facts.since, facts.until, setting.language)]
    reminders = button(question("reminders", setting.language), "reminders")
    actions = [*page.actions, reminders]
    return card(say("What was sent"), under, [*body, *page.note], setting, actions=actions, wide=True, dated=False)


def _troubled(item: DeliveryRow, setting: Setting, *, may_act: bool, buttoned: bool) -> Element:
    say = words(setting.language).gettext
    reason = why(item.last_error, setting.language)
    standing = state(item.state, setting.language)
    items = [
        line(plain(_target(item, setting)), weight="Bolder"),
        quiet(" · ".join([_what(item, setting), _at(item, setting)])),
        line(f"{standing}: {reason}" if reason else standing, color="Attention", spacing="Small"),
        line(way_on(item.state, item.last_error, setting.language, may_act=may_act), spacing="None"),
    ]
    if may_act and buttoned:
        sending = [("resend", say("Send again"))] if item.written else []
        offers = [*sending, ("give_up", say("Give up"))]
        slots = setting.slots.as_json()
        asked = [button(title, "deliveries", slots, do=do, delivery=item.id) for do, title in offers]
        items.append(buttons(asked))
    return {"type": "Container", "items": items, "separator": True, "spacing": "Medium"}


def _table(items: Sequence[DeliveryRow], setting: Setting) -> Element:
    say = words(setting.language).gettext
    columns = [Column(say("To"), 6), Column(say("When"), 5), Column(say("Status"), 5, right=True)]
    return table(columns, [_row(item, setting) for item in items])


def _row(item: DeliveryRow, setting: Setting) -> list[str | Cell]:
    to = Cell(plain(_target(item, setting)), under=_what(item, setting))
    return [to, _at(item, setting), Cell(state(item.state, setting.language), under=_note(item, setting))]


def _note(item: DeliveryRow, setting: Setting) -> str | None:
    """What the state alone does not say: that it was sent again, how many attempts it took, or why it failed."""
    say, language = words(setting.language), setting.language
    if item.resent_as is not None:
        return say.gettext("Sent again")
    if item.attempts > 1:
        return say.ngettext("%(number)s attempt", "%(number)s attempts", item.attempts, number=item.attempts)
    return why(item.last_error, language)


def _target(item: DeliveryRow, setting: Setting) -> str:
    return person(item.staff, setting) if item.staff is not None else item.target


def _what(item: DeliveryRow, setting: Setting) -> str:
    """Ugebrev · uge 48"""
    return f"{schedule_kind(item.kind, setting.language)} · {_run(item.period, setting)}"


def _run(period: str, setting: Setting) -> str:
    """The week, month or day that it went out for: 2026-W48, 2026-11 or 2026-11-23."""
    language = setting.language
    if "W" in period:
        number = period.partition("W")[2].lstrip("0")
        return words(language).gettext("week %(number)s", number=number)
    if period.count("-") == 1:
        return danish.whole_month(dt.date.fromisoformat(f"{period}-01"), language)
    return danish.short_day(dt.date.fromisoformat(period), language, setting.today)


def _at(item: DeliveryRow, setting: Setting) -> str:
    return danish.short_moment(item.at, setting.language, setting.zone, setting.today)
