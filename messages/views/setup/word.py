"""What words of the office mean."""

from __future__ import annotations

from messages.cards import Element, card, plain, quiet, text
from messages.labels import question
from messages.setting import Setting
from messages.view import View
from messages.views.setup.offers import question_buttons
from storage.facts.setup.word import Word
from storage.rules.questions import HELP
from storage.rules.terms import TERMS

EXAMPLES = ("milestone", "reported_done", "committed", "ladder")


def word(facts: Word, setting: Setting) -> View:
    """Each word and its meaning; without any, some words that can be explained."""
    language = setting.language
    if not facts.items:
        return View("setup/word", {"told": "", "known": [TERMS[name].title.told_in(language) for name in EXAMPLES]})
    meanings = [(one.term[:1].upper() + one.term[1:], one.meaning) for one in facts.items]
    body: list[Element] = []
    for term, meaning in meanings:
        body += [text(plain(term), weight="Bolder", spacing="Medium"), quiet(plain(meaning))]
    context = {"told": " ".join(f"{term}: {meaning}" for term, meaning in meanings), "known": []}
    actions = question_buttons([HELP], {}, setting)
    return View(
        "setup/word", context, card(question("word", language), [], body, setting, actions=actions, dated=False)
    )
