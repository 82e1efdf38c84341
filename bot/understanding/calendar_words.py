"""The calendar's words, read from calendar.toml and folded."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bot.understanding.text import fold

_DATA = tomllib.loads((Path(__file__).parent / "calendar.toml").read_text(encoding="utf-8"))

MONTHS: dict[str, int] = {fold(word): number for word, number in _DATA["months"].items()}
SHY_MONTHS: dict[str, int] = _DATA["shy_months"]
ALL_MONTHS = MONTHS | SHY_MONTHS
WEEKDAYS: dict[str, int] = {fold(word): number for word, number in _DATA["weekdays"].items()}
NUMBERS: dict[str, int] = {
    fold(word): number for language in ("da", "en") for number, word in enumerate(_DATA["numbers"][language], 1)
} | {fold(w): n for key in ("da_other", "en_other") for n, w in enumerate(_DATA["numbers"][key], 1)}
ORDINALS: dict[str, int] = {
    fold(word): number for language in ("da", "en") for number, word in enumerate(_DATA["ordinals"][language], 1)
}


def choice(words: dict[str, int]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True)).replace(".", r"\.")


NUMBER = rf"(?:\d{{1,4}}|{choice(NUMBERS)})"
"""A count in digits or words."""


def number(text: str) -> int:
    """What a text matched by NUMBER counts."""
    return int(text) if text.isdigit() else NUMBERS[text]
