"""The actions of the department's plans, the same for everyone known (domain.md §6, §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.recovery.plan import ActionPlan, PlannedAction, PlannedActionOfYear
from storage.queries.filters import CASEWORKER, TEAM, counts, tally
from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.recovery.plans import OVERDUE, Action, is_due_in, is_overdue, order, shown_status
from storage.schema import PlanAction

RESPONSIBLE = frozenset({CASEWORKER, TEAM})
"""What `group_by` may name to split a plan by who is responsible."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who may be responsible: a member of staff, or (`staff_id` None) words as they were typed."""

    name: str
    staff_id: str | None = None

    def is_responsible(self, responsible: str | None) -> bool:
        if responsible is None:
            return False
        if self.staff_id is None:
            return naming.fits(self.name, responsible)
        return naming.names_person(responsible, self.name, self.staff_id)


@dataclass(frozen=True, slots=True)
class WantedActions:
    """What a question narrows a plan to; None = not named.

    `plan` and `theme` are names or words of them (a theme also a track); `status` a status word or overdue; the
    action's last day lies in [since, until], where an end that is None is open.
    """

    plan: str | None = None
    theme: str | None = None
    who: Who | None = None
    status: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


EVERY_ACTION = WantedActions()


class _Found(NamedTuple):
    """One line of a plan as an answer gives it, and the fields to narrow and order it by."""

    line: PlannedAction
    action: Action
    responsible: str | None
    area: str
    headings: tuple[str | None, str | None]
    """Its theme and its track."""
    overdue: bool


async def plan(
    session: AsyncSession, scope: Scope, wanted: WantedActions = EVERY_ACTION, *, group_by: str | None = None
) -> ActionPlan:
    """The actions on the scope's day; `group_by` caseworker or team counts them by who is responsible."""
    plans = await names(session)
    meant = frozenset(plans) if wanted.plan is None else naming.pick(wanted.plan, dict.fromkeys(plans, ""))
    rows = (await session.scalars(select(PlanAction).where(PlanAction.plan.in_(meant)))).all()
    themes = _themes(rows, wanted.theme)
    lines = [one for row in rows if _is_wanted(one := _found(row, scope.day), wanted, themes)]
    lines.sort(key=lambda one: (order(one.action, scope.day), one.line.plan, one.area))
    return ActionPlan(
        total=len(lines),
        overdue=sum(one.overdue for one in lines),
        by_status=counts((one.line.status, 1) for one in lines),
        items=tuple(one.line for one in lines),
        groups=tally((one.responsible, 1) for one in lines) if group_by in RESPONSIBLE else None,
        known=None if meant else plans,
    )


async def names(session: AsyncSession) -> tuple[str, ...]:
    """The name of every plan."""
    rows = await session.scalars(select(PlanAction.plan).distinct())
    return tuple(sorted(rows))


async def areas(session: AsyncSession) -> tuple[str, ...]:
    """The name of every area that a plan tells its actions apart by."""
    rows = await session.scalars(select(PlanAction.area).where(PlanAction.area != "").distinct())
    return tuple(sorted(rows))


def action_of(row: PlanAction) -> Action:
    """What decides when it is due."""
    return Action(
        number=row.number,
        starts=row.starts,
        ends=row.ends,
        precision=row.precision,
        side=row.side,
        status=row.status,
        finished=row.finished,
        year=row.year,
    )


def _found(row: PlanAction, day: dt.date) -> _Found:
    action = action_of(row)
    return _Found(
        line=_line(row),
        action=action,
        responsible=row.responsible,
        area=row.area,
        headings=(row.theme, row.track),
        overdue=is_overdue(action, day),
    )


def _line(row: PlanAction) -> PlannedAction:
    line = PlannedAction(
        plan=row.plan,
        no=row.number,
        title=row.title,
        responsible=row.responsible,
        deadline=row.deadline_text,
        starts=row.starts,
        ends=row.ends,
        precision=row.precision,
        status=shown_status(row.status),
    )
    return PlannedActionOfYear.of(line, row.area or None, row.year) if row.year else line


def _themes(rows: Iterable[PlanAction], theme: str | None) -> frozenset[str] | None:
    """The themes and tracks meant by the words; None where no theme was named."""
    if theme is None:
        return None
    return naming.headed(theme, {text for row in rows for text in (row.theme, row.track) if text is not None})


def _is_wanted(one: _Found, wanted: WantedActions, themes: frozenset[str] | None) -> bool:
    return (
        (themes is None or any(heading in themes for heading in one.headings))
        and (wanted.who is None or wanted.who.is_responsible(one.responsible))
        and _stands(one, wanted.status)
        and (wanted.since is wanted.until is None or is_due_in(one.action, wanted.since, wanted.until))
    )


def _stands(one: _Found, status: str | None) -> bool:
    if status is None:
        return True
    return one.overdue if status == OVERDUE else one.line.status == shown_status(status)
