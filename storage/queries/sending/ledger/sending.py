"""Posting by leases: a delivery is claimed, marked *sending* before its post, and each attempt's outcome recorded."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.rules.sending.delivery_states import WAITING, AttemptOutcome, DeliveryState
from storage.schema import Attempt, Conversation, Delivery


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery leased to one round, and the place it was planned for, whose turn the round waits for."""

    delivery_id: int
    conversation_id: str | None
    tenant_id: str | None


async def settle_crashed(session: AsyncSession, now: dt.datetime, why: str) -> list[int]:
    """Settle as uncertain the deliveries whose process died while posting them; returns their numbers."""
    crashed = (
        update(Delivery)
        .where(Delivery.state == DeliveryState.SENDING, Delivery.lease_until < now)
        .values(state=DeliveryState.UNCERTAIN, last_error=why, settled_at=now)
        .returning(Delivery.id)
    )
    return list(await session.scalars(crashed))


async def claim(
    session: AsyncSession, now: dt.datetime, until: dt.datetime, by: uuid.UUID, most: int, *, run_id: int | None = None
) -> list[Claim]:
    """Lease the longest waiting deliveries that are due, at most so many, to `by` alone; with `run_id` that run's."""
    chosen = (
        select(Delivery.id)
        .where(
            Delivery.state.in_(WAITING),
            Delivery.next_attempt_at <= now,
            or_(Delivery.lease_until.is_(None), Delivery.lease_until < now),
        )
        .order_by(Delivery.next_attempt_at, Delivery.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    if run_id is not None:
        chosen = chosen.where(Delivery.run_id == run_id)
    waiting = chosen.cte("waiting")  # evaluated once: as a plain subquery it may lock more than its limit
    claimed = await session.scalars(
        update(Delivery)
        .where(Delivery.id.in_(select(waiting.c.id)))
        .values(claimed_by=by, lease_until=until)
        .returning(Delivery.id)
    )
    places = await session.execute(
        select(Delivery.id, Conversation.conversation_id, Conversation.tenant_id)
        .outerjoin(Conversation, Conversation.id == Delivery.conversation_id)
        .where(Delivery.id.in_(list(claimed)))
        .order_by(Delivery.next_attempt_at, Delivery.id)
    )
    return [Claim(*place) for place in places]


async def mark_sending(session: AsyncSession, delivery_id: int, now: dt.datetime, until: dt.datetime) -> int:
    """Write down that a delivery is about to be posted, leased until then; returns the number of the attempt."""
    attempt = Attempt(delivery_id=delivery_id, started_at=now)
    session.add(attempt)
    await session.flush()
    marked = {"state": DeliveryState.SENDING, "attempts": Delivery.attempts + 1, "lease_until": until}
    await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(marked))
    return attempt.id


async def end_attempt(
    session: AsyncSession,
    attempt_id: int,
    outcome: AttemptOutcome,
    now: dt.datetime,
    *,
    status: int | None = None,
    error: str | None = None,
) -> None:
    """Write down how one post ended; if the channel did not take it, the reason and the HTTP status, if any."""
    ended = {"ended_at": now, "outcome": outcome, "status": status, "error": error}
    await session.execute(update(Attempt).where(Attempt.id == attempt_id).values(ended))


async def settle_sent(session: AsyncSession, delivery_id: int, activity_id: str | None, now: dt.datetime) -> None:
    """Settle a delivery that the channel took, under this id of its own."""
    sent = {"state": DeliveryState.SENT, "last_error": None, "settled_at": now, "lease_until": None}
    await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(activity_id=activity_id, **sent))


async def try_later(session: AsyncSession, delivery_id: int, why: str, at: dt.datetime) -> None:
    """Let a delivery that did not arrive be posted again from that moment on."""
    later = {"state": DeliveryState.RETRYING, "last_error": why, "lease_until": None, "next_attempt_at": at}
    await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(later))
