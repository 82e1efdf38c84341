"""What a text composes to, as the slots of questions.md write it."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

from bot.understanding.composing.compose import Asker, Composed, compose
from bot.understanding.composing.reading import words_of
from bot.understanding.mentions import find_mentions
from bot.understanding.text import Typed
from storage.rules.selection import COUNT, LIST, WHO
from storage.rules.selection_json import conditions_as_json, selection_as_json
from tests.bot.understanding.sentences import ANNA, NAMES, TODAY

OFFICE = replace(NAMES, suppliers=("Solgården", "Opholdsstedet Fjordblik"), areas=("børn", "unge"))
"""The people and teams of the sentences, with the suppliers and areas of an export."""
_PUT_AS = frozenset({COUNT, LIST, WHO})
"""How an answer is put, where nothing else is worked out for it."""


@functools.cache
def composed(text: str) -> Composed | None:
    """The text as Anna types it on the day of the sentences, without the speller."""
    typed = Typed.of(text)
    mentions = find_mentions(typed, typed.folded, TODAY, OFFICE)
    is_own = mentions.me and not mentions.teams.spans and not mentions.teams.own
    asker = Asker(ANNA if is_own else None, OFFICE.own_team(ANNA) if mentions.teams.own else None)
    return compose(words_of(mentions, typed, OFFICE, TODAY), asker, TODAY)


def said(text: str) -> dict[str, Any]:
    """Everything that the text asks for, but whether as a number, a list or by name."""
    found = composed(text)
    assert found is not None, f"{text!r} asks for nothing that can be counted"
    written = selection_as_json(found.selection)
    if written.get("form") in _PUT_AS:
        del written["form"]
    return written


def conditions_of(text: str) -> dict[str, Any]:
    """The conditions alone, the denied ones under `not`."""
    found = composed(text)
    assert found is not None, f"{text!r} asks for nothing that can be counted"
    return conditions_as_json(found.selection.conditions)


def counted_by(text: str) -> str:
    """What the text counts or sums, as conditions.toml names it."""
    found = composed(text)
    assert found is not None, f"{text!r} asks for nothing that can be counted"
    return found.selection.what


def unread_of(text: str) -> tuple[str, ...]:
    """The words that nothing took up."""
    found = composed(text)
    assert found is not None, f"{text!r} asks for nothing that can be counted"
    return found.unread
