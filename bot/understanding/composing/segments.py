"""The parts of a long message that only tell why somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.composing.atoms import Atom
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import TextWords

Span = tuple[int, int]
_BREAK = expression("segments.break")
_STORY = expression("segments.story")
_ASKING = expression("segments.asking")
_BEFORE = expression("segments.before")


def background(words: TextWords, atoms: Sequence[Atom]) -> list[Span]:
    """The places that only tell a story: parts without anything to count, narrow or lay out, where another has such."""
    segments = _segments(words.text)
    asking = [span for span in segments if _says_something(words, atoms, span)]
    told = [span for span in segments if span not in asking and _STORY.search(words.text[slice(*span)])]
    return told if asking else []


def is_told_only(words: TextWords, span: Span, told: Sequence[Span]) -> bool:
    """Whether a time belongs to the story: in a part that asks nothing and tells of a meeting or the like, right before
    'kan du', or right behind 'mødet'.
    """
    start, end = span
    if any(first <= start < last for first, last in told):
        return True
    return _ASKING.match(words.text[end:]) is not None or _BEFORE.search(words.text[:start]) is not None


def _segments(text: str) -> list[Span]:
    ends = [0, *(match.start() for match in _BREAK.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(ends) if text[a:b].strip()]


def _says_something(words: TextWords, atoms: Sequence[Atom], span: Span) -> bool:
    start, end = span

    def inside(at: int) -> bool:
        return start <= at < end

    if any(inside(atom.start) and atom.name not in {"opened", "closed", "due", "new", "status"} for atom in atoms):
        return not (_STORY.search(words.text[start:end]) and not any(inside(e.start) for e in words.of("form")))
    tables = ("per", "denial", "compare", "form", "order")
    found = [e.start for name in tables for e in words.of(name)] + [
        e.start for e in words.of("what") if e.value != "cases"
    ]
    found += [e.start for e in WORDING["split"].find(words.text)]
    if any(inside(at) for at in found):
        return not _STORY.search(words.text[start:end])
    return any(inside(e.start) for e in words.of("what")) and not _STORY.search(words.text[start:end])
