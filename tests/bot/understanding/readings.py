"""What is read in a text before any question is answered: its mentions, and the slots of one question."""

from __future__ import annotations

from bot.understanding.mentions import Mentions, find_mentions
from bot.understanding.names import Gazetteer
from bot.understanding.slots import Reading, read_slots
from bot.understanding.text import Typed
from storage.rules.slots import Slots
from tests.bot.understanding.sentences import ANNA, NAMES, TODAY


def mentions_of(text: str, names: Gazetteer = NAMES) -> Mentions:
    typed = Typed.of(text)
    return find_mentions(typed, typed.folded, TODAY, names)


def reading(text: str, question: str, names: Gazetteer = NAMES) -> Reading:
    return read_slots(mentions_of(text, names), question, names, ANNA)


def slots(text: str, question: str, names: Gazetteer = NAMES) -> Slots:
    return reading(text, question, names).slots
