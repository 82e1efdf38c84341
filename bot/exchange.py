"""What passes over the desk: a question as it arrives, and the reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from bot.question import Place
from messages.cards import LANGUAGE
from messages.message import Message, joined
from storage.facts.asked import AskedFigures


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
    """In a channel: the municipal team whose channel it is; None = nobody's."""
    unconfirmed: str | None = None
    """The name of a shared channel that an administrator has not confirmed: no answers there yet. None = answer."""
    button: Mapping[str, Any] | None = None
    """What a card's button sent: {"question": id, "slots": {…}, "page": n, "lang": language, …form fields}."""
    alone: bool = False
    """Asked in a channel or a group, but unseen by the others there."""
    may_be_alone: bool = False
    """In this channel or group we can answer the asker alone, so questions that belong in private may be answered."""
    on: dt.date | None = None
    """The day asked about (`--on`); None = today."""
    whole: bool = False
    """The whole of a list is wanted (`--csv`)."""

    @property
    def form(self) -> dict[str, Any]:
        """What a card's inputs sent besides the question itself."""
        own = ("question", "slots", "page", LANGUAGE)
        return {name: value for name, value in (self.button or {}).items() if name not in own}


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
    alone: bool = False
    """Only the asker may see it, although it was asked where others read along."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of the people in the facts, by staff id."""
    understood: str = ""
    """What the figures are really of, in one line; empty where there are none."""
    unread: tuple[str, ...] = ()
    """The words that nothing took up."""
    asked: AskedFigures | None = None
    """The result in one shape; None where the question counts nothing."""
    also: tuple[Reply, ...] = ()
    """The answers to the other questions of the same text."""

    @property
    def said(self) -> Message:
        """What is posted: this answer, and below it the others."""
        return reduce(joined, (other.message for other in self.also), self.message)

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "confidence": round(self.confidence, 3),
            "slots": self.slots,
            "text": self.message.text,
            "facts": self.message.facts,
            "understood": self.understood,
            "unread": list(self.unread),
            "asked": None if self.asked is None else self.asked.as_json(),
            "card": self.message.sent_card,
            "language": self.language,
            "as_of": self.as_of.isoformat(),
            "data_as_of": self.data_as_of.isoformat() if self.data_as_of else None,
            **({"also": [other.as_json() for other in self.also]} if self.also else {}),
        }
