"""Notices that administrators get once: a Team's new name, a shared channel, a team without a channel.

Work without case data: no Scope. Who may answer is decided by the caller, and by row security.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.sending.channel_notice import ChannelNotice
from storage.queries.sending import channels
from storage.queries.sending.channels import NamedChannel
from storage.queries.sending.ledger import lines
from storage.schema import Notice, Team

REST = dt.timedelta(days=1)
"""How long a notice that settled itself is not repeated: a Team renamed to and fro must not cause a flood."""
LOOKED_BACK = dt.timedelta(days=1)
"""How old a failed delivery may be and still show that a team has no channel."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice and the names it speaks of."""

    id: int
    kind: str
    place: channels.ChannelRow | None
    team_id: int | None
    team: str | None
    now_of: str | None
    """The municipal team whose channel the place is now."""
    former: channels.ChannelRow | None
    """The team's present channel; if the bot has left it, only a notice about just that (no_channel) names it."""
    former_name: str | None
    """The former name of the Team that the place is in."""
    reason: str | None
    run_id: int | None
    is_open: bool

    @property
    def facts(self) -> ChannelNotice:
        """The facts of the message to administrators."""
        return ChannelNotice(
            notice=self.id,
            kind=self.kind,
            team=self.team,
            place=self.place.place if self.place else None,
            now_of=self.now_of,
            former=self.former.place if self.former else None,
            former_name=self.former_name,
            reason=self.reason,
        )


async def ask_about_name(
    session: AsyncSession, named: NamedChannel, now: dt.datetime, *, former_name: str | None = None
) -> None:
    """Ask whether the team's messages should go to a channel whose Team bears its name; nothing where none is needed.

    `former_name`: what the Team was called until now.
    """
    if named.kind is None or named.kind == "shared":
        return
    cause = f"name:{named.place_id}:{named.team_id}"
    about = {"conversation_id": named.place_id, "team_id": named.team_id, "former_name": former_name}
    await _ask(session, named.kind, cause, now, **about)


async def ask_about_shared(session: AsyncSession, place_id: int, now: dt.datetime) -> None:
    """Ask whether the bot may speak in a shared channel; not again once an administrator said no."""
    cause = f"shared:{place_id}"
    refused = exists().where(Notice.cause == cause, Notice.answer == "no")
    if not await session.scalar(select(refused)):
        await _ask(session, "shared", cause, now, conversation_id=place_id)


async def tell_of_teams_without_channel(session: AsyncSession, now: dt.datetime) -> None:
    """Tell of each team that lately missed a message because its channel is not there, once until that is mended."""
    for team_id, at in await lines.teams_missed_since(session, now - LOOKED_BACK):
        trouble = await channels.trouble_of_team(session, team_id)
        cause = f"no_channel:{team_id}:{trouble}"
        reported = exists().where(Notice.cause == cause, Notice.settled_at >= at)
        if trouble is not None and not await session.scalar(select(reported)):
            await _add(session, "no_channel", cause, now, team_id=team_id, reason=trouble)


async def settle_what_is_over(session: AsyncSession, now: dt.datetime) -> None:
    """Settle notices that need no answer any more: bound or confirmed in words, renamed again, taken away, mended."""
    for notice in await session.scalars(select(Notice).where(Notice.settled_at.is_(None))):
        if not await _still_stands(session, notice):
            notice.settled_at = now
    await session.flush()


async def _still_stands(session: AsyncSession, notice: Notice) -> bool:
    if notice.kind == "no_channel":
        return notice.team_id is not None and await channels.trouble_of_team(session, notice.team_id) == notice.reason
    here = await channels.by_id(session, notice.conversation_id) if notice.conversation_id else None
    if here is None or not here.is_there:
        return False
    if notice.kind == "shared":
        return not here.confirmed
    if notice.team_id is None or here.team_id == notice.team_id:
        return False
    return await channels.still_named(session, here, notice.team_id)


async def open_notices(session: AsyncSession) -> tuple[NoticeRow, ...]:
    """Those that wait for an answer or to be mended, the oldest first."""
    rows = await session.scalars(select(Notice).where(Notice.settled_at.is_(None)).order_by(Notice.id))
    return tuple([await _row(session, row) for row in rows.all()])


async def find(session: AsyncSession, notice_id: int) -> NoticeRow | None:
    """The notice with that number, as things stand now."""
    row = await session.get(Notice, notice_id, with_for_update=True)
    return None if row is None else await _row(session, row)


async def is_open(session: AsyncSession, run_id: int) -> bool:
    """Whether the notice that a run carries is still open."""
    return bool(await session.scalar(select(exists().where(Notice.run_id == run_id, Notice.settled_at.is_(None)))))


async def carried_by(session: AsyncSession, notice_id: int, run_id: int) -> None:
    """Note that this run of the ledger carries the notice."""
    await session.execute(update(Notice).where(Notice.id == notice_id).values(run_id=run_id))


async def answer(session: AsyncSession, notice_id: int, said: str | None, now: dt.datetime) -> bool:
    """Settle a notice with yes or no (None: nobody had to answer any more); False: it was settled before."""
    waiting = (Notice.id == notice_id, Notice.settled_at.is_(None))
    settled = update(Notice).where(*waiting).values(settled_at=now, answer=said).returning(Notice.id)
    return await session.scalar(settled) is not None


async def still_stands(session: AsyncSession, notice_id: int) -> bool:
    """Whether what a notice asks about is still so."""
    row = await session.get_one(Notice, notice_id)
    return await _still_stands(session, row)


async def _ask(session: AsyncSession, kind: str, cause: str, now: dt.datetime, **about: int | str | None) -> None:
    settled_itself = and_(Notice.answer.is_(None), Notice.settled_at > now - REST)
    lately = exists().where(Notice.cause == cause, or_(Notice.settled_at.is_(None), settled_itself))
    if not await session.scalar(select(lately)):
        await _add(session, kind, cause, now, **about)


async def _add(session: AsyncSession, kind: str, cause: str, now: dt.datetime, **about: int | str | None) -> None:
    line = {"kind": kind, "cause": cause, "created_at": now, **about}
    is_open = Notice.settled_at.is_(None)
    added = insert(Notice).values(**line)
    await session.execute(added.on_conflict_do_nothing(index_elements=["cause"], index_where=is_open))


async def _row(session: AsyncSession, row: Notice) -> NoticeRow:
    place = await channels.by_id(session, row.conversation_id) if row.conversation_id is not None else None
    team = await session.get(Team, row.team_id) if row.team_id is not None else None
    now_of = await session.get(Team, place.team_id) if place is not None and place.team_id is not None else None
    former = await channels.of_team(session, row.team_id) if row.team_id is not None else None
    if former is not None and not former.is_there and row.kind != "no_channel":
        former = None  # nothing comes there now
    return NoticeRow(
        id=row.id,
        kind=row.kind,
        place=place,
        team_id=row.team_id,
        team=team.name if team else None,
        now_of=now_of.name if now_of else None,
        former=former,
        former_name=row.former_name,
        reason=row.reason,
        run_id=row.run_id,
        is_open=row.settled_at is None,
    )
