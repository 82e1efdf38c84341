"""A team's recovery for its weekly digest: the questions' own queries, on the day and a week before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.facts.children.changes import CaseworkerChanges
from storage.facts.fact import WITHHELD
from storage.facts.recovery.legality import Legality
from storage.facts.recovery.milestones import MilestoneAdvance
from storage.facts.recovery.plan import PlannedAction, PlannedActionOfYear
from storage.facts.recovery.recovery_week import (
    CaseChangingHands,
    CaseToRestore,
    ComingOfAge,
    LateActions,
    RecoverySteps,
    RecoveryWeek,
    RepeatedChanges,
    ToRestore,
    UrgentCases,
)
from storage.queries.children import bottlenecks as spread
from storage.queries.children.changes import AT_RISK, changes
from storage.queries.children.transitions import transitions
from storage.queries.deadlines.caseload import open_cases
from storage.queries.filters import Filters, narrowed
from storage.queries.reach import existing, visible
from storage.queries.recovery import milestones as figures
from storage.queries.recovery.legality import legality
from storage.queries.recovery.plan import WantedActions, plan
from storage.queries.snapshots import kept
from storage.queries.teams import TeamRow
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.children.bottlenecks import Bottleneck, bottlenecks
from storage.rules.recovery.legality import State
from storage.rules.recovery.milestones import MilestoneStatus
from storage.rules.recovery.plans import OVERDUE
from storage.schema import Case

YEAR = 12
"""Months ahead in which somebody turns 16, 17½ or 18, as the question counts them."""


async def recovery_week(session: AsyncSession, scope: Scope, team: TeamRow, before: dt.date) -> RecoveryWeek:
    """The team's recovery on the scope's day within its reach, and what happened after `before`."""
    of_team = Filters(team_id=team.id)
    return RecoveryWeek(
        milestones=await advances(session, scope, before, names=await figures.covering(session, team.id)),
        restoring=_to_restore(await legality(session, scope, filters=of_team)),
        plan=await late_actions(session, scope, before),
        transitions=await _coming_of_age(session, scope, of_team),
        changes=_repeated(await changes(session, scope, filters=of_team)),
        urgent=await _urgent(session, scope, team, before),
        bottleneck=await _bottleneck(session, scope, team),
    )


def _to_restore(found: Legality) -> ToRestore:
    left = [item for item in found.items if item.state is State.BEING_RESTORED]
    return ToRestore(
        found.being_restored, tuple(CaseToRestore(item.case, item.category, item.missing) for item in left)
    )


async def _coming_of_age(session: AsyncSession, scope: Scope, filters: Filters) -> ComingOfAge:
    found = await transitions(session, scope, since=scope.day, until=add_months(scope.day, YEAR), filters=filters)
    every_case = len(found.items) == found.total
    young = len({item.case for item in found.items}) if every_case else None
    return ComingOfAge(found.since, found.until, found.total, young)


def _repeated(found: CaseworkerChanges) -> RepeatedChanges:
    listed = [item for item in found.items if item.changes >= AT_RISK]
    return RepeatedChanges(found.repeated, tuple(CaseChangingHands(item.case, item.changes) for item in listed))


async def advances(
    session: AsyncSession, scope: Scope, before: dt.date, *, names: Collection[str] | None = None
) -> tuple[MilestoneAdvance, ...]:
    """The milestones (of these names, where given) that have begun and are not done, or were done since `before`; the
    worst first.
    """
    now = await figures.milestones(session, scope)
    then = {one.milestone: one for one in (await figures.milestones(session, replace(scope, day=before))).items}
    meant = [one for one in now.items if names is None or one.milestone in names]
    advanced = [MilestoneAdvance.of(one, one.reached - then[one.milestone].reached) for one in meant]
    return tuple(sorted(filter(_is_news, advanced), key=figures.badness))


def _is_news(one: MilestoneAdvance) -> bool:
    if one.status is MilestoneStatus.DONE:
        return bool(one.total and one.reached_since)
    return bool(one.reached or one.expected)


async def late_actions(session: AsyncSession, scope: Scope, before: dt.date) -> LateActions:
    """The actions of every plan that are late on the scope's day; as many are new as were not late on `before`.

    Without who is responsible: a team's channel hears of nobody by name.
    """
    late = WantedActions(status=OVERDUE)
    now = (await plan(session, scope, late)).items
    known = {_key(item) for item in (await plan(session, replace(scope, day=before), late)).items}
    new = sum(_key(item) not in known for item in now)
    return LateActions(len(now), new, tuple(replace(item, responsible=WITHHELD) for item in now))


def _key(item: PlannedAction) -> tuple[str, str, str | None, int]:
    area, year = (item.area, item.year) if isinstance(item, PlannedActionOfYear) else (None, 0)
    return item.plan, item.no, area, year


async def steps_taken(session: AsyncSession, scope: Scope, filters: Filters, before: dt.date) -> RecoverySteps:
    """The steps of the recovery that cases within reach took after `before`."""

    def reached(date: InstrumentedAttribute[dt.date | None]) -> ColumnElement[int]:
        return func.count().filter(date > before, date <= scope.day)

    statement = (
        select(reached(Case.reviewed), reached(Case.restored), reached(Case.reported_done))
        .select_from(Case)
        .where(existing(scope.day))
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return RecoverySteps(*rows.one())


async def _urgent(session: AsyncSession, scope: Scope, team: TeamRow, before: dt.date) -> UrgentCases:
    flagged = Filters(team_id=team.id, urgent=True)
    total = sum(row.total for row in await open_cases(session, scope, flagged))
    then = await kept(session, replace(scope, day=before), team_id=team.id)
    return UrgentCases(total, then.urgent if then else None)


async def _bottleneck(session: AsyncSession, scope: Scope, team: TeamRow) -> Bottleneck | None:
    """Whether the team itself holds more than its share of the department's; the other teams are not shown."""
    found = bottlenecks(await spread.parts_of_department(session, scope))
    return next((one for one in found if one.key == team.name), None)
