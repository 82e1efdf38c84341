"""How far the department's milestones have come, the same for everyone known (domain.md §5, §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.recovery.milestones import (
    CountOnDay,
    MilestoneCurve,
    Milestones,
    MilestonesByDay,
    MilestoneStanding,
)
from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.recovery.milestones import (
    PACE_WINDOW,
    Course,
    CurvePoint,
    MilestoneProgress,
    MilestoneStatus,
    corners,
    days_to_look_back,
    pace_needed,
    progress,
)
from storage.rules.rounding import rounded
from storage.schema import Milestone, MilestoneFigure, MilestoneStep, MilestoneTarget, MilestoneTeam

MANUAL = "manual"
_WORST_FIRST = (MilestoneStatus.LATE, MilestoneStatus.BEHIND, MilestoneStatus.ON_TRACK, MilestoneStatus.DONE)


class _Found(NamedTuple):
    """One milestone: how it stands, what it sets out to do, and whether its figures are reported by hand."""

    standing: MilestoneStanding
    course: Course
    manual: bool


async def milestones(
    session: AsyncSession,
    scope: Scope,
    *,
    name: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Milestones:
    """The milestones on the scope's day: those that `name` fits (by name or words of the title), else all.

    With a period: those due in it, or all where none is; their forecasts are compared with its last day.
    """
    every = await _every(session, scope.day)
    meant = every if name is None else _named(every, name)
    if not meant:
        return Milestones((), None, known=tuple(one.standing.milestone for one in every))
    found = _due_in(meant, since, until) or meant
    by = until or since
    return Milestones(
        items=tuple(one.standing for one in found),
        curve=await _curve(session, found, scope.day),
        by=None if by is None else _against(found, scope.day, by),
    )


async def names(session: AsyncSession) -> dict[str, str]:
    """Every milestone's title by its name."""
    rows = await session.execute(select(Milestone.name, Milestone.title))
    return {row.name: row.title for row in rows}


async def covering(session: AsyncSession, team_id: int) -> frozenset[str]:
    """The names of the milestones that cover the team's cases, those of every team among them."""
    of_team = exists().where(MilestoneTeam.milestone == Milestone.name, MilestoneTeam.team_id == team_id)
    of_some = exists().where(MilestoneTeam.milestone == Milestone.name)
    return frozenset(await session.scalars(select(Milestone.name).where(or_(of_team, ~of_some))))


def standing_of(name: str, title: str, course: Course, stands: MilestoneProgress) -> MilestoneStanding:
    """A milestone's progress as an answer gives it."""
    return MilestoneStanding(
        milestone=name,
        title=title,
        total=stands.total,
        reached=stands.reached,
        left=stands.left,
        expected=float(stands.expected),
        pace_now=float(stands.pace_now),
        pace_needed=None if stands.pace_needed is None else float(stands.pace_needed),
        due=course.due,
        expected_on=stands.expected_on,
        status=stands.status,
    )


async def _every(session: AsyncSession, day: dt.date) -> list[_Found]:
    targets = await _targets(session)
    now, before = await _counts(session, day), await _counts(session, day - PACE_WINDOW)
    found = []
    for row in await session.scalars(select(Milestone)):
        today, earlier = now.get(row.name, _NOTHING), before.get(row.name, _NOTHING)
        course = Course(
            starts=row.starts,
            due=row.due,
            total=today.covered if row.total is None else row.total,
            trajectory=targets.get(row.name, ()),
        )
        manual = row.indicator == MANUAL
        stands = progress(course, day, today.reached(manual=manual), earlier.reached(manual=manual))
        found.append(_Found(standing_of(row.name, row.title, course, stands), course, manual))
    return sorted(found, key=lambda one: (one.course.due, naming.natural(one.standing.milestone)))


async def _targets(session: AsyncSession) -> dict[str, tuple[CurvePoint, ...]]:
    found: dict[str, tuple[CurvePoint, ...]] = {}
    for row in await session.scalars(select(MilestoneTarget)):
        found[row.milestone] = (*found.get(row.milestone, ()), (row.day, row.target))
    return found


class _Count(NamedTuple):
    """How far a milestone has come by a day, worked out from cases or reported by hand."""

    counted: int = 0
    covered: int = 0
    figure: int = 0

    def reached(self, *, manual: bool) -> int:
        return self.figure if manual else self.counted


_NOTHING = _Count()


async def _counts(session: AsyncSession, day: dt.date) -> dict[str, _Count]:
    """By milestone: the cases that reached it and the open cases it covers, and the latest figure, on the day."""
    steps = (
        select(MilestoneStep.milestone, func.sum(MilestoneStep.reached), func.sum(MilestoneStep.covered))
        .where(MilestoneStep.day <= day)
        .group_by(MilestoneStep.milestone)
    )
    latest = (
        select(MilestoneFigure.milestone, MilestoneFigure.count)
        .where(MilestoneFigure.day <= day)
        .ext(distinct_on(MilestoneFigure.milestone))
        .order_by(MilestoneFigure.milestone, MilestoneFigure.day.desc())
    )
    found = {name: _Count(reached, covered) for name, reached, covered in await session.execute(steps)}
    for name, figure in await session.execute(latest):
        found[name] = found.get(name, _NOTHING)._replace(figure=figure)
    return found


def _named(every: Sequence[_Found], wanted: str) -> list[_Found]:
    meant = naming.pick(wanted, {one.standing.milestone: one.standing.title for one in every})
    return [one for one in every if one.standing.milestone in meant]


def _due_in(found: Sequence[_Found], since: dt.date | None, until: dt.date | None) -> list[_Found]:
    first, last = since or dt.date.min, until or dt.date.max
    return [one for one in found if first <= one.course.due <= last]


def _against(found: Sequence[_Found], day: dt.date, by: dt.date) -> MilestonesByDay:
    every = [one.standing for one in found]
    needed = {one.milestone: pace_needed(one.left, day, by) for one in every}
    return MilestonesByDay(
        day=by,
        in_time=tuple(one.milestone for one in every if one.expected_on is not None and one.expected_on <= by),
        pace_needed={name: None if pace is None else float(rounded(pace)) for name, pace in needed.items()},
    )


async def _curve(session: AsyncSession, found: Sequence[_Found], day: dt.date) -> MilestoneCurve | None:
    """The curve of the only milestone found, else of the worst of several; None where all of these are done."""
    worst = min(found, key=lambda one: badness(one.standing), default=None)
    if worst is None or (len(found) > 1 and worst.standing.status is MilestoneStatus.DONE):
        return None
    history = await _history(session, worst.standing.milestone, manual=worst.manual)
    return MilestoneCurve(
        milestone=worst.standing.milestone,
        reached=tuple(CountOnDay(on, _last(history, on)) for on in days_to_look_back(worst.course.starts, day)),
        expected=tuple(CountOnDay(on, count) for on, count in corners(worst.course)),
    )


def badness(one: MilestoneStanding) -> tuple[int, int]:
    """Sorts the worst first: late, behind, the rest; among these the forecast that passes its due date the most."""
    on = one.expected_on or dt.date.max
    return _WORST_FIRST.index(one.status), (one.due - on).days


async def _history(session: AsyncSession, name: str, *, manual: bool) -> list[CurvePoint]:
    """What was reached on each day on which that changed, in order."""
    if manual:
        figures = select(MilestoneFigure.day, MilestoneFigure.count).where(MilestoneFigure.milestone == name)
        return [(day, count) for day, count in await session.execute(figures.order_by(MilestoneFigure.day))]
    steps = select(MilestoneStep.day, MilestoneStep.reached).where(MilestoneStep.milestone == name)
    rows = [(day, reached) for day, reached in await session.execute(steps.order_by(MilestoneStep.day))]
    sums = accumulate(reached for _, reached in rows)
    return [(day, count) for (day, _), count in zip(rows, sums, strict=True)]


def _last(history: list[CurvePoint], day: dt.date) -> int:
    return next((count for on, count in reversed(history) if on <= day), 0)
