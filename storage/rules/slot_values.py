"""The single values that slots hold in JSON: texts, numbers and days, each within what the store can read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from storage.rules.period import Period

MOST = 1_000_000_000
"""More than any list holds or any case costs."""
LONGEST = 500
"""Letters of one text in a selection; nothing that people name is as long."""
YEARS = range(1900, 2200)
"""The years people ask about; outside them the calendar's own arithmetic ends."""
_NO_TEXT = re.compile("[\\x00\\ud800-\\udfff]")
"""NUL and halves of characters: PostgreSQL stores neither."""


def object_of(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"slot {name!r} must be an object")
    return value


def text_of(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"slot {name!r} must be of type str")
    if _NO_TEXT.search(value):
        raise ValueError(f"slot {name!r} holds what is no text")
    return value


def short_text_of(name: str, value: object) -> str:
    """A text as a selection holds it."""
    text = text_of(name, value)
    if len(text) > LONGEST:
        raise ValueError(f"slot {name!r} holds a text of more than {LONGEST} letters")
    return text


def number_of(name: str, value: object, least: int = 1, most: int = MOST) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"slot {name!r} must be of type int")
    if not least <= value <= most:
        raise ValueError(f"slot {name!r} must lie between {least} and {most}")
    return value


def flag_of(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"slot {name!r} must be of type bool")
    return value


def period_of(name: str, value: object) -> Period:
    """Days from and to, both ends included; an end that is missing or null is open. Backwards it is read the other way
    round.
    """
    given = object_of(name, value)
    return Period.of_ends(*(_day(name, given.get(which)) for which in ("from", "to")))


def _day(name: str, value: object) -> dt.date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"slot {name!r}: from and to are ISO dates")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"slot {name!r}: from and to are ISO dates") from error
    if day.year not in YEARS:
        raise ValueError(f"slot {name!r}: a period lies between {YEARS.start} and {YEARS.stop - 1}")
    return day
