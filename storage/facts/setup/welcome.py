"""The first words, in a chat or in a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from storage.facts.fact import Facts, Optional

UNKNOWN = "unknown"
"""The role of somebody who is on no list of staff."""


@dataclass(frozen=True, slots=True)
class WelcomeInPerson(Facts):
    """In somebody's own chat, with the questions of their role; only the place where Teams does not say who it is."""

    place: Literal["personal"]
    role: Optional[str] = None
    name: Optional[str] = None
    questions: Optional[tuple[str, ...]] = None


@dataclass(frozen=True, slots=True)
class WelcomeToChannel(Facts):
    """In a channel; `team` is the municipal team whose channel it is."""

    place: Literal["channel"]
    team: str | None
    unconfirmed: str | None
    """The name of a shared channel that an administrator must confirm first; empty where Teams has not sent it."""
    choices: tuple[str, ...]
    """The municipal teams that whoever put the bot there may choose for this channel."""


WelcomeFacts: TypeAlias = WelcomeInPerson | WelcomeToChannel
