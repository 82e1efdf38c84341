"""What a reminder is: a message composed for one team, or nothing to tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from messages.message import Message


@dataclass(frozen=True, slots=True)
class Work:
    """One reminder to compose for one team, as that team's channel may see it."""

    session: AsyncSession
    team_id: int
    team: str
    today: dt.date
    zone: dt.tzinfo
    language: str
    even_if_empty: bool = False
    """Compose a message also when there is nothing to tell (a schedule's `if_empty` = send)."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A kind of reminder.

    `compose` gives the team's message, or None when there is nothing to tell.
    `sample` gives the same message with made-up figures, for those who set reminders up without seeing cases.
    """

    id: str
    compose: Callable[[Work], Awaitable[Message | None]]
    sample: Callable[[Work], Awaitable[Message]]
