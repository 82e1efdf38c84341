"""What a card's button sends: {"question": id, "slots": {…}, "page": n, …form fields}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.question import Slots
from bot.questions import QUESTIONS
from bot.understanding.understand import NONE, Meaning


def pressed(button: Mapping[str, Any], language: str) -> Meaning:
    """What a button means; one that no card of ours carries is outside our field."""
    question = button.get("question")
    try:
        slots = Slots.from_json(button.get("slots") or {})
    except ValueError:
        question, slots = None, Slots()
    known = isinstance(question, str) and question in QUESTIONS
    return Meaning(str(question) if known else NONE, 1.0, slots, language)


def texts_in(value: object) -> Iterator[str]:
    """Every text and number inside a JSON value, names of fields too."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield str(name)
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif value is not None:
        yield str(value)
