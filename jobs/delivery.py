"""Planned deliveries are claimed, posted one by one and settled; none is ever posted twice by itself.

A delivery is marked *sending* and committed just before its own post. Whoever finds it so after its lease has run out
cannot know whether the post went through: it becomes *uncertain*, and a person decides (architecture.md, decision 5).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
import time
import uuid
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from jobs import planning
from jobs.target import NOTICE, Target, place_of, target_of
from messages.message import Message
from messages.teams import Address, Channel, Outcome, Permanent, Retry, Sent, Uncertain
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.queries import notices
from storage.queries.schedule_changes import rhythm_of
from storage.schema import Attempt, Conversation, Delivery, Run, Schedule
from storage.settings import Settings

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=2)
"""Well above the time-out of a post and the wait for a turn within one batch."""
BATCH = 20
AT_ONCE = 8
MAX_ATTEMPTS = 8
FIRST_WAIT = 30.0
LONGEST_WAIT = 900.0
TOO_LATE = dt.timedelta(days=6)
"""By then the next week's digest takes its place."""
WAITING = ("planned", "retrying")
GONE_OR_BLOCKED = (403, 404)


class Moment:
    """The moment a round began, and the time that has passed since: a round may outlast its leases."""

    def __init__(self, start: dt.datetime) -> None:
        self._start = start
        self._since = time.monotonic()

    def __call__(self) -> dt.datetime:
        return self._start + dt.timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery leased to this round, and the place it was planned for, whose turn is waited for."""

    delivery_id: int
    conversation_id: str | None
    tenant_id: str | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A delivery marked *sending*: what goes where, and the attempt it is."""

    delivery_id: int
    attempt_id: int
    address: Address
    message: Message


@dataclass(frozen=True, slots=True)
class Round:
    """One process's round of deliveries; `run_id` narrows it to one run."""

    store: Store
    channel: Channel
    settings: Settings
    moment: Moment
    name: uuid.UUID
    run_id: int | None = None


async def deliver(
    store: Store, channel: Channel, settings: Settings, now: dt.datetime, *, run_id: int | None = None
) -> int:
    """Post every delivery that is waiting and due (of one run, where given); returns how many were handled.

    Any number of processes may do this at once. A target that fails never keeps the others from getting theirs.
    """
    work = Round(store, channel, settings, Moment(now), uuid.uuid4(), run_id)
    await _settle_crashed(work)
    free = asyncio.Semaphore(AT_ONCE)

    async def one(claim: Claim) -> None:
        async with free:
            await _deliver_apart(work, claim)

    handled = 0
    while claims := await _claim(work):
        await asyncio.gather(*(one(claim) for claim in claims))
        handled += len(claims)
    return handled


async def _settle_crashed(work: Round) -> None:
    """What was being posted when its process died may have arrived or not: uncertain, and never re-sent by itself."""
    async with work.store.working(JOB) as session:
        crashed = await session.scalars(
            update(Delivery)
            .where(Delivery.state == "sending", Delivery.lease_until < work.moment())
            .values(state="uncertain", last_error="stopped while sending", settled_at=work.moment())
            .returning(Delivery.id)
        )
        for delivery_id in crashed:
            log.warning("delivery %s is uncertain: its process stopped while sending", delivery_id)


async def _claim(work: Round) -> list[Claim]:
    """Some that are waiting, now leased to this round and to nobody else."""
    present = work.moment()
    chosen = (
        select(Delivery.id)
        .where(
            Delivery.state.in_(WAITING),
            Delivery.next_attempt_at <= present,
            or_(Delivery.lease_until.is_(None), Delivery.lease_until < present),
        )
        .order_by(Delivery.next_attempt_at, Delivery.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    if work.run_id is not None:
        chosen = chosen.where(Delivery.run_id == work.run_id)
    waiting = chosen.cte("waiting")  # evaluated once: as a plain subquery it may lock more than its limit
    async with work.store.working(JOB) as session:
        claimed = await session.scalars(
            update(Delivery)
            .where(Delivery.id.in_(select(waiting.c.id)))
            .values(claimed_by=work.name, lease_until=present + LEASE)
            .returning(Delivery.id)
        )
        places = await session.execute(
            select(Delivery.id, Conversation.conversation_id, Conversation.tenant_id)
            .outerjoin(Conversation, Conversation.id == Delivery.conversation_id)
            .where(Delivery.id.in_(list(claimed)))
            .order_by(Delivery.next_attempt_at, Delivery.id)
        )
        return [Claim(*place) for place in places]


async def _deliver_apart(work: Round, claim: Claim) -> None:
    """One target's trouble must not cost the others theirs; what is left undone here is found by its lease.

    Its turn is waited for before it is marked: what waits has certainly not been posted.
    """
    delivery_id = claim.delivery_id
    try:
        if claim.conversation_id is not None:
            await work.channel.turn(claim.conversation_id, claim.tenant_id)
        sending = await _begin(work, delivery_id)
        if sending is not None:
            await _record(work, sending, await _post(work, sending))
    except Exception:  # whatever it is, it is this delivery's alone
        log.exception("delivery %s stopped half-way", delivery_id)


async def _post(work: Round, sending: Sending) -> Outcome:
    try:
        return await work.channel.post(sending.address, sending.message, in_turn=True)
    except Exception as error:  # nobody knows how far the post came
        log.exception("delivery %s: the channel broke", sending.delivery_id)
        return Uncertain(type(error).__name__)


async def _begin(work: Round, delivery_id: int) -> Sending | None:
    """Mark *sending* and write the attempt down, unless it lost its right to go out since it was planned."""
    present = work.moment()
    async with work.store.working(JOB) as session:
        delivery = await session.get(Delivery, delivery_id, with_for_update=True)
        if delivery is None or delivery.claimed_by != work.name or delivery.state not in WAITING:
            return None
        run = await session.get_one(Run, delivery.run_id)
        why = await _called_off(session, delivery, run, work)
        if why is not None:
            _settle(delivery, "skipped", present, why)
            return None
        target = await target_of(session, delivery, run, local_day(present, work.settings.zone))
        place = await place_of(session, target) if target else None
        if place is None or delivery.content is None or not _is_still_for(delivery, target, place):
            await _plan_anew(session, work, delivery, run, target)
            return None
        if place.blocked_reason is not None and delivery.resend_of is None:
            _settle(delivery, "failed", present, place.blocked_reason)
            return None
        attempt = Attempt(delivery_id=delivery.id, started_at=present)
        session.add(attempt)
        delivery.state = "sending"
        delivery.attempts += 1
        delivery.lease_until = present + LEASE
        await session.flush()
        return Sending(delivery.id, attempt.id, address_of(place), Message(**delivery.content))


async def _called_off(session: AsyncSession, delivery: Delivery, run: Run, work: Round) -> str | None:
    """Why a delivery should no longer go out: its schedule was removed or paused meanwhile, or its week is over."""
    if run.kind == NOTICE:
        return None if await notices.is_open(session, run.id) else "settled meanwhile"
    if run.schedule_id is None or delivery.resend_of is not None:
        return None
    schedule = await session.get_one(Schedule, run.schedule_id)
    if schedule.removed_at is not None:
        return "schedule removed"
    if rhythm_of(schedule).is_paused(local_day(work.moment(), work.settings.zone)):
        return planning.PAUSED
    return "too late" if work.moment() - run.due_at > TOO_LATE else None


def _is_still_for(delivery: Delivery, target: Target | None, place: Conversation) -> bool:
    """Whether the place is the one it was planned for, and a person's rights are those it was composed with."""
    reach = target.reader.reach if target and target.reader else None
    return place.id == delivery.conversation_id and delivery.reach == reach


async def _plan_anew(session: AsyncSession, work: Round, delivery: Delivery, run: Run, target: Target | None) -> None:
    """The target's place or rights are others now: what was composed for the old ones is voided and composed afresh."""
    _settle(delivery, "voided", work.moment(), "the channel or the rights have changed")
    await session.flush()  # the new delivery takes the voided one's place under the unique key
    if target is None or run.kind == NOTICE:
        return  # the next tick tells whoever is an administrator then
    schedule = await session.get(Schedule, run.schedule_id) if run.schedule_id is not None else None
    await planning.draft(
        session,
        work.settings,
        run,
        target,
        work.moment(),
        even_if_empty=schedule is not None and schedule.if_empty == "send",
        resend_of=delivery.resend_of,
    )


async def _record(work: Round, sending: Sending, outcome: Outcome) -> None:
    """Write down how the post ended; a delivery declared uncertain meanwhile still learns that it was sent."""
    present = work.moment()
    async with work.store.working(JOB) as session:
        attempt = await session.get_one(Attempt, sending.attempt_id)
        attempt.ended_at, attempt.outcome = present, OUTCOME_WORDS[type(outcome)]
        if not isinstance(outcome, Sent):
            attempt.status, attempt.error = outcome.status, outcome.reason
        delivery = await session.get_one(Delivery, sending.delivery_id, with_for_update=True)
        open_states = ("sending", "uncertain") if isinstance(outcome, Sent) else ("sending",)
        if delivery.claimed_by == work.name and delivery.state in open_states:
            await _apply(session, delivery, outcome, present)


OUTCOME_WORDS = {Sent: "sent", Retry: "retry", Permanent: "permanent", Uncertain: "uncertain"}


async def _apply(session: AsyncSession, delivery: Delivery, outcome: Outcome, now: dt.datetime) -> None:
    if isinstance(outcome, Sent):
        delivery.activity_id = outcome.activity_id
        await _blocked(session, delivery, None)
        _settle(delivery, "sent", now, None)
    elif isinstance(outcome, Uncertain):
        _settle(delivery, "uncertain", now, outcome.reason)
    elif isinstance(outcome, Permanent):
        if outcome.status in GONE_OR_BLOCKED:
            await _blocked(session, delivery, outcome.reason)
        _settle(delivery, "failed", now, outcome.reason)
    elif delivery.attempts >= MAX_ATTEMPTS:
        _settle(delivery, "failed", now, f"{outcome.reason}, tried {delivery.attempts} times")
    else:
        delivery.state, delivery.last_error, delivery.lease_until = "retrying", outcome.reason, None
        delivery.next_attempt_at = now + wait_before(delivery.attempts, outcome.after)


def wait_before(attempts: int, told: float | None) -> dt.timedelta:
    """How long to wait after that many attempts: as the channel told, else doubling from half a minute to a quarter.

    The jitter keeps many targets that failed together from coming back together; it never shortens a wait told.
    """
    if told is not None:
        return dt.timedelta(seconds=told)
    doubling = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return dt.timedelta(seconds=doubling * random.uniform(0.8, 1.2))  # noqa: S311  # spreads load, guards nothing


async def _blocked(session: AsyncSession, delivery: Delivery, reason: str | None) -> None:
    """Remember that a conversation refuses the bot, or that it takes its messages again."""
    place = Conversation.id == delivery.conversation_id
    await session.execute(update(Conversation).where(place).values(blocked_reason=reason))


def _settle(delivery: Delivery, state: str, now: dt.datetime, why: str | None) -> None:
    delivery.state, delivery.last_error, delivery.settled_at = state, why, now
    delivery.lease_until = None


def address_of(place: Conversation) -> Address:
    """Where the channel takes posts for this conversation."""
    return Address(
        service_url=place.service_url,
        conversation_id=place.conversation_id,
        bot_id=place.bot_id,
        channel_id=place.channel_id,
        tenant_id=place.tenant_id,
    )
