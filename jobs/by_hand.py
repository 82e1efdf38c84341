"""What a person sends, sends again or gives up, outside the schedules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from jobs.delivery import deliver
from jobs.planning import addressed, plan_now, work_for
from jobs.reminders import reminder_of
from jobs.target import Target, target_of
from messages.channel import Channel
from messages.message import Message
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.queries import teams
from storage.queries.sending.ledger import lines
from storage.rules.sending.delivery_states import DeliveryState
from storage.session import AsyncSession
from storage.settings import Settings


class ByHandError(ValueError):
    """The request cannot be carried out; the text says why."""


@dataclass(frozen=True, slots=True)
class Again:
    """The new delivery that sends an old one's content again, and its first state: planned or failed."""

    id: int
    run_id: int
    state: DeliveryState


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
    async with store.working(JOB) as session:
        numbers = await lines.of_run(session, run_id)
    if not numbers:
        raise ByHandError(f"nobody answers for {found.name} who would get {kind}")
    return numbers


async def compose_now(session: AsyncSession, settings: Settings, team: str, kind: str, now: dt.datetime) -> Message:
    """Compose the message a reminder would send this team at that moment; plans and sends nothing.

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


async def plan_again(session: AsyncSession, delivery_id: int, day: dt.date, now: dt.datetime) -> Again:
    """Plan a new delivery with the frozen content of an old one; the next round posts it. `day` is the local date.

    Raises ByHandError when the old one may still arrive by itself, had nothing to tell, or is being sent again already.
    """
    old = await lines.held(session, delivery_id)
    if old is None:
        raise ByHandError(f"there is no delivery {delivery_id}")
    if not old.state.may_go_again:
        raise ByHandError(f"delivery {delivery_id} is {old.state}, and only sent, failed or uncertain ones go again")
    if old.content is None:
        raise ByHandError(f"delivery {delivery_id} has no content (any more); send the reminder anew instead")
    if (on_the_way := await lines.going_again(session, delivery_id)) is not None:
        raise ByHandError(f"delivery {delivery_id} is being sent again already, as {on_the_way}")
    target = await target_of(session, old, day)
    if target is None:
        raise ByHandError(f"delivery {delivery_id} has no target any more")
    new = await addressed(session, target, old.content, even_if_blocked=True)
    # The old content was composed with the rights its reader had then, so the new delivery keeps them.
    new = replace(new, resend_of=delivery_id, reach=old.reach)
    return Again(await lines.write(session, old.run, new, now), old.run.id, new.state)


async def give_up(store: Store, delivery_id: int, now: dt.datetime) -> None:
    """Settle a delivery as given up. Raises ByHandError as `settle_given_up` does."""
    async with store.working(JOB) as session:
        await settle_given_up(session, delivery_id, now)


async def settle_given_up(session: AsyncSession, delivery_id: int, now: dt.datetime) -> None:
    """Settle a delivery as given up, so that nothing tries it again and nobody is asked about it.

    Raises ByHandError when it already has another final state, or is being sent at this moment.
    """
    delivery = await lines.held(session, delivery_id)
    if delivery is None:
        raise ByHandError(f"there is no delivery {delivery_id}")
    if not delivery.state.may_be_given_up:
        raise ByHandError(f"delivery {delivery_id} is {delivery.state} and cannot be given up")
    await lines.give_up(session, delivery_id, now)
