"""What a reminder is: a message composed for a team or somebody who answers for it, or nothing to tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from messages.message import Message, Setting
from storage.queries import people
from storage.queries.sending import imports
from storage.queries.sending.recipients import Reader
from storage.queries.teams import TeamRow
from storage.rules.calendar import Calendar
from storage.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Work:
    """One reminder to compose: for one team, as its channel may see it, or for a reader about their teams."""

    session: AsyncSession
    teams: tuple[TeamRow, ...]
    today: dt.date
    zone: dt.tzinfo
    calendar: Calendar
    """On which days this municipality's office is closed."""
    language: str
    even_if_empty: bool = False
    """Compose a message also when there is nothing to tell (a schedule's `if_empty` = send)."""
    reader: Reader | None = None
    limit_pct: Decimal | None = None
    """How many per cent over the budget a team must be to be mentioned; None = the kind's own limit."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """The messages of one kind of reminder; whatever else is true of it stands in its record (ReminderKind).

    `compose` gives the message, or None when there is nothing to tell.
    `sample` gives the same message with made-up figures, for those who set reminders up without seeing cases: about the
    first of the teams.
    """

    compose: Callable[[Work], Awaitable[Message | None]]
    sample: Callable[[Work], Awaitable[Message]]


async def setting_of(work: Work, staff_ids: Iterable[str] = ()) -> Setting:
    """What the message needs besides its facts: language, dates and names; `staff_ids` are the people it names."""
    return Setting(
        language=work.language,
        today=work.today,
        data_as_of=await imports.data_as_of(work.session),
        names=await people.names_of(work.session, staff_ids),
        zone=work.zone,
        asker=work.reader.person.id if work.reader else None,
    )
