"""Which channel in Teams is a team's own, and how it became so. Work without case data: no Scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.facts.sending.channel import ChannelPlace
from storage.queries.setup.conversations import Destination, destination_of
from storage.schema import Binding, Conversation, Team

INSTALLING = dt.timedelta(minutes=5)
"""The events of one installation arrive within this: the second may name the channel that was chosen."""


class Trouble(StrEnum):
    """Why a team's messages can go nowhere."""

    NONE = "none"
    REMOVED = "removed"
    UNCONFIRMED = "unconfirmed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel or group chat, as people speak of it."""

    id: int
    conversation_id: str
    channel_name: str | None
    team_name: str | None
    """What Teams calls the Team it is in."""
    first: bool
    """The channel every Team has."""
    channel_type: str | None
    team_id: int | None
    is_there: bool
    confirmed: bool
    blocked: bool
    is_group: bool
    """A group chat, to which any of its members may add people from outside."""

    @property
    def may_speak(self) -> bool:
        """Whether the bot may post there: in a shared channel once an administrator has confirmed it."""
        return self.channel_type != "shared" or self.confirmed

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing can be posted there; None: it can."""
        if not self.is_there:
            return Trouble.REMOVED
        if not self.may_speak:
            return Trouble.UNCONFIRMED
        return Trouble.BLOCKED if self.blocked else None

    @property
    def place(self) -> ChannelPlace:
        """The channel as facts name it."""
        return ChannelPlace(self.id, self.channel_name, self.team_name, self.first)


async def channel_of_team(session: AsyncSession, team_id: int) -> Destination | None:
    """Where the team's messages go: the channel bound to it, while the bot is there and may speak; else None."""
    row = await session.scalar(
        select(Conversation).where(
            Conversation.team_id == team_id,
            Conversation.kind != "personal",
            Conversation.removed_at.is_(None),
            or_(Conversation.channel_type.is_distinct_from("shared"), Conversation.confirmed_at.is_not(None)),
        )
    )
    return None if row is None else destination_of(row)


async def trouble_of_team(session: AsyncSession, team_id: int) -> Trouble | None:
    """Why the team's messages can go nowhere at this moment; None: they can."""
    row = await of_team(session, team_id)
    return Trouble.NONE if row is None else row.trouble


async def of_team(session: AsyncSession, team_id: int) -> ChannelRow | None:
    """The channel bound to the team, whether or not anything can be posted there."""
    return await _one(session, Conversation.team_id == team_id)


async def channel(session: AsyncSession, conversation_id: str) -> ChannelRow | None:
    """The channel or group chat with this Bot Framework id, where it is known."""
    return await _one(session, Conversation.conversation_id == conversation_id)


async def by_id(session: AsyncSession, row_id: int) -> ChannelRow | None:
    """The channel with this number of ours."""
    return await _one(session, Conversation.id == row_id)


async def unconfirmed(session: AsyncSession) -> tuple[ChannelRow, ...]:
    """The shared channels the bot is in that nobody has confirmed."""
    waiting = (Conversation.channel_type == "shared", Conversation.confirmed_at.is_(None))
    rows = await session.execute(_rows().where(*waiting, Conversation.removed_at.is_(None)))
    return tuple(ChannelRow(**row) for row in rows.mappings())


def _rows() -> Select[*tuple[Any, ...]]:
    return select(
        Conversation.id,
        Conversation.conversation_id,
        Conversation.teams_channel_name.label("channel_name"),
        Conversation.teams_team_name.label("team_name"),
        func.coalesce(Conversation.conversation_id == Conversation.teams_team_id, False).label("first"),
        Conversation.channel_type,
        Conversation.team_id,
        Conversation.removed_at.is_(None).label("is_there"),
        Conversation.confirmed_at.is_not(None).label("confirmed"),
        Conversation.blocked_reason.is_not(None).label("blocked"),
        (Conversation.kind == "group").label("is_group"),
    ).where(Conversation.kind != "personal")


async def _one(session: AsyncSession, which: ColumnElement[bool]) -> ChannelRow | None:
    row = (await session.execute(_rows().where(which))).mappings().one_or_none()
    return None if row is None else ChannelRow(**row)


async def bind(
    session: AsyncSession, here: ChannelRow, team_id: int, *, by: str | None, now: dt.datetime
) -> ChannelRow | None:
    """Make a channel the team's own and release the one it had, which is returned (None: it had none).

    `by`: the staff id of who says so, None where the Team's name does.
    """
    await _one_at_a_time(session)
    former = await _one(session, and_(Conversation.team_id == team_id, Conversation.id != here.id))
    if former is not None:
        await _tie(session, former.id, None, by, now)
    await _tie(session, here.id, team_id, by, now)
    return former


async def release(session: AsyncSession, here: ChannelRow, *, by: str | None, now: dt.datetime) -> None:
    """Make a channel nobody's."""
    await _one_at_a_time(session)
    await _tie(session, here.id, None, by, now)


async def confirm(session: AsyncSession, here: ChannelRow, *, by: str, now: dt.datetime) -> None:
    """An administrator lets the bot speak in a shared channel."""
    await session.execute(
        update(Conversation).where(Conversation.id == here.id).values(confirmed_at=now, confirmed_by=by)
    )


async def _tie(session: AsyncSession, row_id: int, team_id: int | None, by: str | None, now: dt.datetime) -> None:
    await session.execute(update(Conversation).where(Conversation.id == row_id).values(team_id=team_id))
    line = {"at": now, "conversation_id": row_id, "team_id": team_id, "staff_id": by}
    await session.execute(insert(Binding).inline().values(**line))


async def _one_at_a_time(session: AsyncSession) -> None:
    """Two who bind at once take turns, so that a team never has two channels."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('channel bindings'))"))


async def release_for_good(
    session: AsyncSession, conversation_id: str, teams_team_id: str | None, now: dt.datetime
) -> None:
    """Make nobody's a channel, or the channels of a Team, deleted for good."""
    around = Conversation.conversation_id == conversation_id
    if teams_team_id is not None:
        around = or_(around, Conversation.teams_team_id == teams_team_id)
    for row_id in (
        await session.scalars(select(Conversation.id).where(around, Conversation.team_id.is_not(None)))
    ).all():
        await _tie(session, row_id, None, None, now)


@dataclass(frozen=True, slots=True)
class NamedChannel:
    """A channel whose Team bears a municipal team's name, and what that means for it."""

    place_id: int
    team_id: int
    kind: str | None
    """What an administrator has to be asked about (storage.schema.Notice); None: nothing, it is the team's own."""


async def named_at_install(
    session: AsyncSession, conversation_id: str, now: dt.datetime, *, chosen: bool = False
) -> NamedChannel | None:
    """Bind a channel the bot is put into by its Team's name, once, where nothing else is possible.

    A second Team of that name, a team that has or ever had a channel, a private or shared channel: nothing is bound,
    and `kind` says what to ask. `chosen`: it was picked while installing, so it goes before the Team's first channel.
    None: the Team bears no team's name, or another channel of it is that team's.
    """
    here = await channel(session, conversation_id)
    team_id = await _team_named(session, here.team_name) if here is not None else None
    if here is None or team_id is None or here.team_id == team_id:
        return None
    await _one_at_a_time(session)
    if here.channel_type in {"private", "shared"}:
        return NamedChannel(here.id, team_id, here.channel_type)
    if chosen and await _may_move(session, here, team_id, now):
        await bind(session, here, team_id, by=None, now=now)
        return NamedChannel(here.id, team_id, None)
    if await _in_same_team(session, here, team_id):
        return None
    ever = exists().where(Binding.team_id == team_id) | exists().where(Conversation.team_id == team_id)
    if here.team_id is not None or await session.scalar(select(ever)) or await _bearers(session, here) != 1:
        return NamedChannel(here.id, team_id, "second")
    await bind(session, here, team_id, by=None, now=now)
    return NamedChannel(here.id, team_id, None)


async def bind_all_by_name(session: AsyncSession, now: dt.datetime) -> None:
    """Bind what names alone settle, as if the bot were put into each channel now; asks nobody."""
    there = (Conversation.kind == "channel", Conversation.removed_at.is_(None))
    latest_first = select(Conversation.conversation_id).where(*there).order_by(Conversation.installed_at.desc())
    for conversation_id in (await session.scalars(latest_first)).all():
        await named_at_install(session, conversation_id, now)


async def named_anew(session: AsyncSession, conversation_id: str, teams_team_id: str | None) -> NamedChannel | None:
    """The channel a renamed Team would offer for the municipal team whose name it bears now; binds nothing.

    None: it bears no team's name, or is that team's already.
    """
    of_team = Conversation.conversation_id == conversation_id
    if teams_team_id is not None:
        of_team = or_(of_team, Conversation.teams_team_id == teams_team_id)
    ordinary = or_(Conversation.channel_type.is_(None), Conversation.channel_type == "standard")
    offered = _rows().where(of_team, ordinary, Conversation.removed_at.is_(None))
    latest = offered.order_by(Conversation.installed_at.desc(), Conversation.id).limit(1)
    row = (await session.execute(latest)).mappings().one_or_none()
    here = None if row is None else ChannelRow(**row)
    team_id = await _team_named(session, here.team_name) if here is not None else None
    if here is None or team_id is None or here.team_id == team_id or await _in_same_team(session, here, team_id):
        return None
    return NamedChannel(here.id, team_id, "renamed")


async def still_named(session: AsyncSession, here: ChannelRow, team_id: int) -> bool:
    """Whether the channel's Team bears the municipal team's name."""
    return await _team_named(session, here.team_name) == team_id


async def _team_named(session: AsyncSession, name: str | None) -> int | None:
    """The one municipal team of that name; None: none, or several that differ in case alone."""
    # Compared in Python: under the C locale PostgreSQL's lower() leaves Æ, Ø and Å alone.
    rows = await session.execute(select(Team.id, Team.name))
    ids = [row.id for row in rows if name and alike(row.name, name)]
    return ids[0] if len(ids) == 1 else None


async def _bearers(session: AsyncSession, here: ChannelRow) -> int:
    """How many Teams of this channel's Team's name the bot is in."""
    there = (Conversation.kind == "channel", Conversation.removed_at.is_(None))
    rows = await session.execute(
        select(
            func.coalesce(Conversation.teams_team_id, Conversation.conversation_id).label("team"),
            Conversation.teams_team_name,
        ).where(*there)
    )
    return len({row.team for row in rows if alike(row.teams_team_name or "", here.team_name or "")})


async def _in_same_team(session: AsyncSession, here: ChannelRow, team_id: int) -> bool:
    """Whether the team's channel is another one of the same Team."""
    other, own = aliased(Conversation), aliased(Conversation)
    same = exists().where(other.team_id == team_id, own.id == here.id, other.teams_team_id == own.teams_team_id)
    return bool(await session.scalar(select(same)))


async def _may_move(session: AsyncSession, here: ChannelRow, team_id: int, now: dt.datetime) -> bool:
    """Whether the tie was made by name in this very installation, for another channel of the same Team."""
    if not await _in_same_team(session, here, team_id):
        return False
    last = select(Binding.staff_id, Binding.at).where(Binding.team_id == team_id).order_by(Binding.id.desc()).limit(1)
    row = (await session.execute(last)).one_or_none()
    return row is not None and row.staff_id is None and now - row.at <= INSTALLING


def alike(name: str, other: str) -> bool:
    """Whether two names are the same but for case and outer spaces."""
    return name.strip().casefold() == other.strip().casefold()
