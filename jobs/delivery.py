"""Claims planned deliveries, posts them one by one and settles them; none is ever posted twice by itself.

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

from jobs import planning
from jobs.target import Target, place_of, target_of
from messages.channel import Address, Channel, Outcome, Permanent, Retry, Sent, Uncertain
from messages.message import Message
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.queries.sending import notices
from storage.queries.sending.ledger import lines, sending
from storage.queries.sending.ledger.lines import LedgerLine
from storage.queries.sending.ledger.sending import Claim
from storage.queries.setup import conversations
from storage.queries.setup.conversations import Destination
from storage.rules.sending.delivery_states import AttemptOutcome, DeliveryState
from storage.rules.sending.reminder_kinds import NOTICE
from storage.session import AsyncSession
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
GONE_OR_BLOCKED = (403, 404)


class RoundClock:
    """The moment a round began, and the time that has passed since: a round may outlast its leases."""

    def __init__(self, start: dt.datetime) -> None:
        self._start = start
        self._since = time.monotonic()

    def __call__(self) -> dt.datetime:
        return self._start + dt.timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True, slots=True)
class Sending:
    """A delivery marked *sending*: its content, its destination, and the attempt being made."""

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
    moment: RoundClock
    name: uuid.UUID
    run_id: int | None = None


async def deliver(
    store: Store, channel: Channel, settings: Settings, now: dt.datetime, *, run_id: int | None = None
) -> int:
    """Post every delivery that is waiting and due (of one run, where given); returns how many were handled.

    Any number of processes may do this at once. A target that fails never keeps the others from getting theirs.
    """
    work = Round(store, channel, settings, RoundClock(now), uuid.uuid4(), run_id)
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
    """Mark as uncertain the deliveries whose process died while posting them.

    They may have arrived, so they are never sent again by themselves.
    """
    async with work.store.working(JOB) as session:
        for delivery_id in await sending.settle_crashed(session, work.moment(), "stopped while sending"):
            log.warning("delivery %s is uncertain: its process stopped while sending", delivery_id)


async def _claim(work: Round) -> list[Claim]:
    """Lease some waiting deliveries to this round alone."""
    present = work.moment()
    async with work.store.working(JOB) as session:
        return await sending.claim(session, present, present + LEASE, work.name, BATCH, run_id=work.run_id)


async def _deliver_apart(work: Round, claim: Claim) -> None:
    """Deliver one claim; its errors must not stop the others. A lease that runs out brings an unfinished one back.

    It is marked only once its turn has come: a delivery that waits has certainly not been posted.
    """
    delivery_id = claim.delivery_id
    try:
        if claim.conversation_id is not None:
            await work.channel.turn(claim.conversation_id, claim.tenant_id)
        begun = await _begin(work, delivery_id)
        if begun is not None:
            await _record(work, begun, await _post(work, begun))
    except Exception:  # any error concerns this delivery alone
        log.exception("delivery %s stopped half-way", delivery_id)


async def _post(work: Round, begun: Sending) -> Outcome:
    try:
        return await work.channel.post(begun.address, begun.message, in_turn=True)
    except Exception as error:  # nobody knows how far the post got
        log.exception("delivery %s: the channel broke", begun.delivery_id)
        return Uncertain(type(error).__name__)


async def _begin(work: Round, delivery_id: int) -> Sending | None:
    """Mark *sending* and write the attempt down, unless it lost its right to go out since it was planned."""
    present = work.moment()
    async with work.store.working(JOB) as session:
        delivery = await lines.held(session, delivery_id)
        if delivery is None or delivery.claimed_by != work.name or not delivery.state.is_waiting:
            return None
        why = await _called_off(session, delivery, work)
        if why is not None:
            await lines.settle(session, delivery_id, DeliveryState.SKIPPED, present, why)
            return None
        target = await target_of(session, delivery, local_day(present, work.settings.zone))
        place = await place_of(session, target) if target else None
        if place is None or delivery.content is None or not _is_still_for(delivery, target, place):
            await _plan_anew(session, work, delivery, target)
            return None
        if place.blocked_reason is not None and delivery.resend_of is None:
            await lines.settle(session, delivery_id, DeliveryState.FAILED, present, place.blocked_reason)
            return None
        attempt_id = await sending.mark_sending(session, delivery_id, present, present + LEASE)
        return Sending(delivery_id, attempt_id, address_of(place), Message(**delivery.content))


async def _called_off(session: AsyncSession, delivery: LedgerLine, work: Round) -> str | None:
    """Why a delivery should no longer go out: its schedule was removed or paused meanwhile, or its week is over."""
    run = delivery.run
    if run.kind == NOTICE:
        return None if await notices.is_open(session, run.id) else "settled meanwhile"
    if run.policy is None or delivery.resend_of is not None:
        return None
    if run.policy.is_removed:
        return "schedule removed"
    if run.policy.rhythm.is_paused(local_day(work.moment(), work.settings.zone)):
        return planning.PAUSED
    return "too late" if work.moment() - run.due_at > TOO_LATE else None


def _is_still_for(delivery: LedgerLine, target: Target | None, place: Destination) -> bool:
    """Whether the place is the one it was planned for, and a person's rights are those it was composed with."""
    reach = target.reader.reach if target and target.reader else None
    return place.id == delivery.place_id and delivery.reach == reach


async def _plan_anew(session: AsyncSession, work: Round, delivery: LedgerLine, target: Target | None) -> None:
    """Void the delivery and compose it afresh, since its target's place or rights have changed.

    Voided first: the new delivery takes its place under the unique key.
    """
    present = work.moment()
    why = "the channel or the rights have changed"
    await lines.settle(session, delivery.id, DeliveryState.VOIDED, present, why)
    if target is None or delivery.run.kind == NOTICE:
        return  # the next tick tells whoever is an administrator then
    await planning.draft(session, work.settings, delivery.run, target, present, resend_of=delivery.resend_of)


async def _record(work: Round, begun: Sending, outcome: Outcome) -> None:
    """Write down how the post ended; a delivery declared uncertain meanwhile still learns that it was sent."""
    present = work.moment()
    status, error = (None, None) if isinstance(outcome, Sent) else (outcome.status, outcome.reason)
    async with work.store.working(JOB) as session:
        ended = OUTCOMES[type(outcome)]
        await sending.end_attempt(session, begun.attempt_id, ended, present, status=status, error=error)
        delivery = await lines.held(session, begun.delivery_id)
        if delivery is None or delivery.claimed_by != work.name:
            return
        is_sent = isinstance(outcome, Sent)
        if delivery.state.may_turn_out_sent if is_sent else delivery.state is DeliveryState.SENDING:
            await _apply(session, delivery, outcome, present)


OUTCOMES = {
    Sent: AttemptOutcome.SENT,
    Retry: AttemptOutcome.RETRY,
    Permanent: AttemptOutcome.PERMANENT,
    Uncertain: AttemptOutcome.UNCERTAIN,
}


async def _apply(session: AsyncSession, delivery: LedgerLine, outcome: Outcome, now: dt.datetime) -> None:
    if isinstance(outcome, Sent):
        await conversations.note_refusal(session, delivery.place_id, None)
        await sending.settle_sent(session, delivery.id, outcome.activity_id, now)
    elif isinstance(outcome, Uncertain):
        await lines.settle(session, delivery.id, DeliveryState.UNCERTAIN, now, outcome.reason)
    elif isinstance(outcome, Permanent):
        if outcome.status in GONE_OR_BLOCKED:
            await conversations.note_refusal(session, delivery.place_id, outcome.reason)
        await lines.settle(session, delivery.id, DeliveryState.FAILED, now, outcome.reason)
    elif delivery.attempts >= MAX_ATTEMPTS:
        tried = f"{outcome.reason}, tried {delivery.attempts} times"
        await lines.settle(session, delivery.id, DeliveryState.FAILED, now, tried)
    else:
        again_at = now + wait_before(delivery.attempts, outcome.after)
        await sending.try_later(session, delivery.id, outcome.reason, again_at)


def wait_before(attempts: int, seconds: float | None) -> dt.timedelta:
    """How long to wait after that many attempts.

    The seconds that the channel asked for, if any; else half a minute, doubling up to a quarter of an hour. The jitter
    keeps targets that failed together from coming back together; it never shortens a wait that the channel asked for.
    """
    if seconds is not None:
        return dt.timedelta(seconds=seconds)
    doubling = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return dt.timedelta(seconds=doubling * random.uniform(0.8, 1.2))  # noqa: S311  # spreads load, guards nothing


def address_of(place: Destination) -> Address:
    """Where the channel takes posts for this conversation."""
    return Address(
        service_url=place.service_url,
        conversation_id=place.conversation_id,
        bot_id=place.bot_id,
        channel_id=place.channel_id,
        tenant_id=place.tenant_id,
    )
