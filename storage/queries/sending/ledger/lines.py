"""A delivery is a line of the ledger: written when planned, settled once, and searched by its state."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.sending.ledger.runs import RunRow, run_row
from storage.rules.sending.delivery_states import NOT_ARRIVED, OPEN, TELLS_OR_WILL_TELL, DeliveryState
from storage.schema import Attempt, Delivery, Run, Schedule


@dataclass(frozen=True, slots=True)
class NewLine:
    """A delivery to write down: its target, its content, and its first state.

    `target` is unique within a run, but for what is sent again. `place_id` is the conversation it goes to, None where
    there is none; `content` the frozen message, None where there is none; `why` the reason of one that is not planned.
    """

    target: str
    state: DeliveryState
    team_id: int | None = None
    staff_id: str | None = None
    reach: str | None = None
    place_id: int | None = None
    content: dict[str, Any] | None = None
    why: str | None = None
    resend_of: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A delivery as the ledger has it, with its run and that run's policy."""

    id: int
    run: RunRow
    target: str
    team_id: int | None
    staff_id: str | None
    reach: str | None
    place_id: int | None
    resend_of: int | None
    state: DeliveryState
    content: dict[str, Any] | None
    attempts: int
    claimed_by: uuid.UUID | None


async def write(session: AsyncSession, run: RunRow, new: NewLine, now: dt.datetime) -> int:
    """Write a delivery down and return its number. A planned one waits from now on; any other is settled."""
    row = Delivery(
        run_id=run.id,
        target=new.target,
        team_id=new.team_id,
        staff_id=new.staff_id,
        reach=new.reach,
        conversation_id=new.place_id,
        resend_of=new.resend_of,
        state=new.state,
        last_error=new.why,
        attempts=0,
        created_at=now,
        next_attempt_at=now if new.state.is_waiting else None,
        settled_at=now if new.state.is_settled else None,
    )
    if new.content is not None:  # a None that is set would be kept as JSON's null
        row.content = new.content
    session.add(row)
    await session.flush()
    return row.id


async def held(session: AsyncSession, delivery_id: int) -> LedgerLine | None:
    """The delivery with that number, locked until the transaction ends, so that nobody else changes it meanwhile."""
    statement = (
        select(Delivery, Run, Schedule)
        .join(Run, Run.id == Delivery.run_id)
        .outerjoin(Schedule, Schedule.id == Run.schedule_id)
        .where(Delivery.id == delivery_id)
        .with_for_update(of=Delivery)
        .execution_options(populate_existing=True)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    delivery, run, schedule = row
    return LedgerLine(
        id=delivery.id,
        run=run_row(run, schedule),
        target=delivery.target,
        team_id=delivery.team_id,
        staff_id=delivery.staff_id,
        reach=delivery.reach,
        place_id=delivery.conversation_id,
        resend_of=delivery.resend_of,
        state=DeliveryState(delivery.state),
        content=delivery.content,
        attempts=delivery.attempts,
        claimed_by=delivery.claimed_by,
    )


async def settle(
    session: AsyncSession, delivery_id: int, state: DeliveryState, now: dt.datetime, why: str | None = None
) -> None:
    """Give a delivery its last state; `why` is the reason where it did not go out."""
    values = {"state": state, "last_error": why, "settled_at": now, "lease_until": None}
    await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(values))


async def give_up(session: AsyncSession, delivery_id: int, now: dt.datetime) -> None:
    """Settle a delivery as given up by a person; the reason of its failure stays."""
    values = {"state": DeliveryState.GIVEN_UP, "settled_at": now, "lease_until": None}
    await session.execute(update(Delivery).where(Delivery.id == delivery_id).values(values))


async def of_run(session: AsyncSession, run_id: int) -> list[int]:
    """The numbers of a run's deliveries."""
    return list(await session.scalars(select(Delivery.id).where(Delivery.run_id == run_id).order_by(Delivery.id)))


async def targets_of(session: AsyncSession, run_id: int) -> frozenset[str]:
    """The targets that a run has a delivery for, not counting voided ones."""
    standing = and_(Delivery.run_id == run_id, Delivery.state != DeliveryState.VOIDED)
    return frozenset(await session.scalars(select(Delivery.target).where(standing)))


async def going_again(session: AsyncSession, delivery_id: int) -> int | None:
    """The delivery that sends this one's content again at this moment, if any."""
    again = select(Delivery.id).where(Delivery.resend_of == delivery_id, Delivery.state.in_(OPEN))
    return await session.scalar(again)


async def teams_missed_since(session: AsyncSession, since: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """The teams whose channel a message failed to reach after that moment, each with when that was last."""
    at = func.max(Delivery.settled_at)
    missed = (
        select(Delivery.team_id, at)
        .where(Delivery.state == DeliveryState.FAILED, Delivery.staff_id.is_(None), Delivery.team_id.is_not(None))
        .where(Delivery.settled_at > since)
        .group_by(Delivery.team_id)
        .order_by(Delivery.team_id)
    )
    rows = await session.execute(missed)
    return [(team_id, last) for team_id, last in rows if team_id is not None and last is not None]


async def facts_sent(session: AsyncSession, kind: str, staff_id: str, since: dt.datetime) -> list[Any]:
    """The facts of messages that reached a person, may have, or still will, planned since that moment.

    To send one of these again could be to send it twice; a message that surely never arrived is not among them.
    """
    sent = (
        select(Delivery.content["facts"])
        .join(Run, Run.id == Delivery.run_id)
        .where(Run.kind == kind, Delivery.staff_id == staff_id, Delivery.created_at >= since)
        .where(or_(Delivery.state.in_(TELLS_OR_WILL_TELL), _given_up_in_doubt()))
    )
    return [facts for facts in await session.scalars(sent) if facts]


def _given_up_in_doubt() -> ColumnElement[bool]:
    """A delivery that was given up though it may have arrived."""
    may_have_arrived = exists().where(
        Attempt.delivery_id == Delivery.id, or_(Attempt.outcome.is_(None), Attempt.outcome.not_in(NOT_ARRIVED))
    )
    in_doubt = or_(Delivery.activity_id.is_not(None), may_have_arrived)
    return and_(Delivery.state == DeliveryState.GIVEN_UP, in_doubt)
