"""Who gets a reminder in person: those who answer for a team, as leader or coordinator. No case is read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.people import still_here
from storage.queries.teams import TeamRow
from storage.rules.access import Person, Role, Scope, scope_over
from storage.schema import Conversation, Staff, TeamLeader


@dataclass(frozen=True, slots=True)
class Reader:
    """A person and the teams a reminder tells them about, by name."""

    person: Person
    language: str | None
    """None = the municipality's default."""
    teams: tuple[TeamRow, ...]

    def scope(self, day: dt.date) -> Scope:
        """What the person may see of these teams."""
        return scope_over(self.person, frozenset(team.id for team in self.teams), day)

    @property
    def reach(self) -> str:
        """The rights a message was composed with, in a word: with others it is composed anew."""
        scope = self.scope(dt.date.min)
        return f"leads {sorted(scope.leads)} coordinates {sorted(scope.teams)}"


async def readers(
    session: AsyncSession, roles: Collection[Role], teams: Iterable[TeamRow], day: dt.date
) -> tuple[Reader, ...]:
    """Everyone who in one of these roles (leader, coordinator) answers for one of the teams that day, once each."""
    wanted = tuple(teams)
    led: dict[str, set[int]] = {}
    for leader in await session.scalars(select(TeamLeader)):
        led.setdefault(leader.staff_id, set()).add(leader.team_id)
    found = []
    for row in await session.scalars(select(Staff).where(still_here(day)).order_by(Staff.id)):
        held = frozenset(Role(role) for role in row.roles) & frozenset(roles)
        person = Person(row.id, row.name, row.team_id, held, frozenset(led.get(row.id, ())))
        own = person.leads_as_leader | {person.coordinates}
        theirs = tuple(team for team in wanted if team.id in own)
        if theirs:
            found.append(Reader(person, row.language, theirs))
    return tuple(found)


async def personal_chat(session: AsyncSession, staff_id: str) -> Conversation | None:
    """The person's own chat with the bot, the latest of several; None until they have spoken with it."""
    return await session.scalar(
        select(Conversation)
        .where(Conversation.kind == "personal", Conversation.staff_id == staff_id, Conversation.removed_at.is_(None))
        .order_by(Conversation.installed_at.desc(), Conversation.id)
        .limit(1)
    )
