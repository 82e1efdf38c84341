"""The places in Teams the bot can write to, kept fresh by what arrives. Service work without case data: no Scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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
    entra_id: str | None = None
    """Who writes; names the person of a personal chat."""


async def remember(session: AsyncSession, seen: PlaceSeen, now: dt.datetime) -> bool:
    """Keep or refresh a place the bot was heard from, so also one removed or blocked before.

    True when the place is new or comes back: the moment for a welcome.
    """
    known = await session.execute(
        select(Conversation.removed_at)
        .where(Conversation.conversation_id == seen.conversation_id)
        .with_for_update(of=Conversation)
    )
    row = known.one_or_none()
    told = await _columns(session, seen)
    statement = insert(Conversation).values(conversation_id=seen.conversation_id, installed_at=now, **told)
    kept = {name: func.coalesce(statement.excluded[name], getattr(Conversation, name)) for name in told}
    back: dict[str, dt.datetime | None] = {"removed_at": None, "blocked_reason": None}
    if row is not None and row.removed_at is not None:
        back["installed_at"] = now
    await session.execute(statement.on_conflict_do_update(index_elements=["conversation_id"], set_={**kept, **back}))
    if seen.teams_team_id and seen.teams_team_name:
        await _rename(session, seen.teams_team_id, seen.teams_team_name)
    return row is None or row.removed_at is not None


async def _columns(session: AsyncSession, seen: PlaceSeen) -> dict[str, str | None]:
    """The row's columns; a channel of a known Team is called as that Team, since messages carry only its id."""
    staff_id = await staff_with(session, seen.entra_id) if seen.kind == "personal" and seen.entra_id else None
    team_name = seen.teams_team_name
    if team_name is None and seen.teams_team_id is not None:
        team_name = await session.scalar(
            select(Conversation.teams_team_name)
            .where(Conversation.teams_team_id == seen.teams_team_id, Conversation.teams_team_name.is_not(None))
            .limit(1)
        )
    return {
        "kind": seen.kind,
        "channel_id": seen.channel_id,
        "service_url": seen.service_url,
        "tenant_id": seen.tenant_id,
        "bot_id": seen.bot_id,
        "teams_team_id": seen.teams_team_id,
        "teams_team_name": team_name,
        "teams_channel_id": seen.teams_channel_id,
        "staff_id": staff_id,
    }


async def _rename(session: AsyncSession, teams_team_id: str, name: str) -> None:
    await session.execute(
        update(Conversation)
        .where(Conversation.teams_team_id == teams_team_id, Conversation.teams_team_name.is_distinct_from(name))
        .values(teams_team_name=name)
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


async def staff_with(session: AsyncSession, entra_id: str) -> str | None:
    """The staff id of an Entra object id, or None."""
    return await session.scalar(select(Staff.id).where(Staff.entra_id == entra_id))


async def remember_entra_id(session: AsyncSession, addresses: Sequence[str], entra_id: str) -> bool:
    """Give the staff row of one of these e-mail addresses its Entra object id; True when there is exactly one.

    A row that already has an Entra id keeps it: a person is matched by e-mail once (architecture decision 12).
    """
    wanted = [address.strip().lower() for address in addresses]
    found = await session.scalars(
        select(Staff.id).where(func.lower(Staff.email).in_(wanted), Staff.entra_id.is_(None)).with_for_update()
    )
    match found.all():
        case [staff_id]:
            await session.execute(update(Staff).where(Staff.id == staff_id).values(entra_id=entra_id))
            return True
        case _:
            return False
