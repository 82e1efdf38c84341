"""What a question is: who asks what, from where, and the facts that answer it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto
from typing import Any
from zoneinfo import ZoneInfo

from bot.understanding.absent import Absent
from bot.understanding.particulars import SILENT, Particulars
from messages.setting import COPENHAGEN
from storage.rules.access import Person, Scope
from storage.rules.calendar import Calendar
from storage.rules.slots import Slots
from storage.session import AsyncSession


class Place(Enum):
    """Where a question is asked."""

    PRIVATE = auto()
    CHANNEL = auto()


class NotYoursError(Exception):
    """What was asked for is unknown or out of the asker's reach; they cannot tell which."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question put to the store, already understood and allowed.

    `scope` is what the asker may see here: in a channel it is narrowed to the channel's team, and to the team or person
    of the question if it names one. `today` is the day D asked about.
    """

    session: AsyncSession
    asker: Person
    scope: Scope
    slots: Slots
    today: dt.date
    now: dt.datetime
    calendar: Calendar
    language: str
    place: Place
    zone: ZoneInfo = COPENHAGEN
    """The time zone people read the clock in (SAGSPULS_TIMEZONE)."""
    case_weights: Mapping[str, Decimal] = field(default_factory=dict)
    """What a case of a type weighs in a caseload (SAGSPULS_CASE_WEIGHTS); 1 for the others."""
    application_weeks: int = 8
    """The council's limit for answering an application (SAGSPULS_APPLICATION_LIMIT_WEEKS)."""
    emergency_line: str | None = None
    """The number of the municipality's social emergency line (SAGSPULS_EMERGENCY_LINE)."""
    channel_team_id: int | None = None
    team_id: int | None = None
    """The id of the team in the slot `team`; None = no team named."""
    left_out: tuple[str, ...] = ()
    """The teams that the question names beside others and the asker does not see."""
    particulars: Particulars = SILENT
    """What the text says that no slot holds."""
    form: Mapping[str, Any] = field(default_factory=dict)
    """What a card's inputs sent besides question, slots and page: `do` and the fields of that form."""
    page: int = 1
    whole: bool = False
    """The whole of a list is wanted, however long: it is to be a file."""
    suggestions: tuple[str, ...] = ()
    """The question ids nearest to what was typed, likeliest first; for `none`."""
    absent: Absent | None = None
    """What was asked for that no export holds; for `none`."""
    conversation_id: str = ""
    """The Bot Framework conversation the question came from; empty on the command line."""
