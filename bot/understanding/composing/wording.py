"""The words from which a question is composed, read from wording.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from bot.understanding.lexicon import Entry

_FILE = Path(__file__).with_name("wording.toml")


class Wordings:
    """The words of one table: which of its values a folded text names, and where."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self.words = frozenset(word for ways in words.values() for word in _words_of(ways))
        """The words it spells out, stems with their *, for the speller."""
        self.patterns = {
            value: re.compile(rf"(?<![\w§'])(?:{'|'.join(sorted(ways, key=len, reverse=True))})(?![\w'])")
            for value, ways in words.items()
        }

    def find(self, text: str) -> list[Entry]:
        """Every value named, in order of place; of two that overlap the longer counts."""
        found = [
            Entry(match.start(), match.end(), value)
            for value, pattern in self.patterns.items()
            for match in pattern.finditer(text)
        ]
        return longest(found)

    def first(self, text: str) -> str | None:
        """The first value named, or None."""
        return next((entry.value for entry in self.find(text)), None)


def longest(entries: Iterable[Entry]) -> list[Entry]:
    """Those that overlap no longer one, in order of place; of two as long the one that stands first in the table."""
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda one: one.start - one.end):
        if all(entry.end <= other.start or other.end <= entry.start for other in kept):
            kept.append(entry)
    return sorted(kept, key=lambda one: one.start)


def _words_of(ways: Iterable[str]) -> Iterable[str]:
    """The words that expressions spell out, each with the ends it may have: 'auditer[a-z]*' as 'auditer*'."""
    for way in ways:
        for part in re.findall(r"(?<![\w)\]])([a-z]{3,})(\[a-z\][*+]|\([^()]*\)\??|[a-z]\?)?", way):
            stem, end = part
            if end.startswith("[a-z]"):
                yield f"{stem}*"
                continue
            if end.startswith("("):
                yield from (f"{stem}{form}" for form in end.strip("?():").split("|") if form.isalpha())
            yield stem


def read_wording(path: Path = _FILE) -> Mapping[str, Wordings]:
    """The tables of the file by name; raises tomllib.TOMLDecodeError or re.error where it cannot be read."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType({name: Wordings(words) for name, words in data.items()})


WORDING = read_wording()
