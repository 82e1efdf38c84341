"""How a condition is told: its words on a line of their own, and where they stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from messages import danish
from messages.cards import plain
from messages.period_words import in_days
from messages.setting import Setting
from messages.words import words
from storage.rules.conditions import Between, Condition, CountedKind

MANY = 2


class PlaceInSentence(Enum):
    """Where in a sentence the words of a condition stand, seen from the noun: 12 røde sager (…) i Team Nord med …"""

    BEFORE = "before"
    NOTE = "note"
    PLACE = "place"
    AFTER = "after"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """`line`: on its own, "Team Nord"; `said`: in a sentence, "i Team Nord"; `own`: not of a case, but its."""

    line: str
    said: str
    stands: PlaceInSentence
    own: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One condition of what is counted, `n` of them, in the words of the setting's language."""

    one: Condition
    kind: CountedKind
    setting: Setting
    n: int = MANY

    @property
    def language(self) -> str:
        return self.setting.language

    @property
    def when(self) -> str:
        """The days it looks at, with a space before: " i november 2026"; nothing where it looks at none."""
        period = self.one.period
        when = "" if period is None else in_days(period, self.language)
        return f" {when}" if when else ""

    def either(self, titles: Sequence[str]) -> str:
        return danish.listing([plain(title) for title in titles], self.language, either=True)


def denied(text: str, language: str) -> str:
    """ikke røde; undtagen ikke gennemgåede"""
    say = words(language).gettext
    return say("except %(words)s", words=text) if _is_negative(text, language) else say("not %(words)s", words=text)


def _is_negative(text: str, language: str) -> bool:
    return text.startswith("ikke " if language == "da" else "not ")


def adjective(t: Telling, text: str, *, own: bool = False) -> ConditionWords:
    """`text` stands before the noun; denied it becomes a clause."""
    if not t.one.denied:
        return ConditionWords(text, text, PlaceInSentence.BEFORE, own)
    return ConditionWords(denied(text, t.language), that_are(t, text), PlaceInSentence.CLAUSE, own)


def that_are(t: Telling, text: str) -> str:
    say_many = words(t.language).ngettext
    if not t.one.denied:
        return say_many("that is %(words)s", "that are %(words)s", t.n, words=text)
    if _is_negative(text, t.language):
        return denied(text, t.language)
    return say_many("that is not %(words)s", "that are not %(words)s", t.n, words=text)


def after(t: Telling, text: str, text_denied: str, *, own: bool = False) -> ConditionWords:
    """A phrase with a denial of its own, which stands after the noun."""
    line = text_denied if t.one.denied else text
    return ConditionWords(line, line, PlaceInSentence.AFTER, own)


def note(t: Telling, text: str) -> ConditionWords:
    """What is counted by its kind: in brackets after the noun."""
    line = denied(text, t.language) if t.one.denied else text
    return ConditionWords(line, line, PlaceInSentence.NOTE, own=True)


def numbered(between: Between, language: str) -> str:
    """5, 5-6, 5 eller højere, 2 eller lavere"""
    say, low, high = words(language).gettext, between.low, between.high
    if low is None:
        return say("%(number)s or lower", number=high)
    if high is None:
        return say("%(number)s or higher", number=low)
    return str(low) if low == high else f"{low}-{high}"
