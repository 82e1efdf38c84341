"""The desk: who asks, what is meant, is it allowed, the answer, the log. Knows nothing of Teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.question import Place
from messages.message import Message


@dataclass(frozen=True, slots=True)
class Incoming:
    """One question as it arrives, whatever carried it."""

    text: str
    conversation_id: str
    place: Place
    entra_id: str | None = None
    """Who asks, in Teams; on the command line `email` stands alone."""
    email: str | None = None
    channel_team_name: str | None = None
    """In a channel: the municipal team it is bound to, or until then Teams' own name of it; None = unknown."""
    button: Mapping[str, Any] | None = None
    """What a card's button sent: {"question": id, "slots": {…}, "page": n, …form fields}."""
    on: dt.date | None = None
    """The day asked about (`--on`); None = today."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of questions.md, ready to be posted or printed."""

    question: str
    confidence: float
    slots: dict[str, Any]
    message: Message
    language: str
    as_of: dt.date
    data_as_of: dt.datetime | None

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "confidence": round(self.confidence, 3),
            "slots": self.slots,
            "text": self.message.text,
            "facts": self.message.facts,
            "card": self.message.card,
            "language": self.language,
            "as_of": self.as_of.isoformat(),
            "data_as_of": self.data_as_of.isoformat() if self.data_as_of else None,
        }
