"""The words of time, read from words.toml and folded: the Danish ones for plans, both languages for the chat."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def _folded(words: Mapping[str, int]) -> dict[str, int]:
    return {word.translate(LETTERS): number for word, number in words.items()}


def _counted(words: Iterable[str]) -> dict[str, int]:
    return _folded({word: number for number, word in enumerate(words, 1)})


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """The words of time in one language or in several, folded, each with its number."""

    months: Mapping[str, int]
    shy_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    ordinals: Mapping[str, int]
    seasons: Mapping[str, int]
    thirds: Mapping[str, int]

    @property
    def all_months(self) -> dict[str, int]:
        return {**self.months, **self.shy_months}


def _words(*languages: str) -> CalendarWords:
    def named(table: str) -> dict[str, int]:
        return {word: n for language in languages for word, n in _folded(_DATA[table][language]).items()}

    ordinals = {word: n for language in languages for word, n in _counted(_DATA["ordinals"][language]).items()}
    return CalendarWords(
        months=named("months"),
        shy_months=named("shy_months"),
        weekdays=named("weekdays"),
        ordinals=ordinals | _DATA["other_ordinals"],
        seasons=named("seasons"),
        thirds=named("thirds"),
    )


DANISH = _words("da")
BOTH = _words("da", "en")

ALL_MONTHS = BOTH.all_months
WEEKDAYS = BOTH.weekdays
ORDINALS = BOTH.ordinals
SHORT_WEEKDAYS: dict[str, int] = _folded(_DATA["short_weekdays"]["da"])
NUMBERS: dict[str, int] = {
    word: n for key in ("da", "en", "da_other", "en_other") for word, n in _counted(_DATA["numbers"][key]).items()
}
DANISH_NUMBERS: dict[str, int] = _counted(_DATA["numbers"]["da"]) | {"et": 1, "een": 1}
HALVES: dict[str, int] = _folded(_DATA["halves"])
STEPS: dict[str, int] = {word.translate(LETTERS): int(step) for step, words in _DATA["steps"].items() for word in words}
UNITS: dict[str, str] = {word.translate(LETTERS): unit for unit, words in _DATA["units"].items() for word in words}
NEAR: dict[str, int] = _folded(_DATA["near"])
FEASTS: dict[str, str] = {word.translate(LETTERS): feast for feast, words in _DATA["feasts"].items() for word in words}
SENT_REGULARLY: tuple[str, ...] = tuple(word.translate(LETTERS) for word in _DATA["sent_regularly"]["beginnings"])


def choice(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True)).replace(".", r"\.")


NUMBER = rf"(?:\d{{1,4}}|{choice(NUMBERS)})"
"""A count in digits or words."""
COUNT = rf"(?:{choice(HALVES)}|{NUMBER})"
"""The same, or a number of halves: 'et halvt', 'halvanden'."""


def number(text: str) -> int:
    """What a text matched by NUMBER counts."""
    return int(text) if text.isdigit() else NUMBERS[text]


_SCHOOL_YEAR = ("skoleaar", "skoleaaret")
WORDS_OF_TIME: frozenset[str] = frozenset(
    word
    for words in (
        ALL_MONTHS,
        WEEKDAYS,
        NUMBERS,
        ORDINALS,
        NEAR,
        BOTH.seasons,
        FEASTS,
        STEPS,
        UNITS,
        HALVES,
        _SCHOOL_YEAR,
    )
    for expression in words
    for word in expression.split()
)
"""Every word of time, for the speller."""
