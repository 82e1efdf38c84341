"""One person at the desk: who came, when and from where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.exchange import Incoming
from bot.question import Place
from storage.queries import people
from storage.rules.cpr import mask_cpr
from storage.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at the desk, on one day; `known` None = nobody we know."""

    session: AsyncSession
    incoming: Incoming
    known: people.Known | None
    channel_team_id: int | None
    now: dt.datetime
    today: dt.date
    data_as_of: dt.datetime | None
    language: str

    @property
    def place_name(self) -> str:
        """The place as the access log writes it."""
        if self.incoming.place is Place.PRIVATE and not self.incoming.alone:
            return "personal"
        kind = "alone" if self.incoming.alone else "team"
        return f"{kind}:{mask_cpr(self.incoming.channel_team_name or '')}"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who comes to the desk, when and from which channel, before anything is asked."""

    at: dt.datetime
    day: dt.date
    known: people.Known | None
    channel_team_id: int | None
