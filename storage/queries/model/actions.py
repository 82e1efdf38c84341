"""Actions of the department's plans, which are few: chosen row by row, by the rules that read their texts (§6)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.asked import AskedFigures, AskedGroup, AskedStretch, Figure, GroupKey
from storage.queries.model.comparing import beside
from storage.queries.model.group_figures import laid_out
from storage.queries.people import names_of
from storage.queries.recovery.plan import Who, action_of
from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.conditions import Condition
from storage.rules.period import Period
from storage.rules.recovery.plans import is_due_in, is_overdue, order, shown_status
from storage.rules.rounding import percent
from storage.rules.selection import LATEST, Selection, at_period, compared_with, stretches
from storage.schema import PlanAction

ACTIONS = "actions"


class _Plans(NamedTuple):
    """All actions, the people who are named by staff id, and the day."""

    rows: Sequence[PlanAction]
    people: Mapping[str, str]
    day: dt.date


async def counted_actions(session: AsyncSession, scope: Scope, selection: Selection) -> AskedFigures:
    """The actions on the scope's day, the same for everyone known (§9); items are their numbers."""
    plans = await _plans(session, scope, selection)
    other = compared_with(selection)
    chosen = _chosen(plans, selection)
    return AskedFigures(
        value=_figure(plans, selection),
        unit=selection.unit,
        items=tuple(row.number for row in chosen[: None if selection.group_by else selection.limit]),
        groups=_groups(plans, selection, other) if selection.group_by else None,
        series=_series(plans, selection) if selection.per else None,
        compared=None if other is None else beside(selection, _figure(plans, other)),
        grouped_by=selection.group_by,
    )


async def listed_actions(session: AsyncSession, scope: Scope, selection: Selection) -> list[PlanAction]:
    """The lines of plans behind those items."""
    chosen = _chosen(await _plans(session, scope, selection), selection)
    return chosen[: None if selection.group_by else selection.limit]


async def _plans(session: AsyncSession, scope: Scope, selection: Selection) -> _Plans:
    rows = (await session.scalars(select(PlanAction).order_by(PlanAction.id))).all()
    named = [text for one in selection.conditions if one.name == "responsible" for text in one.texts]
    return _Plans(rows, await names_of(session, named), scope.day)


def _chosen(plans: _Plans, selection: Selection) -> list[PlanAction]:
    """In the order of the plan's answers, the late first; or with the last of them first, where that is asked."""
    found = [row for row in plans.rows if all(_holds(row, one, plans) for one in selection.conditions)]
    found.sort(key=lambda row: (order(action_of(row), plans.day), row.plan, row.area))
    if selection.order == LATEST:
        found.sort(key=lambda row: row.ends or dt.date.min, reverse=True)
    return found


def _holds(row: PlanAction, condition: Condition, plans: _Plans) -> bool:
    return ACTION_CONDITIONS[condition.name](row, condition, plans) is not condition.denied


def _is_of_plan(row: PlanAction, condition: Condition, plans: _Plans) -> bool:
    names = dict.fromkeys(sorted({one.plan for one in plans.rows}), "")
    return any(row.plan in naming.pick(text, names) for text in condition.texts)


def _is_of_theme(row: PlanAction, condition: Condition, plans: _Plans) -> bool:
    """A theme also by its track."""
    headings = {text for one in plans.rows for text in (one.theme, one.track) if text is not None}
    return any(
        heading in naming.headed(text, headings) for text in condition.texts for heading in (row.theme, row.track)
    )


def _has_status(row: PlanAction, condition: Condition, _: _Plans) -> bool:
    return shown_status(row.status) in condition.texts


def _is_responsible(row: PlanAction, condition: Condition, plans: _Plans) -> bool:
    people = (Who(plans.people[text], text) if text in plans.people else Who(text) for text in condition.texts)
    return any(who.is_responsible(row.responsible) for who in people)


def _is_of_area(row: PlanAction, condition: Condition, _: _Plans) -> bool:
    return row.area.casefold() in {text.casefold() for text in condition.texts}


def _is_overdue(row: PlanAction, _: Condition, plans: _Plans) -> bool:
    return is_overdue(action_of(row), plans.day)


def _is_due(row: PlanAction, condition: Condition, _: _Plans) -> bool:
    period = condition.period or Period()
    return is_due_in(action_of(row), period.start, period.end)


ACTION_CONDITIONS: Mapping[str, Callable[[PlanAction, Condition, _Plans], bool]] = {
    "plan": _is_of_plan,
    "theme": _is_of_theme,
    "status": _has_status,
    "responsible": _is_responsible,
    "area": _is_of_area,
    "overdue": _is_overdue,
    "due": _is_due,
}
ACTION_KEYS: Mapping[str, Callable[[PlanAction], str | None]] = {
    "plan": lambda row: row.plan,
    "theme": lambda row: row.theme,
    "status": lambda row: shown_status(row.status),
    "responsible": lambda row: row.responsible,
    "area": lambda row: row.area or None,
}


def _figure(plans: _Plans, selection: Selection) -> Figure:
    """How many there are, or how many per cent of the whole."""
    number = len(_chosen(plans, selection))
    return number if selection.share_of is None else percent(number, len(_chosen(plans, selection.whole)))


def _tallied(plans: _Plans, selection: Selection) -> Mapping[GroupKey, Figure]:
    def counts(of: Selection) -> Mapping[GroupKey, int]:
        keys = (tuple(ACTION_KEYS[name](row) for name in of.group_by) for row in _chosen(plans, of))
        return Counter(key[0] if len(key) == 1 else key for key in keys)

    part, whole = counts(selection), counts(selection.whole)
    return {key: number if selection.share_of is None else percent(part[key], number) for key, number in whole.items()}


def _groups(plans: _Plans, selection: Selection, other: Selection | None) -> tuple[AskedGroup, ...]:
    return laid_out(selection, _tallied(plans, selection), None if other is None else _tallied(plans, other))


def _series(plans: _Plans, selection: Selection) -> tuple[AskedStretch, ...]:
    return tuple(
        AskedStretch(first, last, _figure(plans, at_period(selection, Period(first, last))))
        for first, last in stretches(selection, plans.day)
    )
