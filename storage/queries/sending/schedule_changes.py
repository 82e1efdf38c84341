"""Schedules are added, changed, paused, resumed and removed here; their history stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.rules.sending.recurrence import Rhythm
from storage.schema import Schedule

HOLIDAYS = ("skip", "before", "after", "ignore")
SEND = "send"
IF_EMPTY = (SEND, "skip")


@dataclass(frozen=True, slots=True)
class SchedulePlan:
    """What a schedule is to do; `team_id` None = every team, `weekday` 0 = Monday, `at` local wall-clock time.

    `monthly` None = every week, else as storage.rules.sending.recurrence.Rhythm has it; `daily` every working day.
    `limit_pct`: how many per cent over the budget a team must be to be mentioned, None = the kind's own limit.
    """

    kind: str
    team_id: int | None
    weekday: int
    at: dt.time
    holidays: str = "after"
    if_empty: str = "skip"
    monthly: str | None = None
    daily: bool = False
    limit_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a schedule says, as it stood when it was read: whom it is for (`team_id` None = every team), when, and how.

    `since` is when it was added or last given another time; `limit_pct` as in `SchedulePlan`.
    """

    id: int
    kind: str
    team_id: int | None
    rhythm: Rhythm
    if_empty: str
    limit_pct: Decimal | None
    since: dt.datetime
    is_removed: bool

    @property
    def even_if_empty(self) -> bool:
        """Whether a message goes out also when there is nothing to tell."""
        return self.if_empty == SEND


def policy_of(schedule: Schedule) -> Policy:
    """The schedule as planning, sending and setting up read it."""
    return Policy(
        id=schedule.id,
        kind=schedule.kind,
        team_id=schedule.team_id,
        rhythm=rhythm_of(schedule),
        if_empty=schedule.if_empty,
        limit_pct=schedule.limit_pct,
        since=schedule.changed_at or schedule.created_at,
        is_removed=schedule.removed_at is not None,
    )


def rhythm_of(schedule: Schedule) -> Rhythm:
    """When a schedule falls due, as the rules read it."""
    return Rhythm(
        weekday=schedule.weekday,
        at=schedule.at,
        holidays=schedule.holidays,
        paused_from=schedule.paused_from,
        paused_until=schedule.paused_until,
        monthly=schedule.monthly,
        daily=schedule.daily,
    )


async def active(session: AsyncSession) -> list[Policy]:
    """Every schedule that is not removed, paused ones too, the oldest first."""
    standing = select(Schedule).where(Schedule.removed_at.is_(None)).order_by(Schedule.id)
    return [policy_of(schedule) for schedule in await session.scalars(standing)]


async def find(session: AsyncSession, schedule_id: int) -> Policy | None:
    """The schedule with that number, unless it was removed."""
    found = select(Schedule).where(Schedule.id == schedule_id, Schedule.removed_at.is_(None))
    schedule = await session.scalar(found.execution_options(populate_existing=True))
    return None if schedule is None else policy_of(schedule)


async def add(session: AsyncSession, plan: SchedulePlan, created_by: str | None, now: dt.datetime) -> int:
    """Add a schedule and return its number. One of the same kind, target, rhythm and time is not added again (a form
    may be sent twice): it takes over the new one's policies.
    """
    by_weekday = Rhythm(plan.weekday, plan.at, monthly=plan.monthly, daily=plan.daily).reads_weekday
    same = await session.scalar(
        select(Schedule.id).where(
            Schedule.kind == plan.kind,
            Schedule.team_id.is_not_distinct_from(plan.team_id),
            *([Schedule.weekday == plan.weekday] if by_weekday else []),
            Schedule.monthly.is_not_distinct_from(plan.monthly),
            Schedule.daily == plan.daily,
            Schedule.at == plan.at,
            Schedule.removed_at.is_(None),
        )
    )
    if same is not None:
        await _set(session, same, holidays=plan.holidays, if_empty=plan.if_empty, limit_pct=plan.limit_pct)
        return same
    schedule = Schedule(**asdict(plan), created_by=created_by, created_at=now)
    session.add(schedule)
    await session.flush()
    return schedule.id


async def change(session: AsyncSession, schedule_id: int, plan: SchedulePlan, now: dt.datetime) -> None:
    """Give a schedule another day, time, team or kind, from now on: a time already past is not made up for."""
    await session.execute(update(Schedule).where(Schedule.id == schedule_id).values(**asdict(plan), changed_at=now))


async def pause(session: AsyncSession, schedule_id: int, start: dt.date, end: dt.date | None) -> None:
    """Nothing is sent from `start` to `end`, both included; without an end until it is resumed."""
    await _set(session, schedule_id, paused_from=start, paused_until=end)


async def resume(session: AsyncSession, schedule_id: int) -> None:
    """End or call off the pause; messages that it held back stay unsent."""
    await _set(session, schedule_id, paused_from=None, paused_until=None)


async def remove(session: AsyncSession, schedule_id: int, now: dt.datetime) -> None:
    """Stop a schedule for good; it and its deliveries stay in the history."""
    await _set(session, schedule_id, removed_at=now)


async def _set(session: AsyncSession, schedule_id: int, **values: dt.date | dt.datetime | Decimal | str | None) -> None:
    await session.execute(update(Schedule).where(Schedule.id == schedule_id).values(**values))
