"""The language the bot answers in."""

from __future__ import annotations

from dataclasses import replace

from messages.cards import Element, button, card
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.setup.language import SpokenLanguage


def language(facts: SpokenLanguage, setting: Setting) -> View:
    """Which language the bot answers in, and a button for the other."""
    now = facts.language
    spoken = replace(setting, language=now)
    title = words(now).gettext("Language")
    drawn = card(title, [], [], spoken, actions=switch(now, spoken), dated=False)
    return View("setup/language", {"now": now}, drawn, language=now)


def switch(now: str, setting: Setting) -> list[Element]:
    """The button for the other language."""
    say = words(setting.language).gettext
    other = ("da", say("Answer in Danish")) if now == "en" else ("en", say("Answer in English"))
    return [button(other[1], "language", language=other[0])]
