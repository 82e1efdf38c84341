"""What a word of the office, or of the bot, means."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.setup.word import Word, WordMeaning
from storage.rules.terms import TERMS


async def answer(ask: Ask) -> Word:
    """The meaning of each word that the text names, in its order."""
    found = [TERMS[name] for name in ask.particulars.terms]
    told = tuple(WordMeaning(one.title.told_in(ask.language), one.meaning.told_in(ask.language)) for one in found)
    if not told:
        return Word(None, None, ())
    return Word(told[0].term, told[0].meaning, told)
