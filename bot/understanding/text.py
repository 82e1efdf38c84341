"""Typed text made harmless and uniform: what every reader here works on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 1_500
"""Characters read of one text: far more than any question needs, few enough to be read at once."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SPACES = re.compile(r"\s+")
_PARAGRAPH = re.compile(r"(?:§+|\b(?:sel|bl|rsl|fvl|paragraf(?:fen)?|parag|par|pgf|section)\b\.?)\s*(\d{1,3})\b")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "’": "'", "`": "'", "½": ",5"}
)
_UNIFORM = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"½": ",5"})
"""Hyphens of every kind, and halves: left alone, 17½ would become '171⁄2', which is no age."""


def clean(raw: str) -> str:
    """The text as it is read: one line of at most LONGEST characters, no mark-up, no invisible marks."""
    composed = unicodedata.normalize("NFKC", raw[: LONGEST * 8].translate(_UNIFORM))
    untagged = _TAG.sub(" ", composed)
    kept = (_readable(letter) for letter in untagged)
    return _SPACES.sub(" ", "".join(kept)).strip()[:LONGEST]


def _readable(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in {"Cf", "Cs", "Co", "Cn", "Mn", "Me"}:
        return ""
    return " " if kind in {"Cc", "So", "Sk", "Zl", "Zp"} or letter in "*_#~|" else letter


def fold(text: str) -> str:
    """Small letters without æøå (ae, oe, aa) or accents, paragraphs as §20: so ASCII typing reads the same.

    >>> fold("Hvornår er § 50 færdig?")
    'hvornaar er §50 faerdig?'
    """
    lowered = text.casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _PARAGRAPH.sub(r"§\1", plain)


_LETTER_RUN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, clean and folded, and which of its words began with a capital letter."""

    clean: str
    folded: str
    capitals: frozenset[str]
    """Folded; empty where everything is in capitals, since that says nothing."""

    @classmethod
    def of(cls, raw: str) -> Typed:
        text = clean(raw)
        words = [] if text.isupper() else _LETTER_RUN.findall(text)
        return cls(text, fold(text), frozenset(fold(word) for word in words if word[0].isupper()))


def as_typed(words: Iterable[str], raw: str) -> tuple[str, ...]:
    """Folded words as they stand in the text, in small letters: 'oeverst' as 'øverst'; a corrected word as it is."""
    written = {fold(word): word.casefold() for word in _LETTER_RUN.findall(clean(raw))}
    return tuple(written.get(word, word) for word in words)
