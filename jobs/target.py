"""Whom a message is for: a team, in its channel, or a person who answers for teams, in their own chat."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jobs.reminders import kind_of
from storage.queries import teams
from storage.queries.sending.channels import channel_of_team
from storage.queries.sending.ledger.lines import LedgerLine
from storage.queries.sending.recipients import Reader, administrators_of, personal_chat, readers
from storage.queries.setup.conversations import Destination
from storage.queries.teams import TeamRow
from storage.rules.sending.reminder_kinds import NOTICE
from storage.session import AsyncSession

NO_CHANNEL = "no channel for this team"
NO_CHAT = "has not spoken with the bot yet"


@dataclass(frozen=True, slots=True)
class Target:
    """A team (`reader` None), or a reader with the teams the message is about; an administrator has none here."""

    teams: tuple[TeamRow, ...]
    reader: Reader | None = None

    @property
    def name(self) -> str:
        """The target's name in the ledger, unique within a run."""
        return f"team:{self.teams[0].id}" if self.reader is None else f"staff:{self.reader.person.id}"

    @property
    def team_id(self) -> int | None:
        """The team, or the first of several."""
        return self.teams[0].id if self.teams else None

    @property
    def nowhere(self) -> str:
        """The reason to record where `place_of` finds no place."""
        return NO_CHANNEL if self.reader is None else NO_CHAT


async def targets_of(session: AsyncSession, kind: str, team_id: int | None, day: dt.date) -> list[Target]:
    """Everyone a reminder of this kind goes to for a team (None: every team). Raises UnknownReminderError."""
    meant = [team for team in await teams.all_teams(session) if team_id in {None, team.id}]
    roles = kind_of(kind).readers
    if roles is None:
        return [Target((team,)) for team in meant]
    return [Target(reader.teams, reader) for reader in await readers(session, roles, meant, day)]


async def administrators(session: AsyncSession, day: dt.date) -> list[Target]:
    """Every administrator of that day."""
    return [Target((), reader) for reader in await administrators_of(session, day)]


async def target_of(session: AsyncSession, delivery: LedgerLine, day: dt.date) -> Target | None:
    """The delivery's target with its rights of that day; None where it is no longer a target."""
    run = delivery.run
    if run.kind == NOTICE:
        every = await administrators(session, day)
        return next((target for target in every if target.name == delivery.target), None)
    to_a_person = delivery.staff_id is not None
    team_id = run.policy.team_id if run.policy is not None and to_a_person else delivery.team_id
    every = await targets_of(session, run.kind, team_id, day)
    return next((target for target in every if target.name == delivery.target), None)


async def place_of(session: AsyncSession, target: Target) -> Destination | None:
    """Where the target's messages go, or None."""
    if target.reader is not None:
        return await personal_chat(session, target.reader.person.id)
    (team,) = target.teams
    return await channel_of_team(session, team.id)
