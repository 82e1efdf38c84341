"""Dialogues of three turns: what was said before still holds at the end (questions.md, 'Inheritance')."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.classifier import Model
from bot.understanding.setting_against import counted_before
from bot.understanding.understand import Previous
from storage.rules.selection_json import selection_as_json
from tests.bot.understanding.sentences import ANNA, FOLDER, TODAY, meaning_of

_FILE = Path(FOLDER / "three_turns.tsv")
_LAID_OUT = {"group_by": "by", "order": "order", "limit": "limit", "period": "period", "compare": "compare"}
Turn = tuple[str, str]


def _dialogues() -> Iterator[list[Turn]]:
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for block in "\n".join(lines).split("\n\n"):
        yield [tuple(line.split("\t", 1)) for line in block.splitlines()]  # type: ignore[misc]


def _asked(question: str, previous: Previous) -> set[str]:
    """All that is asked for, in the words of the file."""
    selection = counted_before(question, previous.slots, TODAY)
    assert selection is not None, f"{question} counts nothing"
    written = selection_as_json(selection)
    parts = {written.pop("what")}
    parts |= {f"!{_said(name, value)}" for name, value in written.pop("not", {}).items()}
    return parts | {
        _said(_LAID_OUT.get(name, name), value)
        for name, value in written.items()
        if name != "form" and (name, value) != ("order", "earliest")
    }


def _said(name: str, value: Any) -> str:
    return name if value is True else f"{name}={_value(value)}".replace(" ", "_").replace(ANNA, "me")


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value.get('from') or ''}..{value.get('to') or ''}"
    return "|".join(sorted(value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("turns", list(_dialogues()), ids=lambda turns: turns[0][0])
def test_what_was_said_before_holds_until_something_takes_its_place(turns: list[Turn], model: Model) -> None:
    previous = None
    for text, wanted in turns:
        meaning = meaning_of(text, model, previous=previous)
        previous = Previous(meaning.question, meaning.slots)
        assert _asked(meaning.question, previous) == set(wanted.split()), text
