"""Asking back: which of two questions, or which of two people, was meant."""

from __future__ import annotations

from messages.cards import button, card
from messages.setting import Setting
from messages.view import View
from messages.views.setup.offers import FIRST_STEPS, OFFERS, offers, titles
from messages.words import words
from storage.facts.setup.clarify import AskedBack, Candidate


def clarify(facts: AskedBack, setting: Setting) -> View:
    """Two or three likely questions, or the people of one name, as buttons."""
    slots = setting.slots
    people, names = (facts.candidates or ())[:OFFERS], (facts.suggestions or FIRST_STEPS)[:OFFERS]
    if people:
        # The likeliest question is the one whose person is unclear.
        fitting = [who.staff for who in facts.candidates or ()]
        actions = [button(_person(who), names[0], slots.about(who.staff, fitting).as_json()) for who in people]
        drawn = card(words(setting.language).gettext("Who do you mean?"), [], [], setting, actions=actions, dated=False)
        return View("setup/clarify", {"people": [_person(who) for who in people], "titles": []}, drawn)
    return View(
        "setup/clarify", {"people": [], "titles": titles(names, setting)}, offers(names, slots.as_json(), setting)
    )


def _person(who: Candidate) -> str:
    name = f"{who.name} ({who.team})" if who.team else who.name
    return name if len(name) <= 60 else name[:59] + "…"
