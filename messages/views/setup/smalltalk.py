"""A greeting, a thank you."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from messages.views.setup.offers import FIRST_STEPS, offers, worth_asking
from storage.facts.setup.smalltalk import Courtesy


def smalltalk(facts: Courtesy, setting: Setting) -> View:
    """A greeting offers the first steps; a thank you wants no card."""
    if facts.thanks or facts.fine:
        return View("setup/smalltalk")
    return View("setup/smalltalk", card=offers(worth_asking(FIRST_STEPS), {}, setting))
