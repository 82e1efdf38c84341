"""A text with one private letter in the place of each expression of time, so that the words around it can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Found = TypeVar("Found")
FIRST_MARK = 0xE000
MOST_MARKS = 4_000
VOID = "\uf8ff"
"""In place of what is written like a date but is none (31/2), so that no part of it is read."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(slots=True)
class MarkedText(Generic[Found]):
    """`text` with its marks; what each stands for, in the order of the letters; and each place in the original text."""

    text: str
    found: list[Found] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """One more than the text has letters: the last is the end."""

    @classmethod
    def of(cls, text: str, instead: str = " ") -> MarkedText[Found]:
        """A text without marks yet; `instead` takes the place of private letters that were in it."""
        return cls(_PRIVATE.sub(instead, text), [], list(range(len(text) + 1)))

    def mark(self, forms: Iterable[tuple[re.Pattern[str], Callable[[re.Match[str]], Found | bool | None]]]) -> None:
        """Mark what the forms read, one form after the other; False leaves a text for the next, None makes it void."""
        for pattern, reader in forms:
            self._mark(pattern, reader)

    def _mark(self, pattern: re.Pattern[str], reader: Callable[[re.Match[str]], Found | bool | None]) -> None:
        parts: list[str] = []
        places: list[int] = []
        end = 0
        for match in pattern.finditer(self.text):
            read = False if len(self.found) == MOST_MARKS else reader(match)
            if isinstance(read, bool):
                continue
            parts += [self.text[end : match.start()], self._letter(read)]
            places += [*self.places[end : match.start()], self.places[match.start()]]
            end = match.end()
        if parts:
            self.text = "".join([*parts, self.text[end:]])
            self.places = [*places, *self.places[end:]]

    def _letter(self, read: Found | None) -> str:
        if read is None:
            return VOID
        self.found.append(read)
        return chr(FIRST_MARK + len(self.found) - 1)

    def of_mark(self, letter: str) -> Found:
        """What a letter stands for."""
        return self.found[ord(letter) - FIRST_MARK]

    def replace(self, letter: str, found: Found) -> None:
        """Let a letter stand for something else."""
        self.found[ord(letter) - FIRST_MARK] = found
