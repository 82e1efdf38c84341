"""Who gets a reminder in person: those who answer for a team; controllers and administrators answer for every team.

No case is read here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.people import still_here
from storage.queries.setup.conversations import Destination, destination_of
from storage.queries.teams import TeamRow
from storage.rules.access import Person, Role, Scope, reaches_team, scope_over
from storage.schema import Conversation, Staff, TeamLeader


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, with only the roles that a reminder is meant for, and the teams it is about, by name."""

    person: Person
    language: str | None
    """None = the municipality's default."""
    teams: tuple[TeamRow, ...]

    def scope(self, day: dt.date) -> Scope:
        """What the person may see of these teams."""
        return scope_over(self.person, frozenset(team.id for team in self.teams), day)

    @property
    def reach(self) -> str:
        """The rights a message is composed with, as one text: when they change, it is composed anew."""
        scope = self.scope(dt.date.min)
        of_all = sorted(team.id for team in self.teams)
        controls = f" controls {of_all}" if scope.all_teams else ""
        controls += f" administers {of_all}" if Role.ADMIN in self.person.roles else ""
        return f"leads {sorted(scope.leads)} coordinates {sorted(scope.teams)}{controls}"


def reader_of(
    person: Person, roles: Collection[Role], teams: Iterable[TeamRow], language: str | None = None
) -> Reader | None:
    """The person with only these of their roles, or None where they answer for none of the teams in them.

    An administrator answers for every team, but only in reminders that are meant for administrators; they still see no
    case of it.
    """
    held = replace(person, roles=person.roles & frozenset(roles))
    administers = Role.ADMIN in held.roles
    theirs = tuple(team for team in teams if administers or reaches_team(held, team.id))
    return Reader(held, language, theirs) if theirs else None


async def readers(
    session: AsyncSession, roles: Collection[Role], teams: Iterable[TeamRow], day: dt.date
) -> tuple[Reader, ...]:
    """Everyone who answers for one of the teams in one of these roles that day, once each."""
    wanted = tuple(teams)
    led: dict[str, set[int]] = {}
    for leader in await session.scalars(select(TeamLeader)):
        led.setdefault(leader.staff_id, set()).add(leader.team_id)
    everyone = []
    for row in await session.scalars(select(Staff).where(still_here(day)).order_by(Staff.id)):
        everything = frozenset(Role(role) for role in row.roles)
        person = Person(row.id, row.name, row.team_id, everything, frozenset(led.get(row.id, ())))
        everyone.append(reader_of(person, roles, wanted, row.language))
    return tuple(reader for reader in everyone if reader)


async def administrators_of(session: AsyncSession, day: dt.date) -> tuple[Reader, ...]:
    """Every administrator of that day, by staff id, with that role alone and no teams."""
    held = select(Staff).where(still_here(day), literal(Role.ADMIN.value) == any_(Staff.roles)).order_by(Staff.id)
    only = frozenset({Role.ADMIN})
    return tuple(
        Reader(Person(row.id, row.name, row.team_id, only, frozenset()), row.language, ())
        for row in await session.scalars(held)
    )


async def personal_chat(session: AsyncSession, staff_id: str) -> Destination | None:
    """The person's own chat with the bot, the latest of several; None until they have spoken with it."""
    row = await session.scalar(
        select(Conversation)
        .where(Conversation.kind == "personal", Conversation.staff_id == staff_id, Conversation.removed_at.is_(None))
        .order_by(Conversation.installed_at.desc(), Conversation.id)
        .limit(1)
    )
    return None if row is None else destination_of(row)
