"""What a person sends, sends again or gives up, outside the schedules."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from jobs.delivery import deliver
from jobs.planning import addressed, plan_now, work_for
from jobs.reminders import reminder_of
from jobs.target import Target, target_of
from messages.message import Message
from messages.teams import Channel
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.queries import teams
from storage.schema import Delivery, Run
from storage.settings import Settings

ON_THE_WAY = ("planned", "sending", "retrying")
RESENDABLE = ("sent", "failed", "uncertain", "given_up")
GIVEN_UP_FROM = ("planned", "retrying", "failed", "uncertain")


class ByHandError(ValueError):
    """What was asked for cannot be done; the text says why."""


async def send_now(
    store: Store, channel: Channel, settings: Settings, *, team: str, kind: str, now: dt.datetime
) -> list[int]:
    """Plan and deliver a reminder about one team at once, in a run of its own; returns the deliveries' numbers.

    Raises ByHandError for an unknown team and where nobody gets it, UnknownReminderError for an unknown kind.
    """
    reminder_of(kind)
    async with store.working(JOB) as session:
        found = await teams.by_name(session, team)
    if found is None:
        raise ByHandError(f"there is no team {team!r}")
    run_id = await plan_now(store, settings, kind, found, now)
    await deliver(store, channel, settings, now, run_id=run_id)
    numbers = await _deliveries_of(store, run_id)
    if not numbers:
        raise ByHandError(f"nobody answers for {found.name} who would get {kind}")
    return numbers


async def compose_now(session: AsyncSession, settings: Settings, team: str, kind: str, now: dt.datetime) -> Message:
    """What a reminder would tell this team at that moment; plans and sends nothing.

    Raises ByHandError for an unknown team, UnknownReminderError for an unknown kind.
    """
    found = await teams.by_name(session, team)
    if found is None:
        raise ByHandError(f"there is no team {team!r}")
    composed = await reminder_of(kind).compose(work_for(session, settings, Target((found,)), now, even_if_empty=True))
    if composed is None:
        raise ByHandError(f"{kind} has nothing to tell {found.name}")
    return composed


async def resend(store: Store, channel: Channel, settings: Settings, delivery_id: int, now: dt.datetime) -> int:
    """Send a delivery's frozen content again, as a new delivery that names the old; returns the new one's number.

    Raises ByHandError as `plan_again` does.
    """
    async with store.working(JOB) as session:
        new = await plan_again(session, delivery_id, local_day(now, settings.zone), now)
    await deliver(store, channel, settings, now, run_id=new.run_id)
    return new.id


async def plan_again(session: AsyncSession, delivery_id: int, day: dt.date, now: dt.datetime) -> Delivery:
    """Write down a delivery's frozen content anew; the next round of deliveries posts it. `day` is the local date.

    Raises ByHandError when the old one may still arrive by itself, had nothing to tell, or is being sent again already.
    """
    old = await session.get(Delivery, delivery_id, with_for_update=True)
    if old is None:
        raise ByHandError(f"there is no delivery {delivery_id}")
    if old.state not in RESENDABLE:
        raise ByHandError(f"delivery {delivery_id} is {old.state}, and only sent, failed or uncertain ones go again")
    if old.content is None:
        raise ByHandError(f"delivery {delivery_id} has no content (any more); send the reminder anew instead")
    again = select(Delivery.id).where(Delivery.resend_of == delivery_id, Delivery.state.in_(ON_THE_WAY))
    if (on_the_way := await session.scalar(again)) is not None:
        raise ByHandError(f"delivery {delivery_id} is being sent again already, as {on_the_way}")
    run = await session.get_one(Run, old.run_id)
    target = await target_of(session, old, run, day)
    if target is None:
        raise ByHandError(f"delivery {delivery_id} has no target any more")
    new = await addressed(session, run, target, old.content, now, even_if_blocked=True)
    new.resend_of = delivery_id
    new.reach = old.reach  # what is sent again was composed with the rights of then
    session.add(new)
    await session.flush()
    return new


async def give_up(store: Store, delivery_id: int, now: dt.datetime) -> None:
    """Settle a delivery as given up. Raises ByHandError as `settle_given_up` does."""
    async with store.working(JOB) as session:
        await settle_given_up(session, delivery_id, now)


async def settle_given_up(session: AsyncSession, delivery_id: int, now: dt.datetime) -> None:
    """Settle a delivery as given up, so that nothing tries it again and nobody is asked about it.

    Raises ByHandError when it is already settled otherwise, or being sent this moment.
    """
    delivery = await session.get(Delivery, delivery_id, with_for_update=True)
    if delivery is None:
        raise ByHandError(f"there is no delivery {delivery_id}")
    if delivery.state not in GIVEN_UP_FROM:
        raise ByHandError(f"delivery {delivery_id} is {delivery.state} and cannot be given up")
    delivery.state, delivery.settled_at, delivery.lease_until = "given_up", now, None
    await session.flush()


async def _deliveries_of(store: Store, run_id: int) -> list[int]:
    async with store.working(JOB) as session:
        rows = await session.scalars(select(Delivery.id).where(Delivery.run_id == run_id).order_by(Delivery.id))
        return list(rows)
