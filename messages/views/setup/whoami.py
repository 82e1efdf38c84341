"""Who the bot takes the asker for."""

from __future__ import annotations

from messages import danish
from messages.cards import card, plain
from messages.cards import facts as fact_set
from messages.labels import role
from messages.setting import Setting
from messages.view import View
from messages.views.setup.language import switch
from messages.views.setup.offers import question_buttons
from messages.words import words
from storage.facts.setup.whoami import WhoAmI
from storage.rules.questions import HELP


def whoami(facts: WhoAmI, setting: Setting) -> View:
    """Who the bot takes the person for, and in which language it answers."""
    say, language = words(setting.language).gettext, setting.language
    roles = danish.listing([role(word, language) for word in facts.roles], language)
    leads = danish.listing(facts.leads, language)
    pairs = [(say("Name"), plain(facts.name))]
    pairs += [(say("Team"), plain(facts.team))] if facts.team else []
    pairs += [(say("Role"), roles.capitalize())] if roles else []
    pairs += [(say("Leads"), danish.listing([plain(name) for name in facts.leads], language))] if leads else []
    pairs.append((say("Language"), say("English") if language == "en" else say("Danish")))
    actions = [*switch(language, setting), *question_buttons([HELP], {}, setting)]
    drawn = card(say("Who am I?"), [], [fact_set(pairs)], setting, actions=actions, dated=False)
    return View("setup/whoami", {"role_words": roles, "lead_words": leads}, drawn)
