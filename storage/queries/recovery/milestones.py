"""How far the department's milestones have come, the same for everyone known (domain.md §5, §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.recovery.milestones import (
    PACE_WINDOW,
    Course,
    Point,
    Progress,
    Status,
    corners,
    days_to_look_back,
    pace_needed,
    progress,
)
from storage.rules.rounding import rounded
from storage.schema import Milestone, MilestoneFigure, MilestoneStep, MilestoneTarget, MilestoneTeam

MANUAL = "manual"
_WORST_FIRST = (Status.LATE, Status.BEHIND, Status.ON_TRACK, Status.DONE)


@dataclass(frozen=True, slots=True)
class Item:
    """One milestone on the scope's day."""

    name: str
    title: str
    course: Course
    progress: Progress
    manual: bool
    """Its figures are reported by hand, not counted from cases."""

    def as_json(self) -> dict[str, Any]:
        told = self.progress
        return {
            "milestone": self.name,
            "title": self.title,
            "total": told.total,
            "reached": told.reached,
            "left": told.left,
            "expected": float(told.expected),
            "pace_now": float(told.pace_now),
            "pace_needed": None if told.pace_needed is None else float(told.pace_needed),
            "due": self.course.due.isoformat(),
            "expected_on": _iso(told.expected_on),
            "status": told.status.value,
        }


@dataclass(frozen=True, slots=True)
class Curve:
    """What a chart of one milestone shows: what was reached by when, and the corners of the expected line."""

    name: str
    reached: tuple[Point, ...]
    expected: tuple[Point, ...]

    def as_json(self) -> dict[str, Any]:
        return {"milestone": self.name, "reached": _points(self.reached), "expected": _points(self.expected)}


@dataclass(frozen=True, slots=True)
class ByDay:
    """The forecasts held against a day that was asked about; `needed` is the pace a week to be there by then."""

    day: dt.date
    in_time: tuple[str, ...]
    needed: Mapping[str, float | None]

    def as_json(self) -> dict[str, Any]:
        return {"day": self.day.isoformat(), "in_time": list(self.in_time), "pace_needed": dict(self.needed)}


@dataclass(frozen=True, slots=True)
class Milestones:
    """The milestones asked for, by due date. `curve` is of the one that stands worst, None where none is open.

    `by` is there where a day was asked about, `known` (every name there is) where the name asked for fits none.
    """

    items: tuple[Item, ...]
    curve: Curve | None
    by: ByDay | None = None
    known: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "items": [item.as_json() for item in self.items],
            "curve": None if self.curve is None else self.curve.as_json(),
            **({} if self.by is None else {"by": self.by.as_json()}),
            **({} if self.known is None else {"known": list(self.known)}),
        }


async def milestones(
    session: AsyncSession,
    scope: Scope,
    *,
    name: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Milestones:
    """The milestones on the scope's day: those that `name` fits (by name or words of the title), else all.

    With a period those due in it, or all where none is; their forecasts are held against its last day.
    """
    every = await _items(session, scope.day)
    meant = every if name is None else _named(every, name)
    if not meant:
        return Milestones((), None, known=tuple(item.name for item in every))
    items = _due_in(meant, since, until) or meant
    by = until or since
    return Milestones(
        items=items,
        curve=await _curve(session, items, scope.day),
        by=None if by is None else _against(items, scope.day, by),
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


async def _items(session: AsyncSession, day: dt.date) -> tuple[Item, ...]:
    targets = await _targets(session)
    now, before = await _counts(session, day), await _counts(session, day - PACE_WINDOW)
    items = []
    for row in await session.scalars(select(Milestone)):
        today, earlier = now.get(row.name, _NOTHING), before.get(row.name, _NOTHING)
        course = Course(
            starts=row.starts,
            due=row.due,
            total=today.covered if row.total is None else row.total,
            trajectory=targets.get(row.name, ()),
        )
        manual = row.indicator == MANUAL
        told = progress(course, day, today.reached(manual=manual), earlier.reached(manual=manual))
        items.append(Item(row.name, row.title, course, told, manual=manual))
    return tuple(sorted(items, key=lambda item: (item.course.due, naming.natural(item.name))))


async def _targets(session: AsyncSession) -> dict[str, tuple[Point, ...]]:
    found: dict[str, tuple[Point, ...]] = {}
    for row in await session.scalars(select(MilestoneTarget)):
        found[row.milestone] = (*found.get(row.milestone, ()), (row.day, row.target))
    return found


class _Count(NamedTuple):
    """What a milestone has come to by a day, worked out from cases and reported by hand."""

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


def _named(items: Iterable[Item], wanted: str) -> tuple[Item, ...]:
    every = tuple(items)
    meant = naming.pick(wanted, {item.name: item.title for item in every})
    return tuple(item for item in every if item.name in meant)


def _due_in(items: tuple[Item, ...], since: dt.date | None, until: dt.date | None) -> tuple[Item, ...]:
    first, last = since or dt.date.min, until or dt.date.max
    return tuple(item for item in items if first <= item.course.due <= last)


def _against(items: tuple[Item, ...], day: dt.date, by: dt.date) -> ByDay:
    needed = {item.name: pace_needed(item.progress.left, day, by) for item in items}
    return ByDay(
        day=by,
        in_time=tuple(item.name for item in items if (on := item.progress.expected_on) is not None and on <= by),
        needed={name: None if pace is None else float(rounded(pace)) for name, pace in needed.items()},
    )


async def _curve(session: AsyncSession, items: tuple[Item, ...], day: dt.date) -> Curve | None:
    """Of the one milestone asked for, else of the worst; where all are done there is nothing to look at."""
    worst = min(items, key=badness, default=None)
    if worst is None or (len(items) > 1 and worst.progress.status is Status.DONE):
        return None
    history = await _history(session, worst)
    days = days_to_look_back(worst.course.starts, day)
    return Curve(worst.name, tuple((on, _last(history, on)) for on in days), corners(worst.course))


def badness(item: Item) -> tuple[int, int]:
    """Sorts the worst first: late, behind, the rest; among these the forecast that passes its due date the most."""
    on = item.progress.expected_on or dt.date.max
    return _WORST_FIRST.index(item.progress.status), (item.course.due - on).days


async def _history(session: AsyncSession, item: Item) -> list[Point]:
    """What was reached on each day on which that changed, in order."""
    if item.manual:
        figures = select(MilestoneFigure.day, MilestoneFigure.count).where(MilestoneFigure.milestone == item.name)
        return [(day, count) for day, count in await session.execute(figures.order_by(MilestoneFigure.day))]
    steps = select(MilestoneStep.day, MilestoneStep.reached).where(MilestoneStep.milestone == item.name)
    rows = [(day, reached) for day, reached in await session.execute(steps.order_by(MilestoneStep.day))]
    sums = accumulate(reached for _, reached in rows)
    return [(day, count) for (day, _), count in zip(rows, sums, strict=True)]


def _last(history: list[Point], day: dt.date) -> int:
    return next((count for on, count in reversed(history) if on <= day), 0)


def _points(points: tuple[Point, ...]) -> list[dict[str, Any]]:
    return [{"on": day.isoformat(), "count": count} for day, count in points]


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
