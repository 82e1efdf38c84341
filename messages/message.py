"""A Message: the text that a person reads, the card that Teams draws, and the facts behind both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from messages import danish
from messages.cards import fitted, in_its_language
from messages.import_words import in_words
from messages.literal import literal
from messages.prose import render
from messages.setting import Setting
from messages.views import VIEWS
from messages.words import words
from storage.facts.fact import Facts
from storage.rules.inert import one_line
from storage.rules.questions import RECORDS

__all__ = ["Message", "Setting", "message"]

BUTTONS = 6
"""Teams shows no more in one card."""
NOT_BY_PERSON = frozenset(f"answers/{one.id}" for one in RECORDS.values() if not one.by_person)
"""Answers whose figures are never one person's: if the question names somebody, the text must not sound like it."""


@dataclass(frozen=True, slots=True)
class Message:
    """`text`: plain Danish or English, one to three sentences; `card`: an Adaptive Card 1.5 or None; `facts`: JSON."""

    text: str
    card: dict[str, Any] | None
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The form frozen in a delivery, its card as it goes out."""
        return {"text": self.text, "card": self.sent_card, "facts": self.facts}

    @property
    def sent_card(self) -> dict[str, Any] | None:
        """The card as it goes out: what it sends carries its language."""
        return None if self.card is None else in_its_language(self.card)


def message(name: str, facts: Facts, setting: Setting) -> Message:
    """The message `name` (a key of `messages.views.VIEWS`), made from these facts and this setting alone.

    The text is plain: post it as plain text, since
    data values in it are not escaped for Markdown. What is wrong with rows of an import comes as codes and is kept in
    words. Raises KeyError for a name that no view answers to.
    """
    names_nobody = name not in NOT_BY_PERSON or not setting.slots.staff
    if not names_nobody:
        setting = replace(setting, slots=replace(setting.slots, staff=None))
    language = setting.language
    facts = in_words(facts, language)
    view = VIEWS[name](facts, setting)
    language = view.language or setting.language
    text = render(view.template, {**facts.values(), **view.context}, language)
    if setting.any_found is not None:
        text = f"{_yes_or_no(setting.any_found, language)} {text}"
    if not names_nobody:
        unnarrowed = words(language).gettext("The figures are not kept by person.")
        text = f"{text} {unnarrowed}"
    if setting.passed_over is not None:
        text = f"{text} {_passed_over(*setting.passed_over, setting.today, language)}"
    if setting.unread:
        text = f"{text} {_unread(setting.unread, language)}"
    return Message(text, None if view.card is None else fitted(literal(view.card)), facts.as_json())


def joined(first: Message, second: Message) -> Message:
    """Two answers as one message: the second below the first, in words and in the card; the facts are the first's."""
    cards = [one.card for one in (first, second) if one.card is not None]
    return replace(first, text=f"{first.text}\n\n{second.text}", card=_one_card(cards))


def _one_card(cards: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    if len(cards) < 2:
        return cards[0] if cards else None
    upper, lower = cards
    head, *rest = lower["body"]
    apart = {**head, "separator": True, "spacing": "ExtraLarge"}
    actions = [*upper.get("actions", []), *lower.get("actions", [])][:BUTTONS]
    both = {**lower, **upper, "body": [*upper["body"], apart, *rest], "actions": actions}
    return fitted(both if actions else {name: value for name, value in both.items() if name != "actions"})


def _yes_or_no(is_so: bool, language: str) -> str:
    say = words(language).gettext
    return say("Yes, there are.") if is_so else say("No, there are none.")


def _unread(unread: Sequence[str], language: str) -> str:
    """The words of the question that the answer leaves out."""
    left_out = danish.listing([one_line(word) for word in unread], language)
    return words(language).gettext("I have left this out: %(words)s.", words=left_out)


def _passed_over(start: dt.date | None, end: dt.date | None, today: dt.date, language: str) -> str:
    """What the figures are of, where another time was asked for."""
    return words(language).gettext(
        "The figures are as of %(day)s. I cannot show what they are %(period)s.",
        day=danish.day(today, language),
        period=danish.in_period(start, end, language),
    )
