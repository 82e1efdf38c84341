"""The places in Teams the bot can write to, kept fresh by what arrives. Service work without case data: no Scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, any_, case, exists, false, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.schema import Conversation, Staff, Team

ALONE = frozenset({"private", "shared"})
"""Channels that the bot is put into by itself, apart from their Team."""


class Gone(StrEnum):
    """Why the bot is not in a place any more; each but the first and last is taken back by an event of its own."""

    UNINSTALLED = "uninstalled"
    CHANNEL_DELETED = "channel_deleted"
    TEAM_DELETED = "team_deleted"
    TEAM_ARCHIVED = "team_archived"
    FOR_GOOD = "for_good"


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A conversation as an activity described it; a field that it left out is None and keeps its known value."""

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
    teams_channel_name: str | None = None
    channel_type: str | None = None
    """standard, private or shared."""
    staff_id: str | None = None
    """The person of a personal chat."""
    chosen: bool = False
    """Picked for the bot when it was installed, not merely a place it was spoken to."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where messages are posted: a conversation, as the channel knows it.

    `blocked_reason` is why it refuses the bot, None where it does not; `id` its number here.
    """

    id: int
    conversation_id: str
    channel_id: str
    service_url: str
    bot_id: str | None
    tenant_id: str | None
    blocked_reason: str | None


def destination_of(row: Conversation) -> Destination:
    """The conversation as a message is posted to it."""
    return Destination(
        id=row.id,
        conversation_id=row.conversation_id,
        channel_id=row.channel_id,
        service_url=row.service_url,
        bot_id=row.bot_id,
        tenant_id=row.tenant_id,
        blocked_reason=row.blocked_reason,
    )


async def remember(session: AsyncSession, seen: PlaceSeen, now: dt.datetime) -> bool:
    """Keep or refresh a place that the bot was heard from, also one that was removed or blocked before.

    A channel that somebody only wrote in counts as installed when its Team was, so that the chosen channel stays the
    last one installed and gets the Team's messages (`channels.channel_of_team`).
    True when the place, and with it the Team, is new or comes back: the moment for a welcome.
    """
    since = await _team_installed(session, seen)
    installed_at = now if since is None or seen.chosen else since
    columns = await _columns(session, seen)
    place = insert(Conversation).values(conversation_id=seen.conversation_id, installed_at=installed_at, **columns)
    # Two activities may tell of a new place at once: whose row it is decides who welcomes, the other one waits for it.
    new = place.on_conflict_do_nothing(index_elements=["conversation_id"]).returning(Conversation.conversation_id)
    if await session.scalar(new) is not None:
        return since is None
    here = Conversation.conversation_id == seen.conversation_id
    comes_back = await session.scalar(select(Conversation.removed_at).where(here).with_for_update()) is not None
    kept: dict[str, Any] = {name: value for name, value in columns.items() if value is not None}
    if comes_back or seen.chosen:
        kept["installed_at"] = installed_at
    statement = update(Conversation).where(here)
    await session.execute(statement.values(**kept, removed_at=None, gone=[], blocked_reason=None))
    return comes_back and since is None


async def is_as_kept(session: AsyncSession, seen: PlaceSeen) -> bool:
    """Whether a place is kept just as it is seen now, so that `remember` and `refresh` would change nothing."""
    values = {name: getattr(seen, name) for name in (*_AS_SEEN, "teams_team_name")}
    same = [getattr(Conversation, name) == value for name, value in values.items() if value is not None]
    here = (Conversation.conversation_id == seen.conversation_id, Conversation.removed_at.is_(None))
    well = (func.cardinality(Conversation.gone) == 0, Conversation.blocked_reason.is_(None))
    fresh = exists().where(*here, *well, *same, ~_learns_from_its_team(seen))
    return not seen.chosen and bool(await session.scalar(select(fresh)))


def _learns_from_its_team(seen: PlaceSeen) -> ColumnElement[bool]:
    """Whether the place and another channel of its Team have something to learn from each other."""
    others = aliased(Conversation)
    of_the_team = others.teams_team_id == seen.teams_team_id
    if seen.teams_team_id is None:
        return false()
    if seen.teams_team_name is None:
        named = exists().where(of_the_team, others.teams_team_name.is_not(None))
        return and_(Conversation.teams_team_name.is_(None), named)
    other_name = others.teams_team_name.is_distinct_from(seen.teams_team_name)
    return exists().where(of_the_team, or_(other_name, others.service_url != seen.service_url))


async def refresh(session: AsyncSession, seen: PlaceSeen) -> str | None:
    """Take over the service URL and the names where the place or its Team is known; makes no new place.

    Returns the Team's former name where it has a new one, else None.
    """
    here = Conversation.conversation_id == seen.conversation_id
    around = _around(seen.conversation_id, seen.teams_team_id)
    former = await session.scalar(
        select(Conversation.teams_team_name)
        .where(around, Conversation.teams_team_name != seen.teams_team_name)
        .order_by(Conversation.installed_at.desc())
        .limit(1)
    )
    name = func.coalesce(seen.teams_team_name, Conversation.teams_team_name)
    await session.execute(update(Conversation).where(around).values(service_url=seen.service_url, teams_team_name=name))
    values = {"teams_channel_name": seen.teams_channel_name, "channel_type": seen.channel_type}
    kept = {column: func.coalesce(value, getattr(Conversation, column)) for column, value in values.items()}
    await session.execute(update(Conversation).where(here).values(kept))
    return former


async def _team_installed(session: AsyncSession, seen: PlaceSeen) -> dt.datetime | None:
    """Since when another channel of the same Team has the bot; None: none has, or this one stands by itself."""
    if seen.teams_team_id is None or seen.channel_type in ALONE:
        return None
    return await session.scalar(
        select(func.min(Conversation.installed_at)).where(
            Conversation.teams_team_id == seen.teams_team_id,
            Conversation.conversation_id != seen.conversation_id,
            Conversation.removed_at.is_(None),
            func.coalesce(Conversation.channel_type, "standard").not_in(ALONE),
        )
    )


async def _columns(session: AsyncSession, seen: PlaceSeen) -> dict[str, str | None]:
    """The row's columns; a channel of a known Team gets that Team's name, since messages carry only its id."""
    team_name = seen.teams_team_name
    if team_name is None and seen.teams_team_id is not None:
        team_name = await session.scalar(
            select(Conversation.teams_team_name)
            .where(Conversation.teams_team_id == seen.teams_team_id, Conversation.teams_team_name.is_not(None))
            .limit(1)
        )
    return {name: getattr(seen, name) for name in _AS_SEEN} | {"teams_team_name": team_name}


_AS_SEEN = (
    "kind",
    "channel_id",
    "service_url",
    "tenant_id",
    "bot_id",
    "teams_team_id",
    "teams_channel_id",
    "teams_channel_name",
    "channel_type",
    "staff_id",
)


async def remove(
    session: AsyncSession, conversation_id: str, teams_team_id: str | None, why: Gone, now: dt.datetime
) -> None:
    """Note that the bot is no longer in a conversation, or in any of a Team's channels."""
    around = _around(conversation_id, teams_team_id)
    other_reasons = func.array_remove(Conversation.gone, why)
    await session.execute(
        update(Conversation)
        .where(around)
        .values(gone=func.array_append(other_reasons, why), removed_at=func.coalesce(Conversation.removed_at, now))
    )


async def restore(session: AsyncSession, conversation_id: str, teams_team_id: str | None, why: Gone) -> None:
    """Bring back a place that was gone for this reason alone, with its tie to a team."""
    around = _around(conversation_id, teams_team_id)
    left = func.array_remove(Conversation.gone, why)
    back = case((func.cardinality(left) == 0, None), else_=Conversation.removed_at)
    await session.execute(
        update(Conversation)
        .where(around, literal(why.value) == any_(Conversation.gone))
        .values(gone=left, removed_at=back)
    )


def _around(conversation_id: str, teams_team_id: str | None) -> ColumnElement[bool]:
    here = Conversation.conversation_id == conversation_id
    return here if teams_team_id is None else or_(here, Conversation.teams_team_id == teams_team_id)


async def stands_alone(session: AsyncSession, conversation_id: str) -> bool:
    """Whether the bot is put into this channel and taken out of it apart from its Team: a private or shared one."""
    kind = select(Conversation.channel_type).where(Conversation.conversation_id == conversation_id)
    return await session.scalar(kind) in ALONE


async def block(session: AsyncSession, conversation_id: str, reason: str) -> None:
    """Note that the channel refuses posts to this conversation for good, and its `reason`."""
    await session.execute(
        update(Conversation).where(Conversation.conversation_id == conversation_id).values(blocked_reason=reason)
    )


async def note_refusal(session: AsyncSession, place_id: int | None, reason: str | None) -> None:
    """Note why the channel refused a post to the conversation with this number of ours; None: it took the post."""
    await session.execute(update(Conversation).where(Conversation.id == place_id).values(blocked_reason=reason))


async def team_name_of(session: AsyncSession, conversation_id: str) -> str | None:
    """The municipal team whose channel the conversation is; None: nobody's."""
    return await session.scalar(
        select(Team.name)
        .join(Conversation, Conversation.team_id == Team.id)
        .where(Conversation.conversation_id == conversation_id)
    )


async def remember_entra_id(session: AsyncSession, staff_id: str, entra_id: str) -> None:
    """Keep who the sender is, matched by e-mail once.

    A row that has an Entra id keeps it, and an Entra id stays with its first person, even one who has left.
    """
    others = aliased(Staff)
    taken = exists().where(others.entra_id == entra_id)
    free = (Staff.id == staff_id, Staff.entra_id.is_(None), ~taken)
    await session.execute(update(Staff).where(*free).values(entra_id=entra_id))
