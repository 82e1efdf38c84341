"""One case: its status, its deadlines and what is missing before it can be reported done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.deadlines.open_deadlines import SOON, open_deadline_on
from storage.queries.money.grants import CaseCost, of_case
from storage.queries.reach import countable_only, existing, listable, visible
from storage.rules.access import Scope
from storage.rules.recovery.legality import Recovery, requirements_of
from storage.schema import Case, CaseEvent, Deadline, Ownership, Team


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """An open deadline of the case; `status` is overdue, due_soon or later."""

    rule: str
    due: dt.date
    status: str

    def as_json(self) -> dict[str, Any]:
        return {"rule": self.rule, "due": self.due.isoformat(), "status": self.status}


@dataclass(frozen=True, slots=True)
class Required:
    """One line of the case's checklist; `met` is the latest day it was done, None = missing."""

    requirement: str
    met: dt.date | None

    def as_json(self) -> dict[str, Any]:
        return {"requirement": self.requirement, "met": self.met.isoformat() if self.met else None}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What those who see the case in detail are told."""

    case: str
    type: str
    team: str
    caseworker: str | None
    category: str | None
    urgent: bool
    state: str
    checklist: tuple[Required, ...]
    deadlines: tuple[CaseDeadline, ...]
    cost: CaseCost

    @property
    def missing(self) -> tuple[str, ...]:
        """What lacks before the case can be reported done, in the order people check it."""
        return tuple(one.requirement for one in self.checklist if one.met is None)

    def as_json(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "type": self.type,
            "team": self.team,
            "caseworker": self.caseworker,
            "category": self.category,
            "urgent": self.urgent,
            "state": self.state,
            "missing": list(self.missing),
            "checklist": [one.as_json() for one in self.checklist],
            "deadlines": [deadline.as_json() for deadline in self.deadlines],
        } | self.cost.as_json()


@dataclass(frozen=True, slots=True)
class CaseCosts:
    """What a controller is told of a case: its number and its costs (§9)."""

    case: str
    cost: CaseCost

    def as_json(self) -> dict[str, Any]:
        return {"case": self.case} | self.cost.as_json()


async def case(session: AsyncSession, scope: Scope, number: str) -> CaseFacts | CaseCosts | None:
    """The case as known on the scope's day, closed ones too; None = unknown or not the viewer's to see."""
    statement = (
        select(Case, Team.name, Ownership.staff_id)
        .join(Team, Team.id == Case.team_id)
        .where(Case.number == number, existing(scope.day))
    )
    found = (await session.execute(listable(statement, scope))).one_or_none()
    if found is None:
        return await _costs(session, scope, number)
    row, team, caseworker = found
    recovery = Recovery(row.category, row.reviewed, row.restored, row.reported_done, row.audited)
    return CaseFacts(
        case=row.number,
        type=row.case_type,
        team=team,
        caseworker=caseworker,
        category=recovery.category_on(scope.day),
        urgent=row.urgent,
        state=recovery.state_on(scope.day),
        checklist=await _checklist(session, row.id, row.case_type, scope.day),
        deadlines=await _deadlines(session, row.id, scope.day),
        cost=await of_case(session, scope, number),
    )


async def is_visible(session: AsyncSession, scope: Scope, number: str) -> bool:
    """Whether the case exists on the scope's day and counts for the viewer."""
    statement = select(Case.id).where(Case.number == number, existing(scope.day))
    return (await session.execute(visible(statement, scope))).first() is not None


async def ending_with(session: AsyncSession, scope: Scope, figures: str) -> list[str]:
    """At most two of the viewer's case numbers whose last group is these figures, leading zeros aside."""
    if not (figures.isascii() and figures.isdigit()):
        return []
    statement = (
        select(Case.number)
        .where(
            Case.number.endswith(figures),
            Case.number.regexp_match(f"(^|[^0-9])0*{figures}$"),
            existing(scope.day),
        )
        .order_by(Case.number)
        .limit(2)
    )
    return list((await session.execute(visible(statement, scope))).scalars())


async def _costs(session: AsyncSession, scope: Scope, number: str) -> CaseCosts | None:
    statement = select(Case.number).where(Case.number == number, existing(scope.day))
    found = await session.scalar(countable_only(statement, scope))
    return None if found is None else CaseCosts(found, await of_case(session, scope, number))


async def _checklist(session: AsyncSession, case_id: int, case_type: str, day: dt.date) -> tuple[Required, ...]:
    statement = (
        select(CaseEvent.kind, func.max(CaseEvent.day).label("latest"))
        .where(CaseEvent.case_id == case_id, CaseEvent.day <= day)
        .group_by(CaseEvent.kind)
    )
    latest = {row.kind: row.latest for row in await session.execute(statement)}
    return tuple(Required(wanted, latest.get(wanted)) for wanted in requirements_of(case_type, day))


async def _deadlines(session: AsyncSession, case_id: int, day: dt.date) -> tuple[CaseDeadline, ...]:
    statement = (
        select(Deadline.rule, Deadline.due)
        .join(Case, Case.id == Deadline.case_id)
        .where(Deadline.case_id == case_id, open_deadline_on(day))
        .order_by(Deadline.due, Deadline.rule)
    )
    return tuple(CaseDeadline(rule, due, status_on(due, day)) for rule, due in await session.execute(statement))


def status_on(due: dt.date, day: dt.date) -> str:
    """overdue, due_soon or later (§3)."""
    if due < day:
        return "overdue"
    return "due_soon" if due <= day + SOON else "later"
