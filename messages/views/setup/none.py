"""Outside the bot's field, or in it but in no export: says so and offers the nearest questions."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from messages.views.setup.offers import FIRST_STEPS, offers, titles, worth_asking
from storage.facts.setup.none import Nearest


def none(facts: Nearest, setting: Setting) -> View:
    """The nearest questions, else the first steps."""
    names, missing = worth_asking(facts.suggestions or FIRST_STEPS), facts.absent
    instead = None if missing is None or missing.instead is None else missing.instead.told_in(setting.language)
    topic = "" if missing is None else missing.said.told_in(setting.language)
    context = {"titles": titles(names, setting), "topic": topic, "instead": instead}
    return View("setup/none", context, offers(names, {}, setting))
