"""Outside the bot's field, or in it but in no export."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, NotInJson, Optional
from storage.rules.question_record import Bilingual


@dataclass(frozen=True, slots=True)
class NotInTheData:
    """A topic that no export holds, and what can be shown instead."""

    topic: str
    said: NotInJson[Bilingual]
    """The topic, as it ends a sentence."""
    instead: NotInJson[Bilingual | None] = None
    """A sentence without its full stop; None where no question of the topic's own is offered."""


@dataclass(frozen=True, slots=True)
class Nearest(Facts):
    """The questions nearest to what was typed, likeliest first."""

    suggestions: tuple[str, ...]
    why: Optional[str] = None
    """writes_nothing, where something was to be changed."""
    absent: Optional[NotInTheData] = None
    """What was asked for, where the question is of the bot's field but in no export."""
