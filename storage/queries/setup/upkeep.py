"""What an operator has to look at among the places in Teams. Service work without case data: no Scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.sending.channels import channel_of_team
from storage.schema import Conversation, Schedule, Team


@dataclass(frozen=True, slots=True)
class Blocked:
    """A conversation that refuses the bot: whose it is (a staff id, else the Team's name), and the channel's reason."""

    id: int
    kind: str
    whose: str
    reason: str


async def blocked(session: AsyncSession) -> tuple[Blocked, ...]:
    """The conversations that refuse the bot, as long as it is installed there."""
    rows = await session.scalars(
        select(Conversation)
        .where(Conversation.blocked_reason.is_not(None), Conversation.removed_at.is_(None))
        .order_by(Conversation.id)
    )
    return tuple(
        Blocked(row.id, row.kind, row.staff_id or row.teams_team_name or row.conversation_id, row.blocked_reason or "")
        for row in rows
    )


async def unbound_teams(session: AsyncSession) -> tuple[str, ...]:
    """The Teams the bot is installed in of which no channel is a municipal team's, by their names (else ids)."""
    rows = await session.scalars(
        select(Conversation).where(Conversation.kind == "channel", Conversation.removed_at.is_(None))
    )
    channels_of: dict[str, list[Conversation]] = defaultdict(list)
    for row in rows:
        channels_of[row.teams_team_id or row.conversation_id].append(row)
    return tuple(
        sorted(
            next((row.teams_team_name for row in channels if row.teams_team_name), team)
            for team, channels in channels_of.items()
            if all(row.team_id is None for row in channels)
        )
    )


async def teams_without_channel(session: AsyncSession, kinds: Collection[str]) -> tuple[str, ...]:
    """The teams that a schedule of these kinds of reminder is for, and that have no channel for it to go to."""
    scheduled = set(
        await session.scalars(
            select(Team.name)
            .join(Schedule, or_(Schedule.team_id == Team.id, Schedule.team_id.is_(None)))
            .where(Schedule.removed_at.is_(None), Schedule.kind.in_(kinds))
        )
    )
    teams = (await session.scalars(select(Team).where(Team.name.in_(scheduled)).order_by(Team.name))).all()
    return tuple([team.name for team in teams if await channel_of_team(session, team.id) is None])
