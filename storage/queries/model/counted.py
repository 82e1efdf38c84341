"""Answers a selection: its figure, list, groups, development and comparison (domain.md §11)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.asked import AskedComparison, AskedFigures, AskedStretch, Figure
from storage.queries.model.actions import ACTIONS, counted_actions
from storage.queries.model.comparing import beside
from storage.queries.model.group_figures import group_figures
from storage.queries.model.seen import Seen, figure_of, figures_of, read_figure, rows_of, seen_by
from storage.rules.access import Scope
from storage.rules.period import Period
from storage.rules.selection import (
    BY_COST,
    CHEAPEST,
    DEAREST,
    EARLIEST,
    FEWEST,
    KRONER,
    LATEST,
    Selection,
    WithheldError,
    at_period,
    compared_with,
    is_told_in_channel,
    stretches,
)
from storage.schema import Case


async def counted(session: AsyncSession, scope: Scope, selection: Selection) -> AskedFigures:
    """What the selection comes to within the viewer's reach, on the scope's day or in the selection's period.

    Raises SelectionError for a development that is too long, and WithheldError for what no team's channel is told.
    """
    check_channel(scope, selection)
    if selection.what == ACTIONS:
        return await counted_actions(session, scope, selection)
    other = compared_with(selection)
    return AskedFigures(
        value=await _figure(session, scope, selection),
        unit=selection.unit,
        items=await _items(session, scope, selection),
        groups=await group_figures(session, scope, selection),
        series=await _series(session, scope, selection) if selection.per else None,
        compared=None if other is None else await _compared(session, scope, selection, other),
        grouped_by=selection.group_by,
    )


def check_channel(scope: Scope, selection: Selection) -> None:
    """Raises WithheldError where the viewer is a team's channel that is not told such figures (§11)."""
    if not scope.names_people and not is_told_in_channel(selection):
        raise WithheldError


async def _figure(session: AsyncSession, scope: Scope, selection: Selection) -> Figure:
    seen = seen_by(scope, selection)
    statement = seen.subject.within(figures_of(seen), seen.scope)
    return read_figure(seen, (await session.execute(statement)).one())


async def _compared(session: AsyncSession, scope: Scope, selection: Selection, other: Selection) -> AskedComparison:
    return beside(selection, await _figure(session, scope, other))


async def _series(session: AsyncSession, scope: Scope, selection: Selection) -> tuple[AskedStretch, ...]:
    """How things stood on the last day of each stretch, or what happened in it."""
    return tuple(
        [
            AskedStretch(first, last, await _figure(session, scope, at_period(selection, Period(first, last))))
            for first, last in stretches(selection, scope.day)
        ]
    )


async def _items(session: AsyncSession, scope: Scope, selection: Selection) -> tuple[str, ...] | None:
    """What may be listed, in order; None where there is nothing to list."""
    seen = seen_by(scope, selection)
    statement = listing(seen)
    return None if statement is None else tuple((await session.execute(statement)).scalars())


def listing(seen: Seen, *more: Any) -> Select[*tuple[Any, ...]] | None:
    """What names each row of the list, and `more` columns of it, in the order of the list; None where there is no list,
    or each row would tell a cost in a channel. Of sums `more` are sums too.

    A controller sees no cases one by one but by what they cost (§9).
    """
    subject, selection = seen.subject, seen.selection
    if subject.item is None or (selection.kind.unit == KRONER and not seen.scope.names_people):
        return None
    by_cost = subject.tells_costs or selection.order in BY_COST
    statement = rows_of(seen, subject.item, *more).order_by(*_order(seen))
    if selection.kind.unit == KRONER:
        statement = statement.group_by(subject.item).having(figure_of(seen)[0] != 0)
    if not selection.group_by:
        statement = statement.limit(selection.limit)
    return subject.within(statement, seen.scope if by_cost else replace(seen.scope, all_teams=False))


def _order(seen: Seen) -> tuple[ColumnElement[Any], ...]:
    """Cases of a sum come the dearest first."""
    subject, order = seen.subject, seen.selection.order
    if seen.selection.kind.unit == KRONER:
        total = figure_of(seen)[0]
        return (total.asc() if order in {CHEAPEST, FEWEST} else total.desc(), Case.number.asc())
    first: dict[str | None, ColumnElement[Any]] = {
        DEAREST: subject.cost(seen.day).desc(),
        CHEAPEST: subject.cost(seen.day).asc(),
        EARLIEST: subject.date(seen.selection, seen.day).asc(),
        LATEST: subject.date(seen.selection, seen.day).desc().nulls_last(),
    }
    usual = tuple(column.asc() for column in subject.order)
    return (first[order], *usual) if order in first else usual
