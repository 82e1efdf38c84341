"""A name nobody here bears, in any language, found by where it stands: 'hos Xhemajl Berisha', 'Nguyen Trans sager'.

It is refused like any unknown person (domain.md §10): dropped, the answer would be of everybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.understanding.names import GIVEN_NAMES, Gazetteer, Named
from bot.understanding.text import Typed

_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = re.compile(r" ([a-z]{3,})\b")
_SOMEBODY = re.compile(
    r"\b(?:hos|har|for|has|does) ((?:min |vores )?(?:barsels)?(?:vikar(?:en)?|afloeser(?:en)?|praktikant(?:en)?)"
    r"|(?:the |our |my )?(?:temp|substitute|trainee))\b(?! (?:slaaet|for)\b)"
)
"""A colleague spoken of without a name: no export tells who that is."""
_SHORTEST = 3
_BEFORE_A_NAME = frozenset({"hos", "har", "for", "has", "does"})
_OWNED = re.compile(r"(?:sag|frist|overskr|forsink|bevilling|dag\b|case|deadline|overdue|late\b|grant|caseload)")
_NO_PERSON = ("kommunen", "udvalget", "raadet", "ningen", "ionen", "centret", "centeret", "styrelsen", "huset", "erne")
"""How houses and bodies end, which people write with a capital letter too."""


def with_wrong_surname(
    typed: Typed, text: str, people: Named, gazetteer: Gazetteer, is_known: Callable[[str], bool]
) -> Named:
    """The people named; unknown where a capital letter right behind begins a name that none of them bears: 'Line Lund',
    where the only Line is Line Mosevig.
    """
    if not people.ids or people.unknown:
        return people
    for _, end in people.spans:
        following = _BEHIND.match(text, end)
        if following is None or following[1] not in typed.capitals:
            continue
        word = following[1].removesuffix("s")
        is_a_word = any(is_known(form) or form in GIVEN_NAMES for form in (following[1], word))
        if not is_a_word and not any(form in gazetteer.words for form in (following[1], word)):
            return Named((*people.spans, following.span(1)), unknown=following[1])
    return people


def find_stranger(typed: Typed, text: str, gazetteer: Gazetteer, is_known: Callable[[str], bool]) -> Named:
    """The first run of words that no list knows (`is_known` tells of a folded word) and that stands as a name does."""
    if somebody := _SOMEBODY.search(text):
        return Named((somebody.span(1),), unknown=somebody[1])
    tokens = [match for match in _WORD.finditer(text) if match.group() != "s"]

    def is_strange(at: int) -> bool:
        word = tokens[at].group()
        return (
            len(word) >= _SHORTEST
            and word.isascii()
            and not any(is_known(form) or form in gazetteer.words for form in (word, word.removesuffix("s")))
            and not word.endswith(_NO_PERSON)
            and not re.search(rf"\b{word.upper()}\b", typed.clean)
        )

    def is_capital(at: int) -> bool:
        return tokens[at].group() in typed.capitals

    for at in range(len(tokens)):
        if not is_strange(at):
            continue
        last = at
        while last + 1 < len(tokens) and is_strange(last + 1) and is_capital(last + 1) == is_capital(at):
            last += 1
        before = tokens[at - 1].group() if at else ""
        after = tokens[last + 1].group() if last + 1 < len(tokens) else ""
        owns = text[: tokens[last].end() + 2].endswith(("s ", "'s")) and _OWNED.match(after) is not None
        stands = before in _BEFORE_A_NAME or owns or last > at
        if (is_capital(at) and stands) or before == "hos" or (before in {"har", "does"} and last > at):
            return Named(tuple(one.span() for one in tokens[at : last + 1]), unknown=tokens[at].group())
    return Named()
