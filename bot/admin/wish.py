"""What somebody wants done to the schedules, and how a text says it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.understanding.clocks import clock_named
from bot.understanding.text import fold
from storage.rules.dates.words import WEEKDAYS, choice
from storage.rules.sending.recurrence import BEFORE
from storage.rules.sending.reminder_kinds import KINDS


class Do(StrEnum):
    """What can be done; the values are what a card's buttons send."""

    FORM = "new"
    ADD = "add"
    EDIT = "edit"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to do. The fields hold what a person filled in or wrote, unchecked; None = they said nothing of it."""

    do: Do
    schedule: str | None = None
    kind: str | None = None
    team: str | None = None
    weekday: str | None = None
    time: str | None = None
    monthly: str | None = None
    """usual, week, day, first, last, a day of the month, or `before` one."""
    limit: str | None = None
    """Per cent."""


_READ_AS = {
    "resume": Do.RESUME,
    "pause": Do.PAUSE,
    "remove": Do.REMOVE,
    "preview": Do.PREVIEW,
    "change": Do.EDIT,
    "new": Do.FORM,
}
"""A text never changes the day or adds a schedule by itself: it opens the form, filled in."""
_WORDS = tomllib.loads((Path(__file__).parent / "wishes.toml").read_text(encoding="utf-8"))
_WISHES = [(_READ_AS[do], re.compile("|".join(patterns))) for do, patterns in _WORDS["do"].items()]


def _pattern(word: str) -> str:
    """A word of reminders.toml, folded: `*` stands for any ending, ` … ` for any words between."""
    parts = [re.escape(fold(part)).replace(r"\*", r"\w*") for part in word.split(" … ")]
    return r"\b" + r"\b.*\b".join(parts) + r"\b"


_KINDS = {kind.id: re.compile("|".join(map(_pattern, kind.words))) for kind in KINDS.values()}
_RHYTHMS = {rhythm: re.compile("|".join(patterns)) for rhythm, patterns in _WORDS["monthly"].items()}
_DAY_OF_MONTH = re.compile(
    r"\b(?:den|d\.|on the|on day|day)\s*(3[01]|[12]\d|[1-9])(?!\d)"
    r".*\b(?:maaned\w*|month\w*)\b"
)
_READY_BEFORE = re.compile(
    r"\b(?:senest|inden|foer|before|by|later than)\s+(?:den|d\.|the|day)\s*(3[01]|[12]\d|[1-9])(?!\d)"
)
_LIMIT = re.compile(r"\b(\d{1,3}(?:[.,]\d)?)\s*(?:%|pct\b|procent\b|per ?cent\b)")
_WEEKDAY = re.compile(rf"\b({choice(WEEKDAYS)})(?:s|e|en|ene|morgen)?\b")


def schedule_wish(folded: str) -> Wish | None:
    """What a folded text wants done, without the team; None when the schedules are only to be shown."""
    do = next((do for do, pattern in _WISHES if pattern.search(folded)), None)
    if do is None:
        return None
    return Wish(
        do,
        kind=_first(_KINDS, folded),
        weekday=_weekday(folded),
        time=_time(folded),
        monthly=_monthly(folded),
        limit=found.group(1) if (found := _LIMIT.search(folded)) else None,
    )


def _first(patterns: Mapping[str, re.Pattern[str]], text: str) -> str | None:
    return next((name for name, pattern in patterns.items() if pattern.search(text)), None)


def _monthly(text: str) -> str | None:
    """The monthly rhythm in a text; None if it names none.

    The narrower reading comes first: in time for a day of the month, a day of the month, the first or last weekday,
    every month.
    """
    if before := _READY_BEFORE.search(text):
        return BEFORE + before.group(1)
    day = _DAY_OF_MONTH.search(text)
    return day.group(1) if day else _first(_RHYTHMS, text)


def _weekday(text: str) -> str | None:
    found = _WEEKDAY.search(text)
    return str(WEEKDAYS[found.group(1)]) if found else None


def _time(text: str) -> str | None:
    clock = clock_named(text, with_a_dot=True)
    return None if clock is None else f"{clock:%H:%M}"
