"""One person at the desk: who came, when and from where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.exchange import Incoming
from bot.question import Place
from storage.clock import local_day, now
from storage.queries import people, teams
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
    """Who comes to the desk, when and from which channel; looked up once for each question."""

    at: dt.datetime
    day: dt.date
    known: people.Known | None
    channel_team_id: int | None


async def arrived(session: AsyncSession, incoming: Incoming, zone: ZoneInfo) -> Arrived:
    """Look up who asks, in a transaction of the service."""
    moment = await now(session)
    day = incoming.on or local_day(moment, zone)
    team = await teams.by_name(session, incoming.channel_team_name) if incoming.channel_team_name else None
    return Arrived(moment, day, await _who(session, incoming, day), team.id if team else None)


async def _who(session: AsyncSession, incoming: Incoming, day: dt.date) -> people.Known | None:
    if incoming.entra_id is not None:
        return await people.by_entra_id(session, incoming.entra_id, day)
    return await people.by_email(session, incoming.email, day) if incoming.email else None
