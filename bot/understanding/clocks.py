"""The time of day that a text names: kl. 14.30, kl 0830, halv ni, kvart over otte, kl 8 om aftenen (dates.md)."""

from __future__ import annotations

import datetime as dt
import re

from bot.understanding.text import fold
from storage.rules.dates.words import NUMBERS, choice

_COUNTS = {word: n for word, n in NUMBERS.items() if " " not in word} | {"kvart": 15}
_HOURS = {word: n for word, n in _COUNTS.items() if n <= 12 and word not in {"a", "en"}}
_COUNT = rf"\d{{1,2}}|{choice(_COUNTS)}"
_HOUR = rf"(?P<hour>\d{{1,2}}|{choice(_HOURS)})\b(?![.:]\d)"
_KL = r"\b(?:kl\.?|klokken|at)\s?"
_SPOKEN = [
    re.compile(rf"(?:\b(?P<minutes>{_COUNT}) (?:minut(?:ter)? )?(?P<side>over|i) )?\b(?P<half>halv) {_HOUR}"),
    re.compile(rf"\b(?P<half>)(?P<minutes>kvart) (?P<side>over|i) {_HOUR}"),
    re.compile(rf"\b(?P<half>)(?P<minutes>{_COUNT}) minut(?:ter)? (?P<side>over|i) {_HOUR}"),
    re.compile(rf"{_KL}(?P<half>)(?P<minutes>{_COUNT}) (?P<side>over|i) {_HOUR}"),
    re.compile(rf"{_KL}(?P<half>)(?P<minutes>)(?P<side>)(?P<hour>{choice(_HOURS)})\b"),
]
"""The more specific forms come first."""
_FIGURES = [
    re.compile(rf"{_KL}(?P<hour>\d{{1,2}})(?:\s?[.:]\s?(?P<minute>\d\d)|(?P<minute2>\d\d))?(?!\d)"),
    re.compile(r"(?<![\d.:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<minute2>)(?!\d)"),
    re.compile(r"\d[./-](?:20)?\d\d (?P<hour>[01]\d|2[0-4])(?P<minute>)(?P<minute2>[0-5]\d)(?![\d.-])"),
    re.compile(r"(?<![\d.:])(?P<hour>\d{1,2})(?P<minute>)(?P<minute2>)(?=\s?[ap]\.?m\b)"),
]
_WITH_A_DOT = re.compile(r"(?<![\d.:])(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?P<minute2>)(?![\d.])")
"""A clock with a dot. In a question 3.11 is a date, so this form is read only in texts that name no dates."""
_PART_OF_THE_DAY = re.compile(
    r"(?:\s?om (?:morgenen|natten|formiddagen|(?P<late>aftenen|eftermiddagen))"
    r"|\s?(?:in the |at )?(?:morning|(?P<late_en>afternoon|evening|night))|\s?(?:a|(?P<pm>p))\.?m\b)"
)
_MORNING = 7
"""Hours before this are taken as afternoon: 'halv tre' in an office is half past two in the afternoon, not at night."""
DAY = 24 * 60


def minutes_named(text: str, *, with_a_dot: bool = False) -> int | None:
    """The minutes after midnight of the time of day that a text names, 1440 for 24:00; None where it names none.

    `with_a_dot`: 14.15 is a clock too, where the text names no dates.

    >>> minutes_named("hver mandag klokken halv ni")
    510
    """
    folded = fold(text)
    spoken = next((m for form in _SPOKEN if (m := form.search(folded))), None)
    if spoken is not None and (minutes := _spoken(spoken, folded)) is not None:
        return minutes
    forms = [*_FIGURES, _WITH_A_DOT] if with_a_dot else _FIGURES
    found = next((m for form in forms if (m := form.search(folded))), None)
    return None if found is None else _figures(found, folded)


def clock_named(text: str, *, with_a_dot: bool = False) -> dt.time | None:
    """The time of day that a text names; None for 24:00, which belongs to the next day."""
    minutes = minutes_named(text, with_a_dot=with_a_dot)
    return None if minutes is None or minutes == DAY else dt.time(*divmod(minutes, 60))


def _spoken(found: re.Match[str], text: str) -> int | None:
    """'kvart i halv ni': so many minutes before or after the half or full hour."""
    written = found["hour"]
    hour = int(written) if written.isdigit() else _HOURS[written]
    if not 1 <= hour <= 12:
        return None
    afternoon = _is_afternoon(text[found.end() :])
    if afternoon is None:
        afternoon = hour < _MORNING
    minutes = (hour % 12 + 12 * afternoon) * 60 - (30 if found["half"] else 0)
    if found["minutes"]:
        count = int(found["minutes"]) if found["minutes"].isdigit() else _COUNTS[found["minutes"]]
        minutes += count if found["side"] == "over" else -count
    return minutes % DAY


def _figures(found: re.Match[str], text: str) -> int | None:
    hour, minute = int(found["hour"]), int(found["minute"] or found["minute2"] or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    afternoon = _is_afternoon(text[found.end() :])
    if afternoon is not None and hour <= 12:
        hour = hour % 12 + 12 * afternoon
    return 60 * hour + minute


def _is_afternoon(rest: str) -> bool | None:
    """Whether the words right after a clock say afternoon; None if they say nothing of the time of day."""
    said = _PART_OF_THE_DAY.match(rest)
    if said is None:
        return None
    return bool(said["late"] or said["late_en"] or said["pm"])
