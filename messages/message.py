"""A Message: what a person reads (text), what Teams draws (card) and what both stand on (facts)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is plain Danish or English, one to three sentences; `card` an Adaptive Card 1.5 or None; `facts` JSON-ready."""

    text: str
    card: dict[str, Any] | None
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The form frozen in a delivery."""
        return {"text": self.text, "card": self.card, "facts": self.facts}


@dataclass(frozen=True, slots=True)
class Setting:
    """What every message needs besides its facts.

    `language` is "da" or "en"; `today` the day asked about; `data_as_of` when data was last imported (None: never).
    `names` maps staff ids to names for the caseworkers that the facts carry, so that people read names, not ids.
    `question` and `slots` are what a "vis flere" button sends back.
    """

    language: str
    today: dt.date
    data_as_of: dt.datetime | None
    names: dict[str, str]
    question: str | None = None
    slots: dict[str, Any] | None = None
    page: int = 1
    """Which ten rows of a list the card shows; "vis flere" asks for the next page."""
