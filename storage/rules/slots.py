"""What a question names besides itself: the slots of questions.md, and how they are written in JSON."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, fields
from typing import Any

from storage.rules.period import Period
from storage.rules.selection import Selection


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of questions.md; None = not named. `staff` is a staff id, `team` a team's name, `case` a number."""

    case: str | None = None
    staff: str | None = None
    team: str | None = None
    case_type: str | None = None
    rule: str | None = None
    requirement: str | None = None
    category: str | None = None
    urgent: bool | None = None
    account: str | None = None
    milestone: str | None = None
    plan: str | None = None
    theme: str | None = None
    status: str | None = None
    period: Period | None = None
    measure: str | None = None
    limit: int | None = None
    over: int | None = None
    group_by: str | None = None
    check: str | None = None
    """Which list of `data_quality` is wanted: the name of the count that it explains."""
    selection: Selection | None = None
    """What is asked for in full, where the other slots cannot hold it; they are then empty, but for `case`."""

    @property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of the period; None: that end is open, or no period is named."""
        return (None, None) if self.period is None else (self.period.start, self.period.end)

    def as_json(self) -> dict[str, Any]:
        """The slots that are named, as questions.md writes them; what a button sends back."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value.as_json() if isinstance(value, Period) else value
            for name, value in named.items()
            if value is not None
        }

    @classmethod
    def from_json(cls, value: object) -> Slots:
        """Slots from a button or `--batch` line.

        Raises ValueError naming the slot when one is unknown or of the wrong type.
        """
        if not isinstance(value, dict):
            raise ValueError("slots must be an object")
        known = {f.name for f in fields(cls)}
        return cls(**{name: _slot(name, item, known) for name, item in value.items() if item is not None})


def _slot(name: str, value: object, known: set[str]) -> Any:
    if name not in known:
        raise ValueError(f"there is no slot {name!r}")
    if name == "period":
        if not isinstance(value, dict):
            raise ValueError("period must be an object with from and to")
        return _period(*(_date(value.get(end)) for end in ("from", "to")))
    expected: type = {"urgent": bool, "limit": int, "over": int}.get(name, str)
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        raise ValueError(f"slot {name!r} must be of type {expected.__name__}")
    if isinstance(value, int) and expected is int and not 0 < value <= MOST:
        raise ValueError(f"slot {name!r} must lie between 1 and {MOST}")
    if isinstance(value, str) and _NO_TEXT.search(value):
        raise ValueError(f"slot {name!r} holds what is no text")
    return value


MOST = 1_000_000_000
"""More than any list holds or any case costs."""
YEARS = range(1900, 2200)
"""The years people ask about; outside them the calendar's own arithmetic ends."""
_NO_TEXT = re.compile("[\\x00\\ud800-\\udfff]")
"""NUL and halves of characters: PostgreSQL stores neither."""


def _date(value: object) -> dt.date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("a period's from and to are ISO dates")
    day = dt.date.fromisoformat(value)
    if day.year not in YEARS:
        raise ValueError(f"a period lies between {YEARS.start} and {YEARS.stop - 1}")
    return day


def _period(start: dt.date | None, end: dt.date | None) -> Period:
    if start is not None and end is not None and end < start:
        raise ValueError("a period ends on or after the day it begins")
    return Period(start, end)
