"""The language the bot speaks to the asker."""

from __future__ import annotations

import re

from bot.question import Ask, Facts
from bot.questions.plain import PlainFacts
from storage.queries import people

WORDS = {
    "en": re.compile(r"\b(engelsk|english)\b", re.IGNORECASE),
    "da": re.compile(r"\b(dansk|danish)\b", re.IGNORECASE),
}


async def answer(ask: Ask) -> Facts:
    """Remember the language named; where none is, tell the one in use."""
    wanted = _wanted(ask)
    if wanted is not None:
        await people.speak(ask.session, ask.asker.id, wanted)
    return PlainFacts({"language": wanted or ask.language})


def _wanted(ask: Ask) -> str | None:
    chosen = ask.form.get("language")
    if isinstance(chosen, str) and chosen in WORDS:
        return chosen
    # "from Danish to English" names both: the last one named is meant.
    named = [(match.end(), code) for code, words in WORDS.items() for match in words.finditer(ask.text)]
    return max(named)[1] if named else None
