"""Each turn of a schedule is one run, planned once; a message that a person or a notice sends has its own run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.sending.schedule_changes import Policy, policy_of
from storage.schema import Run, Schedule


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run with its schedule's policy, read together so that nobody looks the policy up a second time."""

    id: int
    kind: str
    due_at: dt.datetime
    policy: Policy | None
    """None: it has no schedule, since a person or a notice sends it."""


async def planned_since(session: AsyncSession, since: dt.datetime) -> frozenset[tuple[int | None, str]]:
    """The runs planned after that moment, as (schedule, period)."""
    rows = await session.execute(select(Run.schedule_id, Run.period).where(Run.planned_at > since))
    return frozenset((schedule, period) for schedule, period in rows)


async def begin(
    session: AsyncSession, policy: Policy, period: str, due_at: dt.datetime, now: dt.datetime
) -> RunRow | None:
    """A schedule's run for a period; None where another process was first."""
    begun = (
        insert(Run)
        .values(schedule_id=policy.id, kind=policy.kind, period=period, due_at=due_at, planned_at=now)
        .on_conflict_do_nothing(index_elements=["schedule_id", "period"])
        .returning(Run.id)
    )
    run_id = await session.scalar(begun)
    return None if run_id is None else RunRow(run_id, policy.kind, due_at, policy)


async def begin_apart(session: AsyncSession, kind: str, period: str, now: dt.datetime) -> RunRow:
    """A run of its own, of no schedule, due at once."""
    run = Run(schedule_id=None, kind=kind, period=period, due_at=now, planned_at=now)
    session.add(run)
    await session.flush()
    return RunRow(run.id, kind, now, None)


async def by_id(session: AsyncSession, run_id: int) -> RunRow:
    """The run with that number, which must be there."""
    found = select(Run, Schedule).outerjoin(Schedule, Schedule.id == Run.schedule_id).where(Run.id == run_id)
    run, schedule = (await session.execute(found)).one()
    return run_row(run, schedule)


def run_row(run: Run, schedule: Schedule | None) -> RunRow:
    """The run with its schedule's policy."""
    return RunRow(run.id, run.kind, run.due_at, policy_of(schedule) if schedule is not None else None)
