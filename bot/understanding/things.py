"""Plans and milestones named in a text by the names the municipality gave them."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.understanding.numbers import Spotted
from bot.understanding.text import Typed, fold

_UNMISTAKABLE = 4
"""The length from which a name is surely a name. A shorter one may be a word ('fx'): it counts only in capitals, with
a figure, or right before 'plan'."""


def find_thing(typed: Typed, text: str, names: Collection[str]) -> Spotted | None:
    """The longest of `names` that stands in the folded `text` as words of its own, with the name as it is written.

    >>> find_thing(Typed.of("status på F20-planen"), "status paa f20-planen", ["F19", "F20"]).value
    'F20'
    """
    for name in sorted(names, key=len, reverse=True):
        match = re.search(rf"(?<![\w§]){re.escape(fold(name))}(?:'?s)?(?!\w)", text)
        if match and (len(name) >= _UNMISTAKABLE or _is_a_name(name, typed, text[match.end() :])):
            return Spotted(*match.span(), name)
    return None


def _is_a_name(name: str, typed: Typed, rest: str) -> bool:
    """Whether a short name is meant as one: it holds a figure, is written in capitals, or 'plan' follows."""
    mixes_figures = any(letter.isdigit() for letter in name) and any(letter.isalpha() for letter in name)
    in_capitals = re.search(rf"(?<!\w){re.escape(name.upper())}(?!\w)", typed.clean) is not None
    return mixes_figures or re.match(r"[ -]?plan", rest) is not None or (in_capitals and not typed.clean.isupper())
