"""The office's words for slot values, read from lexicon.toml: which value a folded text names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.understanding.text import fold

_WORD = re.compile(r"[a-z0-9']+\*?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value named in a text, and where."""

    start: int
    end: int
    value: str


class Lexicon:
    """The words of one slot; if two overlap in a text, the longer one counts."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        pairs = [(fold(word), value) for value, spellings in words.items() for word in spellings]
        pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
        self._pairs = pairs
        self._pattern = re.compile(rf"(?<![\w§])(?:{'|'.join(_expression(word) for word, _ in pairs)})(?![\w'])")
        self._values: dict[str, str] = {}
        self.words = frozenset(part for word, _ in pairs for part in _WORD.findall(word) if part.strip("*").isalpha())
        """Every word the lexicon knows, stems with their *, for the speller."""

    @cached_property
    def _spellings(self) -> list[tuple[re.Pattern[str], str]]:  # compiled when the first of its words is met
        return [(re.compile(_expression(word)), value) for word, value in self._pairs]

    def find(self, text: str) -> Iterator[Entry]:
        """Every value a folded text names, in order."""
        for match in self._pattern.finditer(text):
            yield Entry(match.start(), match.end(), self._value(match.group()))

    def _value(self, written: str) -> str:
        """The value of a spelling, remembered: the one quick pattern for all words does not say which word it found."""
        if written not in self._values:
            self._values[written] = next(v for pattern, v in self._spellings if pattern.fullmatch(written))
        return self._values[written]

    def first(self, text: str) -> str | None:
        """The first value a folded text names, or None."""
        return next((entry.value for entry in self.find(text)), None)


def _expression(word: str) -> str:
    """A trailing * takes any ending; a space may be written together or with a hyphen."""
    stem, ending = (word[:-1], r"[\w']*") if word.endswith("*") else (word, "")
    inner = r"[ -]?".join(
        rf"{re.escape(part.rstrip('*'))}{'[a-z]*' if part.endswith('*') else ''}" for part in stem.split(" ")
    )
    if word.startswith("§") and not ending:
        ending = "(?:'?er(?:ne)?|'?s)?"  # "§ 50'er": the plural people make of a paragraph
    return f"{inner}{ending}"


def read_lexica(path: Path) -> dict[str, Lexicon]:
    """The lexica of a TOML file by name.

    Raises tomllib.TOMLDecodeError when the file is not TOML.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Lexicon(words) for name, words in data.items()}


def read_concepts(path: Path) -> dict[str, Lexicon]:
    """One lexicon per concept, so that a word may stand for several."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Lexicon({name: words}) for name, words in data.items()}


LEXICA = read_lexica(Path(__file__).parent / "lexicon.toml")
