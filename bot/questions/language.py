"""The language the bot speaks to the asker."""

from __future__ import annotations

from bot.question import Ask
from messages.words import LANGUAGES
from storage.facts.setup.language import SpokenLanguage
from storage.queries import people


async def answer(ask: Ask) -> SpokenLanguage:
    """Remember the named language; if none is named, say which one is in use."""
    wanted = _wanted(ask)
    if wanted is not None:
        await people.speak(ask.session, ask.asker.id, wanted)
    return SpokenLanguage(wanted or ask.language)


def _wanted(ask: Ask) -> str | None:
    chosen = ask.form.get("language")
    if isinstance(chosen, str) and chosen in LANGUAGES:
        return chosen
    return ask.particulars.language
