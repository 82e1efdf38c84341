"""Dialect as people write it ('hwor manne sager hår a'), put into ordinary words; the words stand in dialect.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_DATA: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "dialect.toml").read_text(encoding="utf-8"))
_PLAIN = _DATA["pairs"] | _DATA["words"]
_SPOKEN = re.compile(
    rf"(?<![\w'-])(?:{'|'.join(re.escape(word) for word in sorted(_PLAIN, key=len, reverse=True))})(?![\w'-])"
)
PLAIN_WORDS = frozenset(word for words in _PLAIN.values() for word in words.split())
"""The ordinary words, for the speller."""


def in_plain_words(text: str) -> str:
    """A folded text without its dialect.

    >>> in_plain_words("hwor manne sager haar a")
    'hvor mange sager har jeg'
    """
    return " ".join(_SPOKEN.sub(lambda m: _PLAIN[m.group()], text).split())
