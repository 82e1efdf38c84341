"""The setting of a message: what it needs besides its facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from storage.rules.case_thing import CaseThing
from storage.rules.slots import Slots

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


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
    slots: Slots = field(default_factory=Slots)
    page: int = 1
    """Which ten rows of a list the card shows; "vis flere" asks for the next page."""
    asker: str | None = None
    """The staff id of the reader: if the slot `staff` is that person, the text says "du"."""
    zone: dt.tzinfo = COPENHAGEN
    """The time zone people read moments in (SAGSPULS_TIMEZONE)."""
    passed_over: tuple[dt.date | None, dt.date | None] | None = None
    """A period (both days included) that was asked for but the answer leaves out; the text says so."""
    unread: tuple[str, ...] = ()
    """The words of the question that nothing took up; the text says so."""
    any_found: bool | None = None
    """Where it was asked whether there are any: the answer."""
    thing: CaseThing | None = None
    """Of one case: the one thing that was asked for."""
    dearest_first: bool = False
    """Whether it was asked which are dearest: then they are told before what all cost."""
    private_chat: str | None = None
    """A URL that opens the reader's own chat with the bot, if the question belongs there."""
