"""What a card's button sends: {"question": id, "slots": {…}, "page": n, "lang": language, …form fields}."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from bot.understanding.understand import Meaning
from messages.cards import LANGUAGE
from messages.words import LANGUAGES
from storage.rules.counts import slots_of
from storage.rules.questions import OUTSIDE, RECORDS
from storage.rules.slots import Slots


def pressed(button: Mapping[str, Any], fallback: str, today: dt.date) -> Meaning:
    """What a button means. A button that none of our cards carries counts as outside our field.

    The answer is in the card's language, or in `fallback` if the card names no language that we speak.
    """
    question = button.get("question")
    record = RECORDS.get(question) if isinstance(question, str) else None
    try:
        slots = slots_of(button.get("slots") or {}, record.counts if record else None, today)
    except ValueError:
        record, slots = None, Slots()
    language = language_of(button) or fallback
    return Meaning(record.id if record else OUTSIDE, 1.0, slots, language, page=_page(button))


def _page(button: Mapping[str, Any]) -> int:
    """Which ten rows of a list a button asks for; the first ones unless it says so."""
    page = button.get("page")
    return page if isinstance(page, int) and page > 0 else 1


def language_of(button: Mapping[str, Any] | None) -> str | None:
    """The language of the card that was pressed; None for a text, and for a language that we do not speak."""
    language = (button or {}).get(LANGUAGE)
    return language if isinstance(language, str) and language in LANGUAGES else None


def texts_in(value: object) -> Iterator[str]:
    """Every text and number inside a JSON value, including the names of fields."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield str(name)
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif value is not None:
        yield str(value)
