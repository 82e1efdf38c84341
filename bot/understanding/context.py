"""A question that depends on the one before: 'og for Distrikt 2?', 'hvad med næste måned', 'kun de røde'."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from bot.question import Slots
from bot.understanding.lexicon import LEXICA
from bot.understanding.mentions import Mentions
from bot.understanding.slots import Reading, slots_of
from bot.understanding.text import fold

_DATA = tomllib.loads((Path(__file__).parent / "context.toml").read_text(encoding="utf-8"))
_FILLER = frozenset(fold(word) for word in _DATA["filler"].split())
_NARROWS = re.compile(r"\b(?:kun|blot|only|just|af dem|of them|of those)\b")
_EVERYONE = re.compile(r"\b(?:alle|hele afdelingen|samlet|i alt|everyone|everybody|all teams|all of us|overall)\b")
_WORD = re.compile(r"[a-z0-9§½']+")
_WHO = ("staff", "team", "case")
_VALUES = ("rule", "requirement", "case_type", "category", "urgent", "measure", "account", "status")


_LEANS = re.compile(r"(?:og|hvad med|hva med|kun|and|what about|how about|only)\b")


@dataclass(frozen=True, slots=True)
class Previous:
    """The question before, at most ten minutes old, and its slots."""

    question: str
    slots: Slots


def depends_on_previous(mentions: Mentions) -> bool:
    """Whether the text names nothing but values of slots, so that only the question before says what is asked."""
    rest = mentions.masked
    for name in _VALUES:
        for entry in sorted(LEXICA[name].find(rest), key=lambda e: e.start, reverse=True):
            rest = f"{rest[: entry.start]} {rest[entry.end :]}"
    names_something = bool(mentions.kinds) or rest != mentions.masked or _EVERYONE.search(rest) is not None
    return names_something and set(_WORD.findall(rest)) <= _FILLER


def leans_on_nothing(mentions: Mentions) -> bool:
    """Whether the text opens like a second question ('hvad med …') and names no question of its own."""
    return _LEANS.match(mentions.text) is not None and depends_on_previous(mentions)


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
