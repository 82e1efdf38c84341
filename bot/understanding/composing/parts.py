"""The questions of one message, told apart."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.understanding.composing.expressions import expression
from bot.understanding.composing.nouns_joined import joined_nouns
from bot.understanding.composing.wording import WORDING
from bot.understanding.lexicon import LEXICA
from bot.understanding.text import fold


def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(expression(f"two.{name}").pattern, re.IGNORECASE)


_JOINT, _COMMA, _ASKS, _QUESTION = map(_anywhere, ("joint", "comma", "asks", "question"))
_COUNT, _COUNTED_BEFORE, _FEW_ONES = map(_anywhere, ("count", "counted_before", "few_ones"))
_FIRST_FEW, _FIRST_ONE = map(_anywhere, ("first_few", "first_one"))
_THEM, _NOT_THEM, _MINE, _MINE_BEFORE = map(_anywhere, ("them", "not_them", "mine", "mine_before"))
_PLUS, _COUNTS, _SAME_TIME = map(_anywhere, ("plus", "counts", "same_time"))
_ONE_OTHER, _EACH, _SHARED, _APART, _FLOWS = map(_anywhere, ("one_other", "each", "shared", "apart", "flows"))
_NUMBER_SIGN = re.compile(r"(?<!\w)# ?(?=[a-zæøå])", re.IGNORECASE)
_SHORTEST = 2
"""The words of a part; fewer are no question."""
_BARE = 3
"""'hvor mange røde' beside 'hvor mange gule sager har vi' is of the same."""
_ENDS = " ,;"


def parts_of(text: str) -> tuple[str, ...]:
    """The questions of a text as typed, in order; the text alone where it asks one.

    >>> parts_of("hvor mange sager har jeg og hvad haster")
    ('hvor mange sager har jeg', 'hvad haster')
    """
    text = _NUMBER_SIGN.sub("antal ", text)
    for find in (_one_and_other, _flows, _by_heads, _each, joined_nouns):
        parts = find(text)
        if len(parts) > 1 and all(len(part.split()) >= _SHORTEST for part in parts):
            return parts
    return (text,)


def _one_and_other(text: str) -> tuple[str, ...]:
    """'den ene er …, og den anden er …'."""
    found = _ONE_OTHER.search(text)
    return (found["one"].strip(_ENDS), found["other"].strip(_ENDS)) if found else ()


def _flows(text: str) -> tuple[str, ...]:
    """'oprettede og lukkede sager pr. måned': all else is said of both."""
    found = _FLOWS.search(text)
    if found is None:
        return ()
    end = "" if found["first"] else "_b"
    first, second = found.span(f"first{end}"), found.span(f"second{end}")
    return text[: first[1]] + text[second[1] :], text[: first[0]] + text[second[0] :]


def _by_heads(text: str) -> tuple[str, ...]:
    """Cut before each word that begins a question of its own."""
    cuts, last = [(0, 0)], 0
    marks = sorted((*_JOINT.finditer(text), *_COMMA.finditer(text)), key=lambda one: (one.start(), -one.end()))
    for mark in marks:
        before, after = text[last : mark.start()], text[mark.end() :]
        if mark.start() >= last and _begins_anew(before, after, mark[0]):
            cuts.append(mark.span())
            last = mark.end()
    cuts.append((len(text), len(text)))
    parts = [text[start[1] : end[0]].strip(_ENDS) for start, end in pairwise(cuts)]
    return tuple(_completed(parts))


def _begins_anew(before: str, after: str, mark: str) -> bool:
    if len(before.split()) < _SHORTEST or len(after.split()) < _SHORTEST:
        return False
    counted = ((_COUNT, _COUNTED_BEFORE), (_FEW_ONES, _COUNTED_BEFORE))
    same = (*counted, (_FIRST_FEW, _FIRST_FEW), (_FIRST_ONE, _FIRST_ONE), (_MINE, _MINE_BEFORE))
    if any(head.match(after) and said.search(before) for head, said in same):
        return True
    if mark == ", ":
        return False
    if (
        _PLUS.fullmatch(mark)
        and _COUNTS.match(before)
        and not LEXICA["category"].first(fold(after.split(maxsplit=1)[0]))
    ):
        return len(after.split()) > _SHORTEST
    if _THEM.match(after):
        return _NOT_THEM.search(before) is None
    return _QUESTION.match(after) is not None and _ASKS.search(before) is not None and not _SAME_TIME.search(after)


def _completed(parts: list[str]) -> list[str]:
    """'hvor mange røde og hvor mange gule sager har vi': the first is of the same as the second."""
    if len(parts) < _SHORTEST:
        return parts
    first, second, *rest = parts
    head, other = _COUNT.match(first), _COUNT.match(second)
    bare, full = len(first.split()), second.split()
    if head and other and bare <= _BARE < len(full) and not rest:
        first = " ".join((first, *full[bare:]))
    return [first, second, *rest]


def _each(text: str) -> tuple[str, ...]:
    """'A og B, begge tal': as many answers as things named; what stands behind 'begge' is said of both."""
    each, shared = _EACH.search(text), _SHARED.search(text)
    mark = each or shared
    if mark is None:
        return ()
    rest = text[: mark.start()] + (text[mark.end() :] if each else "")
    more = "" if each or shared is None else shared["shared"]
    joint = _APART.search(rest)
    if joint is None:
        return ()
    parts = (rest[: joint.start()], rest[joint.end() :])
    return tuple(f"{part.strip(_ENDS)}{more}" for part in parts) if all(map(_names_something, parts)) else ()


def _names_something(part: str) -> bool:
    folded = fold(part)
    tables = (WORDING["what"], WORDING["event"], LEXICA["category"], LEXICA["requirement"], LEXICA["rule"])
    return any(table.first(folded) for table in tables)
