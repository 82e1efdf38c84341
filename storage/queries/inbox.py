"""What arrived and is not yet answered. Service work, so no Scope: rows hold activities, never case data.

`now` is the machine's clock: leases are about processes, not about the office's day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.schema import Inbox


@dataclass(frozen=True, slots=True)
class Claimed:
    """One activity that this process may answer until its lease ends; `attempts` counts this one too."""

    conversation_id: str
    activity_id: str
    activity: dict[str, Any]
    attempts: int


async def receive(
    session: AsyncSession,
    conversation_id: str,
    activity_id: str,
    activity: dict[str, Any],
    now: dt.datetime,
    words: str | None = None,
) -> bool:
    """Keep an activity to be answered, its CPR numbers already masked; False when it has been here before.

    `words` is a fingerprint of what it says, by which an edit is told from a repetition.
    """
    row = {"conversation_id": conversation_id, "activity_id": activity_id, "received_at": now}
    return await _insert(session, row | {"activity": activity, "words": words})


async def edited(session: AsyncSession, conversation_id: str, activity_id: str, words: str) -> str | None:
    """Under which key the edit of a message is received; None where it says what the message said last.

    A message never heard of, such as one that mentions the bot only since, is received under its own.
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


async def claim(session: AsyncSession, now: dt.datetime, lease: dt.timedelta) -> Claimed | None:
    """Take the oldest activity that nobody holds, or None.

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
        .values(claimed_until=now + lease, attempts=Inbox.attempts + 1)
        .returning(Inbox.conversation_id, Inbox.activity_id, Inbox.activity, Inbox.attempts)
    )
    row = (await session.execute(taken)).one_or_none()
    if row is None:
        return None
    return Claimed(row.conversation_id, row.activity_id, row.activity or {}, row.attempts)


async def renew(session: AsyncSession, claimed: Claimed, until: dt.datetime) -> None:
    """Hold an activity longer: its answer is still being worked on."""
    await session.execute(update(Inbox).where(_row(claimed)).values(claimed_until=until))


async def settle(session: AsyncSession, claimed: Claimed, now: dt.datetime) -> None:
    """Mark an activity answered and forget what it said; the key stays, so that a repetition is known."""
    await session.execute(update(Inbox).where(_row(claimed)).values(answered_at=now, activity=None, claimed_until=None))


def _row(claimed: Claimed) -> ColumnElement[bool]:
    return and_(
        Inbox.conversation_id == claimed.conversation_id,
        Inbox.activity_id == claimed.activity_id,
        Inbox.answered_at.is_(None),
    )


async def waiting(session: AsyncSession) -> int:
    """How many activities are not answered yet."""
    return await session.scalar(select(func.count()).select_from(Inbox).where(Inbox.answered_at.is_(None))) or 0
