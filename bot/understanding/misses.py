"""Masks a text that was not understood, so that it can be kept and shown without revealing whom it is about.

Only words of the phrases and lexica are kept as they are: any other word may be a child's name, in small letters and
misspelt.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.understanding import mentions
from bot.understanding.classifier import Model
from bot.understanding.mentions import find_mentions
from bot.understanding.names import ALSO_WORDS, GIVEN_NAMES, Gazetteer
from bot.understanding.text import Typed, fold
from storage.rules.cpr import mask_cpr

LONGEST = 200
"""Characters kept of one text: room for any question, none for a whole case note."""
NAME, NUMBER, OTHER = "[navn]", "[tal]", "[ord]"
_FOUND = {
    mentions.CASE: "[sag]",
    mentions.TEAM: "[team]",
    mentions.STAFF: NAME,
    mentions.WHEN: "[dato]",
    mentions.NUMBER: NUMBER,
    mentions.ACCOUNT: "[konto]",
    mentions.MILESTONE: "[milepæl]",
    mentions.CPR: NUMBER,
}
_EVERYDAY = frozenset({"vi", "dag", "may", "will", "per", "april", "august", "maj"})
"""Names that are also words which questions need: they count as names only with a capital letter."""
_NAMED_IN_PHRASES = frozenset({"sofus", "holst"})
"""Names in the vocabulary, since several phrases use them."""
_NAMES = GIVEN_NAMES | (ALSO_WORDS - _EVERYDAY) | _NAMED_IN_PHRASES

_TOKEN = re.compile(rf"[{''.join(_FOUND)}]|\d+|§|[^\W\d_]+(?:'[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE_ENDS = (".", "!", "?", ":")
_PART = 4
"""The shortest beginning of an unknown word that is kept: a shorter one says nothing of its meaning."""
_COMPOUND = 6
"""The shortest parts of a compound that are kept: surnames (Overgaard) are made of shorter ones."""


def masked(text: str, model: Model, gazetteer: Gazetteer, today: dt.date) -> str:
    """What may be kept of a text: small letters, no marks, at most LONGEST characters.

    What it names becomes a word in brackets ([sag], [navn], [team], [dato], [tal] …), an unknown word [ord]; of an
    unknown word that begins or ends with a known one that part is kept.
    """
    typed = Typed.of(mask_cpr(text))
    corrected = model.speller.correct(typed.folded, gazetteer.words)
    found = find_mentions(typed, corrected, today, gazetteer)
    reader = _Reader(
        known=_known(model.vocabulary),
        names=_NAMES | gazetteer.staff_words.keys(),
        capitals=frozenset(_capitals_within(typed.clean)),
        spelling={fold(word): word for word in _LETTERS.findall(typed.clean.lower())},
    )
    words = (reader.said(token) for token in _TOKEN.findall(found.masked))
    return _capped(word for word, _ in groupby(words))


@lru_cache(maxsize=2)
def _known(vocabulary: tuple[str, ...]) -> frozenset[str]:
    """The words of a model, the beginnings that its lexica know (`stem*`) among them; no names."""
    return frozenset(word.removesuffix("*") for word in vocabulary) - _NAMES


def _capitals_within(text: str) -> Iterator[str]:
    """The folded words with a capital letter that begin no sentence; none where everything is in capitals."""
    if text.isupper():
        return
    for match in _LETTERS.finditer(text):
        before = text[: match.start()].rstrip(" \"'(-»«")
        if match.group()[0].isupper() and before and not before.endswith(_SENTENCE_ENDS):
            yield fold(match.group())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Decides for one word after the other what may be kept; every word is folded."""

    known: Set[str]
    names: Set[str]
    capitals: Set[str]
    spelling: dict[str, str]
    """Folded word → as it was typed, in small letters."""

    def said(self, word: str) -> str:
        if word in _FOUND:
            return _FOUND[word]
        if word[0].isdigit():
            return NUMBER
        if self._is_name(word):
            return NAME
        if word in self.known or word == "§":
            return self.spelling.get(word, word)
        return NAME if word in self.capitals else self._parts(word)

    def _is_name(self, word: str) -> bool:
        parts = {word, *word.split("'")}
        forms = {part.removesuffix(ending) for part in parts for ending in ("", "s", "es")}
        return not forms.isdisjoint(self.names) or (word in self.capitals and not forms.isdisjoint(ALSO_WORDS))

    def _parts(self, word: str) -> str:
        """The known beginning of an unknown word, and its known end if both are long."""
        first = next((word[:end] for end in range(len(word), _PART - 1, -1) if self._may_show(word[:end])), "")
        starts = range(max(len(first), 1), len(word) - (_COMPOUND if first else _PART) + 1)
        last = next((word[start:] for start in starts if self._may_show(word[start:])), "")
        if first and len(first) < _COMPOUND:
            last = ""
        if not first and not last:
            return OTHER
        typed = self.spelling.get(word, word)
        gap = "" if len(first) + len(last) == len(word) else "…"
        return f"{_start_of(typed, first)}{gap}{_end_of(typed, last)}"

    def _may_show(self, part: str) -> bool:
        return part in self.known and part not in self.names


def _start_of(typed: str, folded: str) -> str:
    """The beginning of a word as typed that reads like the folded one."""
    return next((typed[:end] for end in range(len(typed) + 1) if fold(typed[:end]) == folded), folded)


def _end_of(typed: str, folded: str) -> str:
    return next((typed[start:] for start in range(len(typed), -1, -1) if fold(typed[start:]) == folded), folded)


def _capped(words: Iterator[str]) -> str:
    """As many whole words as fit."""
    kept = ""
    for word in words:
        longer = f"{kept} {word}".lstrip()
        if len(longer) > LONGEST:
            break
        kept = longer
    return kept
