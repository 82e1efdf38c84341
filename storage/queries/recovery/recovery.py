"""A team's recovery for its weekly digest: the questions' own queries, on the day and a week before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.queries.children import bottlenecks as spread
from storage.queries.children.changes import AT_RISK, CaseworkerChanges, ChangedCase, changes
from storage.queries.children.transitions import Transitions, transitions
from storage.queries.deadlines.caseload import open_cases
from storage.queries.filters import Filters, narrowed
from storage.queries.reach import existing, visible
from storage.queries.recovery import milestones as figures
from storage.queries.recovery.legality import Legality, ToRestore, legality
from storage.queries.recovery.plans import Item as PlanItem
from storage.queries.recovery.plans import Wanted, plan
from storage.queries.snapshots import kept
from storage.queries.teams import TeamRow
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.children.bottlenecks import Bottleneck, bottlenecks
from storage.rules.recovery.legality import State
from storage.rules.recovery.milestones import Status
from storage.rules.recovery.plans import OVERDUE
from storage.schema import Case

YEAR = 12
"""Months ahead in which somebody turns 16, 17½ or 18, as the question counts them."""


@dataclass(frozen=True, slots=True)
class Advance:
    """A milestone, and how many cases reached it since the day that is compared with."""

    item: figures.Item
    since: int

    def as_json(self) -> dict[str, Any]:
        return self.item.as_json() | {"reached_since": self.since}


@dataclass(frozen=True, slots=True)
class LateActions:
    """The plans' actions past their deadline, those late the longest first; `new`: not late on the day compared."""

    items: tuple[PlanItem, ...]
    new: int

    def as_json(self) -> dict[str, Any]:
        # Without who is responsible: a team's channel hears of nobody by name.
        lines = [{key: value for key, value in item.as_json().items() if key != "responsible"} for item in self.items]
        return {"overdue": len(self.items), "new_overdue": self.new, "items": lines}


@dataclass(frozen=True, slots=True)
class Steps:
    """Cases that took a step of the recovery since the day compared, closed ones too."""

    reviewed: int
    restored: int
    reported_done: int

    def as_json(self) -> dict[str, int]:
        return {"reviewed": self.reviewed, "restored": self.restored, "reported_done": self.reported_done}


@dataclass(frozen=True, slots=True)
class Urgent:
    """Open cases with the urgent flag; `before` from the snapshot, as the flag has no date; None: none was kept."""

    now: int
    before: int | None

    def as_json(self) -> dict[str, int | None]:
        return {"total": self.now, "before": self.before}


@dataclass(frozen=True, slots=True)
class TeamRecovery:
    """What Monday's digest tells of the recovery. Of the transitions only how many: which cases, no channel shows."""

    milestones: tuple[Advance, ...]
    legality: Legality
    plan: LateActions
    transitions: Transitions
    changes: CaseworkerChanges
    bottleneck: Bottleneck | None
    urgent: Urgent
    steps: Steps

    @property
    def to_restore(self) -> tuple[ToRestore, ...]:
        """The red and yellow cases not restored yet, in restoring order."""
        return tuple(item for item in self.legality.items if item.state == State.BEING_RESTORED)

    @property
    def worth_telling(self) -> bool:
        """Milestones and plans are the department's: they alone make no team a digest."""
        return bool(
            self.legality.progress.being_restored or self.changes.repeated or any(self.steps.as_json().values())
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "milestones": [one.as_json() for one in self.milestones],
            "restoring": {
                "total": self.legality.progress.being_restored,
                "items": [
                    {"case": item.case, "category": item.category, "missing": list(item.missing)}
                    for item in self.to_restore
                ],
            },
            "plan": self.plan.as_json(),
            "transitions": self._transitions(),
            "changes": {"repeated": self.changes.repeated, "items": [_changed(one) for one in _repeated(self.changes)]},
            "urgent": self.urgent.as_json(),
            "bottleneck": None if self.bottleneck is None else self.bottleneck.as_json(),
        }

    def _transitions(self) -> dict[str, Any]:
        """`young` counts people, `total` ages turned: some turn two. None where the cases only count for the viewer."""
        told = self.transitions
        young = len({item.case for item in told.items}) if len(told.items) == told.total else None
        return {"from": told.since.isoformat(), "to": told.until.isoformat(), "total": told.total, "young": young}


def _repeated(told: CaseworkerChanges) -> tuple[ChangedCase, ...]:
    return tuple(item for item in told.items if item.changes >= AT_RISK)


def _changed(item: ChangedCase) -> dict[str, Any]:
    return {"case": item.case, "changes": item.changes}


async def recovery_of_team(session: AsyncSession, scope: Scope, team: TeamRow, before: dt.date) -> TeamRecovery:
    """The team's recovery on the scope's day within its reach, and what happened after `before`."""
    of_team, day = Filters(team_id=team.id), scope.day
    return TeamRecovery(
        milestones=await advances(session, scope, before, names=await figures.covering(session, team.id)),
        legality=await legality(session, scope, filters=of_team),
        plan=await late_actions(session, scope, before),
        transitions=await transitions(session, scope, since=day, until=add_months(day, YEAR), filters=of_team),
        changes=await changes(session, scope, filters=of_team),
        bottleneck=await _bottleneck(session, scope, team),
        urgent=await _urgent(session, scope, team, before),
        steps=await _steps(session, scope, of_team, before),
    )


async def advances(
    session: AsyncSession, scope: Scope, before: dt.date, *, names: Collection[str] | None = None
) -> tuple[Advance, ...]:
    """The milestones (of these names, where given) that have begun and are not done, or were done since `before`; the
    worst first.
    """
    now = await figures.milestones(session, scope)
    then = {item.name: item for item in (await figures.milestones(session, replace(scope, day=before))).items}
    meant = [item for item in now.items if names is None or item.name in names]
    told = [Advance(item, item.progress.reached - then[item.name].progress.reached) for item in meant]
    return tuple(sorted(filter(_is_news, told), key=lambda one: figures.badness(one.item)))


def _is_news(one: Advance) -> bool:
    if one.item.progress.status is Status.DONE:
        return bool(one.item.progress.total and one.since)
    return bool(one.item.progress.reached or one.item.progress.expected)


async def late_actions(session: AsyncSession, scope: Scope, before: dt.date) -> LateActions:
    """The actions of every plan that are late on the scope's day; as many are new as were not late on `before`."""
    late = Wanted(status=OVERDUE)
    now = (await plan(session, scope, late)).items
    known = {_key(item) for item in (await plan(session, replace(scope, day=before), late)).items}
    return LateActions(now, sum(_key(item) not in known for item in now))


def _key(item: PlanItem) -> tuple[str, str, str, int]:
    return item.plan, item.action.number, item.area, item.action.year


async def _urgent(session: AsyncSession, scope: Scope, team: TeamRow, before: dt.date) -> Urgent:
    flagged = Filters(team_id=team.id, urgent=True)
    total = sum(row.total for row in await open_cases(session, scope, flagged))
    then = await kept(session, replace(scope, day=before), team_id=team.id)
    return Urgent(total, then.urgent if then else None)


async def _bottleneck(session: AsyncSession, scope: Scope, team: TeamRow) -> Bottleneck | None:
    """Whether the team itself holds more than its share of the department's; of the others nothing is told."""
    found = bottlenecks(await spread.parts_of_department(session, scope))
    return next((one for one in found if one.key == team.name), None)


async def _steps(session: AsyncSession, scope: Scope, filters: Filters, before: dt.date) -> Steps:
    def reached(date: InstrumentedAttribute[dt.date | None]) -> ColumnElement[int]:
        return func.count().filter(date > before, date <= scope.day)

    statement = (
        select(reached(Case.reviewed), reached(Case.restored), reached(Case.reported_done))
        .select_from(Case)
        .where(existing(scope.day))
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    reviewed, restored, reported_done = rows.one()
    return Steps(reviewed, restored, reported_done)
