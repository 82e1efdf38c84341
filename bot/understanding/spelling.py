"""Misspelt and split words put right against the words the bot knows, before anything reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from rapidfuzz.distance import OSA

from bot.understanding.compounds import said_apart
from bot.understanding.dialect import in_plain_words

WORD = re.compile(r"[a-z']+")
SHORTEST = 5
"""Shorter words have too many neighbours to be put right, but for two letters that changed places."""
SHORTEST_NAME = 3
"""The shortest colleague's name that is corrected: 'ana' is Anna, so that nobody gets somebody else's figures."""
LONG = 9
"""In words this long two letters may be wrong."""
COMPOUND = 8
"""A word of the lexica this long may have been split in two, even if each part is a word."""


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {letter: (row, place + row * 0.5) for row, keys in enumerate(_ROWS) for place, letter in enumerate(keys)}


def _is_slip(written: str, meant: str) -> bool:
    """Whether one letter's difference is a slip of the finger: a wrong key next to the right one, not just any letter.

    Other words of everyday language differ by some letter far away ('these' and 'theme').
    """
    if len(written) != len(meant) or sorted(written) == sorted(meant):
        return True
    wrong, right = next((a, b) for a, b in zip(written, meant, strict=True) if a != b)
    if wrong not in _KEYS or right not in _KEYS:
        return False
    (row, place), (other_row, other_place) = _KEYS[wrong], _KEYS[right]
    return abs(row - other_row) <= 1 and abs(place - other_place) <= 1


def _name_meant(word: str, names: Collection[str]) -> str | None:
    """The one name of four letters or more that is a single slip away; None where there is none, or two."""
    near = {
        name
        for name in names
        if len(name) > SHORTEST_NAME
        and name[0] == word[0]
        and abs(len(name) - len(word)) <= 1
        and OSA.distance(word, name, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else None


class Speller:
    """Knows the words of phrases and lexica (`stem*` with any ending); those, names and short words stay."""

    def __init__(self, words: Collection[str]) -> None:
        self._known = frozenset(word.removesuffix("*") for word in words)
        self._stems = tuple(word[:-1] for word in words if word.endswith("*") and len(word) > SHORTEST)
        self._compounds = frozenset(stem for stem in self._stems if len(stem) >= COMPOUND)
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= SHORTEST:
                self._by_start[word[0]].append(word)
                self._by_start[word[1]].append(word)

    def knows(self, word: str) -> bool:
        """Whether a folded word is one of ours."""
        return word in self._known or word.startswith(self._stems)

    def knows_a_word(self, text: str) -> bool:
        """Whether any word of the folded text is one of the known ones: of 'asdf' nobody can tell the language.

        >>> Speller({"frister"}).knows_a_word("asdf 2024-1183")
        False
        """
        return any(word in self._known or word.startswith(self._stems) for word in WORD.findall(text))

    def correct(self, text: str, names: Collection[str] = ()) -> str:
        """The folded text with dialect, unknown words and compounds, split ones and long ones, put right.

        >>> Speller({"overskredne", "frister"}).correct("oversrkedne frsiter i dag")
        'overskredne frister i dag'
        """
        plain = said_apart(in_plain_words(text), self.knows)
        corrected = WORD.sub(lambda m: self._word(m.group(), names), plain)
        return self._join_split(corrected, names)

    def _word(self, word: str, names: Collection[str]) -> str:
        stem = word.removesuffix("s")
        if word in self._known or word in names or stem in names or len(word) < SHORTEST_NAME:
            return word
        if own := _name_meant(word, names):
            return own
        if len(word) < SHORTEST:
            return self._swapped(word)
        if word.startswith(self._stems):
            return self._slip_of_a_compound(word)
        allowed = 2 if len(word) >= LONG else 1
        nearest = (allowed + 1, 0, word)
        for near in dict.fromkeys([*self._by_start[word[0]], *self._by_start[word[1]]]):
            if abs(len(near) - len(word)) <= allowed:
                found = OSA.distance(word, near, score_cutoff=nearest[0])
                # Of two words as near, the one with the same letters: 'mogren' is morgen and not moren.
                rank = (found, abs(len(near) - len(word)), near)
                if rank[:2] < nearest[:2] and (found > 1 or _is_slip(word, near)):
                    nearest = rank
        return nearest[2]

    def _swapped(self, word: str) -> str:
        """The one known word with two letters the other way round, none of them the first: 'hra', 'setp', 'waht'."""
        meant = {f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(1, len(word) - 1)}
        near = (meant & self._known) - {word}
        return near.pop() if len(near) == 1 else word

    def _slip_of_a_compound(self, word: str) -> str:
        """'støtteperosn' begins like other words of the office, yet is one slip from one of them."""
        slips = (near for near in self._by_start[word[0]] if near in self._compounds and len(near) == len(word))
        return next((near for near in slips if sorted(near) == sorted(word)), word)

    def _join_split(self, text: str, names: Collection[str]) -> str:
        """'børne samtale' is one word where only the compound is known in full."""
        parts = text.split(" ")
        kept: list[str] = []
        for part in parts:
            if kept and self._is_split(kept[-1], part, names):
                kept[-1] += part
            else:
                kept.append(part)
        return " ".join(kept)

    def _is_split(self, first: str, second: str, names: Collection[str]) -> bool:
        bare = second.rstrip("?!.,")
        whole = first + bare
        if len(first) < 2 or len(bare) < 3 or first in names or not whole.isalpha():
            return False
        if any(whole[:end] in self._compounds for end in range(len(first) + 3, len(whole) + 1)):
            return True
        if len(first) < 3:
            return False
        return whole in self._known and (first not in self._known or bare not in self._known)
