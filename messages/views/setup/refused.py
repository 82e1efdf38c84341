"""Why somebody gets no answer."""

from __future__ import annotations

from messages.cards import card, link
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.setup.refused import Refused
from storage.rules.access import Refusal


def refused(facts: Refused, setting: Setting) -> View:
    """Why there is no answer, and the way on: to a private chat by a button."""
    say = words(setting.language).gettext
    if facts.refused is not Refusal.WRONG_PLACE or setting.private_chat is None:
        return View("setup/refused")
    actions = [link(say("Ask me there"), setting.private_chat)]
    return View("setup/refused", card=card(say("Private chat"), [], [], setting, actions=actions, dated=False))


def unknown_person(_facts: Refused, _setting: Setting) -> View:
    """That nobody knows who asks."""
    return View("setup/unknown_person")
