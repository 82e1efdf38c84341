"""Whether the words somebody types name a milestone, a plan, a theme, or whoever is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
"""Words and codes; the code A.3 is one word."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_HEADS = frozenset({
    "tema", "theme", "spor", "track", "fokuspunkt", "focus", "punkt", "point", "milepael", "milestone",
    "handling", "action", "initiativ", "initiative", "plan", "nr",
})  # fmt: skip
"""Words that only say what sort of thing the code behind them is."""
_SAYS_NOTHING = _HEADS | frozenset({
    "og", "i", "for", "paa", "med", "af", "til", "om", "den", "det", "de", "the", "and", "of", "in", "on",
})  # fmt: skip
_STEM = 5
"""Words as long as this fit in all their forms and as the first part of a longer word."""


def pick(wanted: str, titles: Mapping[str, str]) -> frozenset[str]:
    """The names (keys) meant: the one written in full, else every one whose name and title fit the words; or none."""
    whole = {name for name in titles if _telling_words(wanted) == _telling_words(name)}
    return frozenset(whole or {name for name, title in titles.items() if fits(wanted, f"{name} {title}")})


def fits(wanted: str, text: str) -> bool:
    """Whether every telling word of `wanted` stands in `text`, in any form of it."""
    words = _words(text)
    telling = _telling_words(wanted)
    return bool(telling) and all(any(_same(word, other) for other in words) for word in telling)


def headed(wanted: str, texts: Iterable[str]) -> frozenset[str]:
    """The themes and tracks meant: those written in full, else every one that the code or the words fit; or none."""
    every = frozenset(texts)
    whole = frozenset(text for text in every if _telling_words(wanted) == _telling_words(text))
    return whole or frozenset(text for text in every if is_headed(wanted, text))


def is_headed(wanted: str, text: str) -> bool:
    """Whether `text` is the theme or track meant: a code ('A', '5', 'A.3') must stand at its head, words anywhere."""
    telling = _telling_words(wanted)
    if len(telling) != 1 or not _is_code(telling[0]):
        return fits(wanted, text)
    words = _words(text)
    head = words[1:2] if words[:1] and words[0] in _HEADS else words[:1]
    return any(word == telling[0] or word.startswith(f"{telling[0]}.") for word in head)


def names_person(responsible: str, name: str, staff_id: str) -> bool:
    """Whether a text about who is responsible names this person: whole name, first name, initials or staff id.

    A first name followed by another's surname is somebody else.
    """
    written = _WORD.findall(responsible)
    words = _words(responsible)
    names = _words(name)
    if not names:
        return False
    whole = len(names) > 1 and {names[0], names[-1]} <= set(words)
    initials = "".join(word[0] for word in names).upper()
    by_initials = len(names) > 1 and initials in written
    return whole or by_initials or _in_small_letters(staff_id) in words or _by_first_name(responsible, names[0])


def natural(number: str) -> list[tuple[int, int, str]]:
    """A key that puts 2 before 10, A.2 before A.10, and figures before letters."""
    parts = re.findall(r"\d+|\D+", number)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _by_first_name(responsible: str, first: str) -> bool:
    for match in _WORD.finditer(responsible):
        if _in_small_letters(match.group()) == first and match.group()[0].isupper():
            behind = responsible[match.end() :]
            return re.match(r"-|\s+[^\W\d_a-zæøå]", behind) is None
    return False


def _same(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) >= _STEM and not _is_code(shorter) and longer.startswith(shorter))


def _is_code(word: str) -> bool:
    return len(word) == 1 or any(letter.isdigit() for letter in word)


def _telling_words(wanted: str) -> list[str]:
    """The words that say which one is meant; a code such as 'I' or 'A' counts where it stands alone."""
    words = [word for word in _words(wanted) if word not in _HEADS]
    return words if len(words) == 1 else [word for word in words if word not in _SAYS_NOTHING]


def _words(text: str) -> list[str]:
    return _WORD.findall(_in_small_letters(text))


def _in_small_letters(text: str) -> str:
    return text.casefold().translate(_LETTERS)
