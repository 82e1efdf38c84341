"""The rows behind the items of a selection, in their order (domain.md §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Text, any_, literal, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.asked import AskedFigures
from storage.facts.fact import WITHHELD
from storage.facts.selected import (
    NextDeadline,
    SelectedAction,
    SelectedCase,
    SelectedComplaint,
    SelectedDeadline,
    SelectedEvent,
    SelectedGrant,
    SelectedRow,
)
from storage.queries.deadlines.open_deadlines import open_deadline_on
from storage.queries.model.actions import ACTIONS, listed_actions
from storage.queries.model.counted import listing
from storage.queries.model.grants_of_case import yearly_cost
from storage.queries.model.seen import Seen, figure_of, seen_by
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import listable
from storage.rules.access import Scope
from storage.rules.money.shares import MILLIONTHS, in_kroner
from storage.rules.recovery.legality import Recovery
from storage.rules.recovery.plans import shown_status
from storage.rules.rounding import rounded
from storage.rules.selection import BY_COST, KRONER, Selection
from storage.schema import Case, CaseEvent, Complaint, Deadline, Grant, Ownership, Team


async def listed(
    session: AsyncSession, scope: Scope, selection: Selection, asked: AskedFigures
) -> tuple[SelectedRow, ...] | None:
    """The rows of `asked.items`, which `counted` gave this viewer for this selection; None where there is no list."""
    if asked.items is None:
        return None
    if selection.what == ACTIONS:
        return await _actions(session, scope, selection)
    seen = seen_by(scope, selection)
    return await _READERS.get(selection.what, _cases)(session, seen)


async def _rows(session: AsyncSession, seen: Seen, *columns: Any) -> Sequence[Any]:
    """The list again, with these columns besides what names each row."""
    statement = listing(seen, *columns)
    return [] if statement is None else (await session.execute(statement)).all()


async def _cases(session: AsyncSession, seen: Seen) -> tuple[SelectedCase, ...]:
    rows = await _rows(session, seen, *_cost(seen))
    numbers = [row[0] for row in rows]
    known = await _case_details(session, seen, numbers)
    costs = {number: _kroner(seen, cost[0]) if cost else None for number, *cost in rows}
    return tuple(SelectedCase(case=number, cost=costs[number], **known.get(number, {})) for number in numbers)


def _cost(seen: Seen) -> tuple[Any, ...]:
    """What makes the case dear, where the list is of that."""
    if seen.selection.kind.unit == KRONER:
        return figure_of(seen)
    return (yearly_cost(seen.day),) if seen.selection.order in BY_COST else ()


def _kroner(seen: Seen, cost: Any) -> Decimal:
    if seen.selection.kind.unit == KRONER:
        return Decimal(str(seen.subject.figure.read([cost])))
    return rounded(in_kroner(int(cost)))


async def _case_details(session: AsyncSession, seen: Seen, numbers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What a row tells of each of these cases that the viewer may see one by one (§9)."""
    steps = (Case.category, Case.reviewed, Case.restored, Case.reported_done, Case.audited)
    statement = (
        select(Case.number, Case.case_type, Team.name, Ownership.staff_id, *steps)
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .where(_is_one_of(numbers))
    )
    deadlines = await _next_deadlines(session, seen, numbers)
    details = {}
    for number, case_type, team, staff, category, *dates in (
        await session.execute(listable(statement, seen.scope))
    ).all():
        recovery = Recovery(category, *dates)
        details[number] = {
            "type": case_type,
            "team": team,
            "caseworker": staff if seen.scope.names_people else WITHHELD,
            "category": recovery.category_on(seen.day),
            "state": recovery.state_on(seen.day).value,
            "next_deadline": deadlines.get(number),
        }
    return details


async def _next_deadlines(session: AsyncSession, seen: Seen, numbers: Sequence[str]) -> dict[str, NextDeadline]:
    """The open deadline of each case that falls due first."""
    statement = (
        select(Case.number, Deadline.rule, Deadline.due)
        .select_from(Deadline)
        .join(Case, Case.id == Deadline.case_id)
        .where(_is_one_of(numbers), open_deadline_on(seen.day))
        .order_by(Case.id, Deadline.due, Deadline.rule)
        .ext(distinct_on(Case.id))
    )
    rows = await session.execute(listable(statement, seen.scope))
    return {number: NextDeadline(rule, due) for number, rule, due in rows}


def _is_one_of(numbers: Sequence[str]) -> Any:
    return Case.number == any_(literal(list(numbers), ARRAY(Text)))


async def _deadlines(session: AsyncSession, seen: Seen) -> tuple[SelectedDeadline, ...]:
    named = seen.scope.names_people
    return tuple(
        SelectedDeadline(
            case=case,
            rule=rule,
            due=due,
            days_left=(due - seen.day).days,
            caseworker=staff if named else WITHHELD,
        )
        for case, rule, due, staff in await _rows(session, seen, Deadline.rule, Deadline.due, Ownership.staff_id)
    )


async def _events(session: AsyncSession, seen: Seen) -> tuple[SelectedEvent, ...]:
    return tuple(SelectedEvent(*row) for row in await _rows(session, seen, CaseEvent.kind, CaseEvent.day))


async def _grants(session: AsyncSession, seen: Seen) -> tuple[SelectedGrant, ...]:
    cost = CostOfYear(seen.day.year)
    columns = (Case.number, small(Grant.measure), Grant.performer, Grant.supplier, Grant.step, Grant.stop)
    rows = await _rows(session, seen, *columns, cost.of_one)
    costs = [rounded(cost.kroner(row[-1] * MILLIONTHS)) if seen.scope.names_people else WITHHELD for row in rows]
    return tuple(SelectedGrant(*(*row[:-1], amount)) for row, amount in zip(rows, costs, strict=True))


async def _complaints(session: AsyncSession, seen: Seen) -> tuple[SelectedComplaint, ...]:
    """As they stood on the day: what was decided later is undecided."""
    columns = (Case.number, Complaint.received, Complaint.decided, Complaint.outcome)
    return tuple(_complaint(*row, day=seen.day) for row in await _rows(session, seen, *columns))


def _complaint(
    number: str, case: str | None, received: dt.date, decided: dt.date | None, outcome: str | None, *, day: dt.date
) -> SelectedComplaint:
    known = decided is not None and decided <= day
    return SelectedComplaint(number, case, received, decided if known else None, outcome if known else None)


async def _actions(session: AsyncSession, scope: Scope, selection: Selection) -> tuple[SelectedAction, ...]:
    return tuple(
        SelectedAction(
            plan=row.plan,
            no=row.number,
            title=row.title,
            responsible=row.responsible if scope.names_people else WITHHELD,
            deadline=row.deadline_text,
            status=shown_status(row.status),
        )
        for row in await listed_actions(session, scope, selection)
    )


_READERS: Mapping[str, Callable[[AsyncSession, Seen], Awaitable[tuple[SelectedRow, ...]]]] = {
    "deadlines": _deadlines,
    "events": _events,
    "grants": _grants,
    "complaints": _complaints,
}
"""All other lists are of cases."""
