"""Buttons with questions, for messages that have no answer to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from messages import danish
from messages.cards import Element, button, card
from messages.labels import question
from messages.setting import Setting
from messages.view import View, Viewer
from messages.words import words
from storage.facts.fact import Nothing
from storage.rules.questions import HELP, RECORDS, placed

FIRST_STEPS = tuple(one.id for one in placed(lambda one: one.first_step))
"""The questions we offer if we know nothing better; each is answered in a private chat and in a channel."""
OFFERS = 3


def first_steps(template: str) -> Viewer:
    """A message whose card offers the first steps."""

    def view(_facts: Nothing, setting: Setting) -> View:
        return View(template, card=offers(worth_asking(FIRST_STEPS), {}, setting))

    return view


def worth_asking(names: Sequence[str]) -> list[str]:
    """The first of the questions that are worth a button."""
    return [name for name in names if RECORDS[name].asks_something][:OFFERS]


def offers(names: Sequence[str], slots: dict[str, Any], setting: Setting) -> Element:
    title = words(setting.language).gettext("You can ask about")
    return card(title, [], [], setting, actions=question_buttons(names, slots, setting), dated=False)


def question_buttons(names: Sequence[str], slots: dict[str, Any], setting: Setting) -> list[Element]:
    return [button(question(name, setting.language), name, slots) for name in names]


def titles(names: Sequence[str], setting: Setting) -> list[str]:
    # "What can I ask?" is a button, but no noun that a sentence could hold.
    return [danish.in_sentence(question(name, setting.language)) for name in names if name != HELP]
