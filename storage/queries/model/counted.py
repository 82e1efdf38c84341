"""Answers a selection: its figure, list, groups, development and comparison (domain.md §11)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.asked import AskedComparison, AskedFigures, AskedStretch, Figure
from storage.queries.model.comparing import beside
from storage.queries.model.grants_of_case import yearly_cost
from storage.queries.model.group_figures import group_figures
from storage.queries.model.seen import Seen, rows_of, seen_by
from storage.queries.reach import listable, visible
from storage.rules.access import Scope
from storage.rules.selection import (
    BY_COST,
    CHEAPEST,
    DEAREST,
    EARLIEST,
    LATEST,
    Selection,
    WithheldError,
    at_period,
    compared_with,
    is_told_in_channel,
    stretches,
)
from storage.rules.slots import Period


async def counted(session: AsyncSession, scope: Scope, selection: Selection) -> AskedFigures:
    """What the selection comes to within the viewer's reach, on the scope's day or in the selection's period.

    Raises SelectionError for a development that is too long, and WithheldError for what no team's channel is told.
    """
    if not scope.names_people and not is_told_in_channel(selection):
        raise WithheldError
    other = compared_with(selection)
    return AskedFigures(
        value=await _figure(session, scope, selection),
        unit=selection.kind.unit,
        items=await _items(session, scope, selection),
        groups=await group_figures(session, scope, selection),
        series=await _series(session, scope, selection) if selection.per else None,
        compared=None if other is None else await _compared(session, scope, selection, other),
        grouped_by=selection.group_by,
    )


async def _figure(session: AsyncSession, scope: Scope, selection: Selection) -> Figure:
    seen = seen_by(scope, selection)
    figure = seen.subject.figure
    statement = rows_of(seen, *figure.columns(seen.subject.identity))
    return figure.read((await session.execute(visible(statement, seen.scope))).one())


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


async def _items(session: AsyncSession, scope: Scope, selection: Selection) -> tuple[str, ...]:
    """What may be listed, in order. A controller sees no cases one by one but by what they cost (§9)."""
    seen = seen_by(scope, selection)
    shown = visible if selection.order in BY_COST else listable
    statement = rows_of(seen, seen.subject.item).order_by(*_order(seen))
    if not selection.group_by:
        statement = statement.limit(selection.limit)
    return tuple((await session.execute(shown(statement, seen.scope))).scalars())


def _order(seen: Seen) -> tuple[ColumnElement[Any], ...]:
    subject = seen.subject
    first: dict[str | None, ColumnElement[Any]] = {
        DEAREST: yearly_cost(seen.day).desc(),
        CHEAPEST: yearly_cost(seen.day).asc(),
        EARLIEST: subject.date.asc(),
        LATEST: subject.date.desc(),
    }
    order, usual = seen.selection.order, tuple(column.asc() for column in subject.order)
    return (first[order], *usual) if order in first else usual
