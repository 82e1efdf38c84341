"""A question that depends on the one before: 'og for Distrikt 2?', 'hvad med næste måned', 'kun de røde'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path

from bot.question import Slots
from bot.understanding.lexicon import LEXICA
from bot.understanding.mentions import Mentions
from bot.understanding.slots import Reading, slots_of
from bot.understanding.text import fold

_DATA = tomllib.loads((Path(__file__).parent / "context.toml").read_text(encoding="utf-8"))
_FILLER = frozenset(fold(word) for word in _DATA["filler"].split())
_LITTLE = frozenset({"i", "for", "hos", "in"})
_NARROWS = re.compile(r"\b(?:kun|blot|only|just|af dem|of them|of those)\b")
_EVERYONE = re.compile(r"\b(?:alle|hele afdelingen|samlet|i alt|everyone|everybody|all teams|all of us|overall)\b")
_WORD = re.compile(r"[a-z0-9§½']+")
_WHO = ("staff", "team", "case")
_VALUES = frozenset({"rule", "requirement", "case_type", "category", "urgent", "measure"})
_KIND_OF = {"me": "staff"}
"""Where what is found goes by another name than the slot."""

_LEANS = re.compile(r"(?:og|hvad med|hva med|kun|and|what about|how about|only)\b")


@dataclass(frozen=True, slots=True)
class Previous:
    """The question before, at most ten minutes old, and its slots."""

    question: str
    slots: Slots


def depends_on_previous(previous: Previous, mentions: Mentions) -> bool:
    """Whether the text names nothing but values that the question before reads, so that it says what is asked."""
    wanted = slots_of(previous.question)
    kinds = {_KIND_OF.get(kind, kind) for kind in mentions.kinds}
    return kinds <= wanted and _names_only(mentions, wanted)


def leans_on_nothing(mentions: Mentions) -> bool:
    """Whether the text is but a piece of a question: 'hvad med Distrikt 2', or only a name or a period.

    A case number alone is a question of its own.
    """
    if _LEANS.match(mentions.text):
        return _names_only(mentions, _VALUES)
    kinds = set(mentions.kinds)
    return bool(kinds) and "case" not in kinds and _names_only(mentions, _VALUES, _LITTLE)


def _names_only(mentions: Mentions, slots: Set[str], filler: Set[str] = _FILLER) -> bool:
    """Whether nothing is left of the text without what it names and words that say nothing."""
    rest = mentions.masked
    for name in sorted(slots & set(LEXICA)):
        for entry in sorted(LEXICA[name].find(rest), key=lambda e: e.start, reverse=True):
            rest = f"{rest[: entry.start]} {rest[entry.end :]}"
    names_something = bool(mentions.kinds) or rest != mentions.masked or _EVERYONE.search(rest) is not None
    return names_something and set(_WORD.findall(rest)) <= filler


def merge(previous: Previous, mentions: Mentions, reading: Reading) -> Slots | None:
    """The former slots with those that the text names in their place; None when the former question reads none of them.

    Who it is about is one thing: a named team replaces a person, unless the text narrows ('kun …').
    """
    wanted = slots_of(previous.question)
    named = {
        name: getattr(reading.slots, name)
        for name in wanted
        if getattr(reading.slots, name) is not None and (name != "staff" or mentions.me or mentions.staff.spans)
    }
    everyone = _EVERYONE.search(mentions.text) is not None
    if not named and not reading.candidates and not reading.bare_case and not everyone:
        return None
    who = [name for name in _WHO if name in named]
    replaces_who = (who and not _NARROWS.search(mentions.text)) or everyone
    cleared = dict.fromkeys(_WHO) if replaces_who else {}
    return replace(previous.slots, **{**cleared, **named})
