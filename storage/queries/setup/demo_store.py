"""Whether a store holds a made-up municipality, which one, and since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import (
    Account,
    Assignment,
    Attempt,
    AuditAnswer,
    Base,
    Binding,
    BudgetLine,
    Case,
    CaseEvent,
    Complaint,
    Conversation,
    Deadline,
    Delivery,
    Dialogue,
    ErasedCase,
    ForecastKept,
    Grant,
    GrantDelta,
    GrantMonth,
    IdleGrant,
    ImportRun,
    Milestone,
    MilestoneStep,
    Notice,
    Ownership,
    PlanAction,
    Posting,
    PostingDay,
    PostingMonth,
    Run,
    Schedule,
    Staff,
    StoreSetting,
    Team,
    TeamLeader,
    UnmatchedPosting,
)

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class DemoState:
    """What a store holds of the demo."""

    loaded_on: dt.date | None
    """The demo's day; None where none was ever loaded."""
    plan: str | None
    """The example of a plan by its name; None where it is the ordinary municipality."""
    real_data: bool
    """Other exports were imported."""


async def state(session: AsyncSession) -> DemoState:
    """What the store holds."""
    value = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == DEMO))
    loaded_on = dt.date.fromisoformat(value["day"]) if value else None
    filled = bool(await session.scalar(select(exists().where(Case.id.is_not(None)))))
    return DemoState(loaded_on, (value or {}).get("plan"), real_data=filled and loaded_on is None)


async def remember(session: AsyncSession, day: dt.date, plan: str | None = None) -> None:
    """Note that this store holds the demo as of that day, or the example of a plan."""
    statement = insert(StoreSetting).values(name=DEMO, value={"day": day.isoformat(), "plan": plan})
    await session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )


async def clear(session: AsyncSession) -> None:
    """Empty a demo store, so that it can be loaded as of another day; the access log stays, as always."""
    sending: tuple[type[Base], ...] = (Binding, Notice, Attempt, Delivery, Run, Schedule)
    # A milestone takes its teams, targets and figures with it.
    of_recovery: tuple[type[Base], ...] = (PlanAction, MilestoneStep, Milestone, Complaint, AuditAnswer)
    sums_of_money: tuple[type[Base], ...] = (ForecastKept, PostingMonth, PostingDay, GrantMonth, GrantDelta)
    mismatches: tuple[type[Base], ...] = (UnmatchedPosting, IdleGrant)
    of_money: tuple[type[Base], ...] = (*sums_of_money, *mismatches, Posting, Grant, BudgetLine, Account)
    of_cases: tuple[type[Base], ...] = (Dialogue, Deadline, Ownership, CaseEvent, Assignment, Case, ErasedCase)
    for table in (*sending, *of_recovery, *of_money, *of_cases):
        await session.execute(delete(table))
    # Places in Teams outlive their data: only what names a person or a team of the old demo goes.
    await session.execute(update(Conversation).values(staff_id=None, team_id=None, confirmed_by=None))
    rest: tuple[type[Base], ...] = (TeamLeader, Staff, Team, ImportRun)
    for table in rest:
        await session.execute(delete(table))
    await session.execute(delete(StoreSetting).where(StoreSetting.name == DEMO))
