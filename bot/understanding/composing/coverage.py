"""Which words of a text bear meaning and were taken up by nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import TextWords
from bot.understanding.courtesy import POLITE

_DATA = tomllib.loads(Path(__file__).with_name("coverage.toml").read_text(encoding="utf-8"))
_STOP = frozenset(_DATA["stop"].split())
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SHORTEST = 4
"""Shorter words bear no meaning of their own."""


def bears_meaning(text: str) -> bool:
    """Whether a word of the text is none of the everyday ones."""
    return any(len(word) >= _SHORTEST and word not in _STOP for word in _WORD.findall(text))


def unread_words(words: TextWords, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The words that nothing took up, folded, each once and in order; never a name or a number."""
    taken = [*spans, *((e.start, e.end) for e in words.of("joint"))]
    taken += [match.span() for match in POLITE.finditer(words.text)]
    if any(entry.value == "days" for entry in words.of("what")):
        taken += [(e.start, e.end) for table in ("event", "process") for e in WORDING[table].find(words.text)]
    left = []
    for match in _WORD.finditer(words.text):
        word = match.group()
        if (
            len(word) < _SHORTEST
            or word in _STOP
            or any(start < match.end() and match.start() < end for start, end in taken)
        ):
            continue
        left.append(word)
    return tuple(dict.fromkeys(left))
