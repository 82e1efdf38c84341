"""Compounds said apart ('partshøringsmangler' is 'mangler partshøring'); their forms stand in compounds.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

_DATA: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("compounds.toml").read_text(encoding="utf-8"))
_FORMS = [(re.compile(pattern), words) for pattern, words in _DATA["forms"].items()]
_ENDINGS = [(re.compile(rf"(?P<stem>.+?)(?P<joint>-?){ending}"), words) for ending, words in _DATA["endings"].items()]
_WHOLE = frozenset(_DATA["whole"]["words"].split())
_WORD = re.compile(r"(?<![\w§'-])[a-z\d-]{4,}(?![\w'])")
_LONG_HYPHENED = re.compile(r"(?<![\w'-])[a-z]+(?:-[a-z]+){3,}(?![\w'-])")
_SHORTEST = 4
"""Letters of the shortest word that may stand before an ending: 'mål' and 'til' stand in too many others."""
_DEEPEST = 3
"""How many endings one word may have: 'lukningstalssammenligning' has two."""

PLAIN_WORDS = frozenset(
    word for _, words in (*_FORMS, *_ENDINGS) for word in re.findall(r"[a-z]{3,}", words.replace("{stem}", ""))
)
"""The words that compounds are said in, for the speller."""


def said_apart(text: str, knows: Callable[[str], bool]) -> str:
    """A folded text with its compounds in their parts, where `knows` tells that these are words of ours.

    >>> said_apart("partshoeringsmangler i roedsager", {"partshoering"}.__contains__)
    'mangler partshoering i roede sager'
    """
    for pattern, words in _FORMS:
        text = pattern.sub(words, text)
    text = _LONG_HYPHENED.sub(lambda match: match.group().replace("-", " "), text)
    return _WORD.sub(lambda match: _apart(match.group(), knows, _DEEPEST), text)


def _apart(word: str, knows: Callable[[str], bool], deepest: int) -> str:
    if word in _WHOLE or not deepest:
        return word
    for pattern, words in _ENDINGS:
        found = pattern.fullmatch(word)
        stem = None if found is None else _stem(found["stem"], bool(found["joint"]), knows)
        if stem is not None:
            return words.replace("{stem}", _apart(stem, knows, deepest - 1))
    return word


def _stem(written: str, is_hyphened: bool, knows: Callable[[str], bool]) -> str | None:
    """The words before an ending without what joins them; None where they are none of ours.

    Before a hyphen may stand a number too: 'Distrikt 1-renset'.
    """
    last = written.rpartition("-")[2]
    if is_hyphened and (last.isdigit() or knows(last)):
        return written
    forms = dict.fromkeys((last.removesuffix("s"), last, last.removesuffix("e")))
    known = next((form for form in forms if len(form) >= _SHORTEST and _is_known(form, knows)), None)
    return None if known is None else written.removesuffix(last) + known


def _is_known(stem: str, knows: Callable[[str], bool]) -> bool:
    """Whether a word is one of ours, or ends like a compound whose first part is."""
    return knows(stem) or any(
        found is not None and _stem(found["stem"], False, knows) is not None
        for found in (pattern.fullmatch(stem) for pattern, _ in _ENDINGS)
    )
