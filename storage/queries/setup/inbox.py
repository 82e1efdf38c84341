"""What arrived and is not yet answered. Service work, so no Scope: rows hold activities, never case data.

An activity is claimed for a while, its answer worked out, marked as being posted, posted, and settled. Whoever has lost
the claim meanwhile can no longer mark it, and whoever finds it marked knows that an answer may have gone out: so none
is posted twice (architecture.md, decisions 5 and 11).

`now` is the machine's clock: leases are about processes, not about the office's day.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.schema import Inbox

ActivityKey = tuple[str, str]
"""(conversation, activity id)."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One activity that this process may answer until its lease ends; `attempts` counts this one too."""

    conversation_id: str
    activity_id: str
    activity: dict[str, Any]
    attempts: int
    received_at: dt.datetime
    posting: bool
    """An earlier claim came as far as the post: nobody knows whether its answer arrived."""
    by: uuid.UUID

    @property
    def key(self) -> ActivityKey:
        return self.conversation_id, self.activity_id


async def receive(
    session: AsyncSession,
    conversation_id: str,
    activity_id: str,
    activity: dict[str, Any],
    now: dt.datetime,
    words: str | None = None,
) -> bool:
    """Keep an activity to be answered, its CPR numbers already masked; False when it has been here before.

    `words` is a fingerprint of what it says, so that an edit does not pass for a repetition.
    """
    row = {"conversation_id": conversation_id, "activity_id": activity_id, "received_at": now}
    return await _insert(session, row | {"activity": activity, "words": words})


async def edited(session: AsyncSession, conversation_id: str, activity_id: str, words: str) -> str | None:
    """The key under which to receive the edit of a message; None where it says what the message said last.

    A message that never reached the bot, such as one that mentions it only since the edit, keeps its own key.
    """
    message = and_(Inbox.conversation_id == conversation_id, Inbox.activity_id == activity_id)
    changed = (
        update(Inbox)
        .where(message, Inbox.words.is_distinct_from(words))
        .values(words=words, edits=Inbox.edits + 1)
        .returning(Inbox.edits)
    )
    number = await session.scalar(changed)
    if number is not None:
        return f"{activity_id};edit={number}"
    known = await session.scalar(select(exists().where(message)))
    return None if known else activity_id


async def receive_answered(session: AsyncSession, conversation_id: str, activity_id: str, now: dt.datetime) -> bool:
    """Note an activity that is answered in the response itself (an invoke); False when it has been here before."""
    row = {"conversation_id": conversation_id, "activity_id": activity_id, "received_at": now}
    return await _insert(session, row | {"answered_at": now})


async def _insert(session: AsyncSession, row: dict[str, Any]) -> bool:
    statement = insert(Inbox).values(**row).on_conflict_do_nothing().returning(Inbox.activity_id)
    return await session.scalar(statement) is not None


async def claim(session: AsyncSession, now: dt.datetime, lease: dt.timedelta, by: uuid.UUID) -> Claimed | None:
    """Take the oldest activity that nobody holds, or None; `by` is new for each claim.

    Within a conversation answers keep the order of the questions: while an earlier one is open, the later ones wait.
    """
    earlier = aliased(Inbox)
    waits = exists().where(
        earlier.conversation_id == Inbox.conversation_id,
        earlier.answered_at.is_(None),
        tuple_(earlier.received_at, earlier.activity_id) < tuple_(Inbox.received_at, Inbox.activity_id),
    )
    free = and_(Inbox.answered_at.is_(None), or_(Inbox.claimed_until.is_(None), Inbox.claimed_until <= now))
    oldest = (
        select(Inbox.conversation_id, Inbox.activity_id)
        .where(free, ~waits)
        .order_by(Inbox.received_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .cte("oldest")
    )
    taken = (
        update(Inbox)
        .where(Inbox.conversation_id == oldest.c.conversation_id, Inbox.activity_id == oldest.c.activity_id)
        .values(claimed_until=now + lease, claimed_by=by, attempts=Inbox.attempts + 1)
        .returning(Inbox)
    )
    row = (await session.scalars(taken)).one_or_none()
    if row is None:
        return None
    return Claimed(
        row.conversation_id,
        row.activity_id,
        row.activity or {},
        row.attempts,
        row.received_at,
        row.posting_since is not None,
        by,
    )


async def renew(session: AsyncSession, claimed: Claimed, until: dt.datetime) -> None:
    """Hold an activity longer: its answer is still being worked on."""
    await session.execute(update(Inbox).where(_held(claimed)).values(claimed_until=until))


async def mark_posting(session: AsyncSession, claimed: Claimed, now: dt.datetime, lease: dt.timedelta) -> bool:
    """Write down that the answer is about to be posted; False when the claim is lost, and it must not be."""
    marked = update(Inbox).where(_held(claimed)).values(posting_since=now, claimed_until=now + lease)
    return await session.scalar(marked.returning(Inbox.activity_id)) is not None


async def put_back(session: AsyncSession, claims: Collection[uuid.UUID], until: dt.datetime) -> None:
    """Let claimed activities be begun anew from `until` on, as if never begun: nothing was posted, by no fault of
    theirs."""
    anew = {"claimed_until": until, "claimed_by": None, "posting_since": None, "attempts": 0}
    held = and_(Inbox.answered_at.is_(None), Inbox.claimed_by.in_(claims))
    await session.execute(update(Inbox).where(held).values(anew))


async def settle(session: AsyncSession, claimed: Claimed, now: dt.datetime) -> None:
    """Mark an activity answered and forget what it said, whoever holds it now; the key stays, so that a repetition is
    known."""
    await session.execute(
        update(Inbox).where(_row(claimed.key)).values(answered_at=now, activity=None, claimed_until=None)
    )


async def is_taken(session: AsyncSession, key: ActivityKey, now: dt.datetime) -> bool:
    """Whether somebody answers an activity at this moment, or has answered it."""
    conversation_id, activity_id = key
    held = or_(Inbox.answered_at.is_not(None), and_(Inbox.claimed_by.is_not(None), Inbox.claimed_until > now))
    mine = and_(Inbox.conversation_id == conversation_id, Inbox.activity_id == activity_id)
    return bool(await session.scalar(select(exists().where(mine, held))))


def _row(key: ActivityKey) -> ColumnElement[bool]:
    conversation_id, activity_id = key
    return and_(Inbox.conversation_id == conversation_id, Inbox.activity_id == activity_id, Inbox.answered_at.is_(None))


def _held(claimed: Claimed) -> ColumnElement[bool]:
    return and_(_row(claimed.key), Inbox.claimed_by == claimed.by)


async def waiting(session: AsyncSession) -> int:
    """How many activities are not answered yet."""
    return await session.scalar(select(func.count()).select_from(Inbox).where(Inbox.answered_at.is_(None))) or 0
