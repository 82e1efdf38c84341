"""One case: its status, its deadlines, what is missing before it can be reported done, and what it costs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.deadlines.case import (
    CaseCosts,
    CaseDeadline,
    CaseGrant,
    CaseInDetail,
    CaseworkerBefore,
    CostOfGrant,
    Required,
)
from storage.queries.deadlines.open_deadlines import open_deadline_on, status_on
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import countable_only, existing, listable, visible
from storage.rules.access import Scope
from storage.rules.deadlines.deadlines import RULES
from storage.rules.recovery.legality import Recovery, requirements_of
from storage.rules.rounding import rounded
from storage.schema import Case, CaseEvent, Deadline, Grant, Ownership, Team


async def case(session: AsyncSession, scope: Scope, number: str) -> CaseInDetail | CaseCosts | None:
    """The case as known on the scope's day, closed ones too; None = unknown or not the viewer's to see."""
    statement = (
        select(Case, Team.name, Ownership.staff_id)
        .join(Team, Team.id == Case.team_id)
        .where(Case.number == number, existing(scope.day))
    )
    case_row = (await session.execute(listable(statement, scope))).one_or_none()
    if case_row is None:
        return await _costs_alone(session, scope, number)
    row, team, caseworker = case_row
    recovery = Recovery(row.category, row.reviewed, row.restored, row.reported_done, row.audited)
    checklist = await _checklist(session, row.id, row.case_type, scope.day)
    cost = await _cost(session, scope, number)
    return CaseInDetail(
        case=row.number,
        type=row.case_type,
        team=team,
        caseworker=caseworker,
        category=recovery.category_on(scope.day),
        urgent=row.urgent,
        state=recovery.state_on(scope.day),
        missing=tuple(one.requirement for one in checklist if one.met is None),
        checklist=checklist,
        deadlines=await _deadlines(session, row.id, scope.day),
        grants=cost.grants,
        yearly_cost=cost.yearly,
        parts=cost.parts,
        before=await _before(session, row.id, caseworker, scope.day),
        last_follow_up=await _last_follow_up(session, row.id, scope.day),
    )


async def _before(session: AsyncSession, case_id: int, caseworker: str | None, day: dt.date) -> CaseworkerBefore | None:
    """The last who had the case before D and is not its caseworker then."""
    statement = (
        select(Ownership.staff_id, Ownership.until)
        .where(Ownership.case_id == case_id, Ownership.until <= day, Ownership.staff_id.is_not(None))
        .order_by(Ownership.until.desc())
    )
    earlier = await session.execute(statement)
    return next((CaseworkerBefore(who, until) for who, until in earlier if who is not None and who != caseworker), None)


async def _last_follow_up(session: AsyncSession, case_id: int, day: dt.date) -> dt.date | None:
    kinds = RULES["follow_up"].satisfied_by
    held = select(func.max(CaseEvent.day)).where(
        CaseEvent.case_id == case_id, CaseEvent.day <= day, CaseEvent.kind.in_(kinds)
    )
    return await session.scalar(held)


async def _costs_alone(session: AsyncSession, scope: Scope, number: str) -> CaseCosts | None:
    statement = select(Case.number).where(Case.number == number, existing(scope.day))
    case_number = await session.scalar(countable_only(statement, scope))
    if case_number is None:
        return None
    cost = await _cost(session, scope, number)
    return CaseCosts(case_number, cost.grants, cost.yearly, cost.parts)


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


class _Cost(NamedTuple):
    """The grants not ended before D, and what all of them cost in D's calendar year."""

    grants: tuple[CaseGrant, ...]
    yearly: Decimal
    parts: tuple[CostOfGrant, ...]


async def _cost(session: AsyncSession, scope: Scope, number: str) -> _Cost:
    """The cost of a case that counts for the viewer; grants in the order in which they begin."""
    every = await _grants(session, scope, number)
    return _Cost(
        grants=tuple(
            CaseGrant(one.grant, one.measure, one.stop, rounded(one.price), one.unit)
            for one in every
            if one.stop is None or one.stop >= scope.day
        ),
        yearly=rounded(sum((one.cost for one in every), Fraction(0))),
        parts=tuple(
            CostOfGrant("grant", f"{one.grant}, {one.measure}", rounded(one.cost)) for one in every if one.cost
        ),
    )


class _Grant(NamedTuple):
    """One grant of a case: its unit price in kroner, and what it costs in the calendar year."""

    grant: str
    measure: str
    stop: dt.date | None
    price: Decimal
    unit: str
    cost: Fraction


async def _grants(session: AsyncSession, scope: Scope, number: str) -> list[_Grant]:
    cost = CostOfYear(scope.day.year)
    statement = (
        select(Grant.number, small(Grant.measure), Grant.stop, Grant.unit_price, Grant.unit, cost.summed())
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        .where(Case.number == number)
        .group_by(Grant.id)
        .order_by(Grant.start, Grant.number)
    )
    rows = await session.execute(visible(statement, scope))
    return [
        _Grant(grant, measure, stop, price, unit, cost.kroner(shares))
        for grant, measure, stop, price, unit, shares in rows
    ]
