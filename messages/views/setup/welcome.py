"""The first words, in a chat or in a channel."""

from __future__ import annotations

from collections.abc import Sequence

from messages.cards import Element, button, buttons, card
from messages.labels import question_of_all
from messages.setting import Setting
from messages.view import View
from messages.views.sending.channel import choosing
from messages.views.setup.offers import FIRST_STEPS, question_buttons
from messages.words import words
from storage.facts.setup.welcome import UNKNOWN, WelcomeFacts, WelcomeInPerson, WelcomeToChannel
from storage.rules.questions import CHANNEL


def welcome(facts: WelcomeFacts, setting: Setting) -> View:
    """The first words in a personal chat, by the person's role, or in a team's channel.

    It offers nothing that would be refused: a person who is not in the list of staff gets words alone, and so does a
    shared channel that nobody has confirmed.
    """
    if isinstance(facts, WelcomeToChannel):
        context = {"channel": True, "who": None, "name": None, "team_name": facts.team}
        drawn = None if facts.unconfirmed is not None else _card(*_in_channel(facts, setting), setting)
        return View("setup/welcome", context, drawn)
    context = {"channel": False, "who": facts.role, "team_name": None, "unconfirmed": None}
    drawn = None if facts.role == UNKNOWN else _card(*_in_person(facts, setting), setting)
    return View("setup/welcome", context, drawn)


def _card(body: list[Element], actions: list[Element], setting: Setting) -> Element:
    title = words(setting.language).gettext("Welcome to Sagspuls")
    return card(title, [], body, setting, actions=actions, dated=False)


def _in_person(facts: WelcomeInPerson, setting: Setting) -> tuple[list[Element], list[Element]]:
    if facts.questions:
        return _first_steps(facts.questions, setting), []
    return [], question_buttons(FIRST_STEPS, {}, setting)


def _in_channel(facts: WelcomeToChannel, setting: Setting) -> tuple[list[Element], list[Element]]:
    """The first steps in a team's channel; else the list of teams to choose from, or a button to ask for it."""
    if facts.team:
        return [], question_buttons(FIRST_STEPS, {}, setting)
    if facts.choices:
        return choosing(facts.choices, None, setting)
    return [], question_buttons([CHANNEL], {}, setting)


def _first_steps(names: Sequence[str], setting: Setting) -> list[Element]:
    """Buttons for somebody's own chat, without a channel or a case: each shows everything."""
    offers = [button(question_of_all(name, setting.language), name) for name in names]
    rows = [offers[start : start + 2] for start in range(0, len(offers), 2)]  # three would be cut off
    return [buttons(row, spacing="Small") for row in rows]
