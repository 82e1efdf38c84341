"""The places in Teams the bot can write to, kept fresh by what arrives. Service work without case data: no Scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Conversation, Staff, Team


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A conversation as an activity described it; what the activity left out is None and keeps what was known."""

    conversation_id: str
    """Without `;messageid=`."""
    kind: str
    """personal, channel or group."""
    channel_id: str
    service_url: str
    tenant_id: str | None = None
    bot_id: str | None = None
    teams_team_id: str | None = None
    teams_team_name: str | None = None
    teams_channel_id: str | None = None
    staff_id: str | None = None
    """The person of a personal chat."""
    chosen: bool = False
    """Picked for the bot when it was installed, not merely a place it was spoken to."""


async def remember(session: AsyncSession, seen: PlaceSeen, now: dt.datetime) -> bool:
    """Keep or refresh a place the bot was heard from, so also one removed or blocked before.

    A channel that was only written in counts as installed when its Team was, so that the one chosen stays the last and
    gets the Team's messages (`channels.channel_of_team`).
    True when the place, and with it the Team, is new or comes back: the moment for a welcome.
    """
    known = await session.execute(
        select(Conversation.removed_at).where(Conversation.conversation_id == seen.conversation_id).with_for_update()
    )
    row = known.one_or_none()
    arrives = row is None or row.removed_at is not None
    since = await _team_installed(session, seen)
    installed_at = now if since is None or seen.chosen else since
    told = await _columns(session, seen)
    statement = insert(Conversation).values(conversation_id=seen.conversation_id, installed_at=installed_at, **told)
    fresh: dict[str, Any] = {
        name: func.coalesce(statement.excluded[name], getattr(Conversation, name)) for name in told
    }
    fresh |= {"removed_at": None, "blocked_reason": None}
    if arrives or seen.chosen:
        fresh["installed_at"] = installed_at
    await session.execute(statement.on_conflict_do_update(index_elements=["conversation_id"], set_=fresh))
    return arrives and since is None


async def refresh(session: AsyncSession, seen: PlaceSeen) -> None:
    """Take over the service URL and the Team's name where the place or its Team is known; makes no new place."""
    here = Conversation.conversation_id == seen.conversation_id
    if seen.teams_team_id is not None:
        here = or_(here, Conversation.teams_team_id == seen.teams_team_id)
    name = func.coalesce(seen.teams_team_name, Conversation.teams_team_name)
    await session.execute(update(Conversation).where(here).values(service_url=seen.service_url, teams_team_name=name))


async def _team_installed(session: AsyncSession, seen: PlaceSeen) -> dt.datetime | None:
    """Since when another channel of the same Team has the bot; None: none has."""
    if seen.teams_team_id is None:
        return None
    return await session.scalar(
        select(func.min(Conversation.installed_at)).where(
            Conversation.teams_team_id == seen.teams_team_id,
            Conversation.conversation_id != seen.conversation_id,
            Conversation.removed_at.is_(None),
        )
    )


async def _columns(session: AsyncSession, seen: PlaceSeen) -> dict[str, str | None]:
    """The row's columns; a channel of a known Team is called as that Team, since messages carry only its id."""
    team_name = seen.teams_team_name
    if team_name is None and seen.teams_team_id is not None:
        team_name = await session.scalar(
            select(Conversation.teams_team_name)
            .where(Conversation.teams_team_id == seen.teams_team_id, Conversation.teams_team_name.is_not(None))
            .limit(1)
        )
    told = {"teams_team_name": team_name}
    return {name: getattr(seen, name) for name in _TOLD} | told


_TOLD = (
    "kind",
    "channel_id",
    "service_url",
    "tenant_id",
    "bot_id",
    "teams_team_id",
    "teams_channel_id",
    "staff_id",
)


async def remove(session: AsyncSession, conversation_id: str, teams_team_id: str | None, now: dt.datetime) -> None:
    """The bot was taken out of a conversation, or of a Team and so of all its channels."""
    gone = Conversation.conversation_id == conversation_id
    if teams_team_id is not None:
        gone = or_(gone, Conversation.teams_team_id == teams_team_id)
    await session.execute(update(Conversation).where(gone, Conversation.removed_at.is_(None)).values(removed_at=now))


async def block(session: AsyncSession, conversation_id: str, reason: str) -> None:
    """The channel refuses posts to this conversation for good; `reason` is what it said."""
    await session.execute(
        update(Conversation).where(Conversation.conversation_id == conversation_id).values(blocked_reason=reason)
    )


async def team_name_of(session: AsyncSession, conversation_id: str) -> str | None:
    """The municipal team an admin bound the conversation to; until then what Teams calls its Team; None: neither."""
    row = await session.execute(
        select(Team.name, Conversation.teams_team_name)
        .select_from(Conversation)
        .outerjoin(Team, Team.id == Conversation.team_id)
        .where(Conversation.conversation_id == conversation_id)
    )
    found = row.one_or_none()
    return (found.name or found.teams_team_name) if found else None


async def remember_entra_id(session: AsyncSession, staff_id: str, entra_id: str) -> None:
    """Keep who the sender is, matched by e-mail once; a row that has an Entra id keeps it."""
    await session.execute(update(Staff).where(Staff.id == staff_id, Staff.entra_id.is_(None)).values(entra_id=entra_id))
