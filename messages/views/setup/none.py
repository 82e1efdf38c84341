"""Outside the bot's field: says so and offers the nearest questions."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from messages.views.setup.offers import FIRST_STEPS, offers, titles, worth_asking
from storage.facts.setup.none import Nearest


def none(facts: Nearest, setting: Setting) -> View:
    """The nearest questions, else the first steps."""
    names = worth_asking(facts.suggestions or FIRST_STEPS)
    return View("setup/none", {"titles": titles(names, setting)}, offers(names, {}, setting))
