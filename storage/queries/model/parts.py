"""What a figure is made of: the events of each kind, and the two numbers of a percentage."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.selected import ShareOf
from storage.queries.model.actions import ACTIONS, listed_actions
from storage.queries.model.seen import figures_of, rows_of, seen_by
from storage.rules.access import Scope
from storage.rules.selection import KRONER, Selection
from storage.schema import CaseEvent


async def by_event(session: AsyncSession, scope: Scope, selection: Selection) -> dict[str, int]:
    """A selection of events by their words, the most frequent first."""
    seen = seen_by(scope, selection)
    number = func.count()
    statement = seen.subject.within(rows_of(seen, CaseEvent.kind, number), seen.scope).group_by(CaseEvent.kind)
    found = await session.execute(statement.order_by(number.desc(), CaseEvent.kind))
    return {row[0]: row[1] for row in found}


async def share_parts(session: AsyncSession, scope: Scope, selection: Selection) -> ShareOf | None:
    """So many of so many; None where the figure is no percentage, or one of money."""
    if selection.unit != "%" or selection.kind.unit == KRONER:
        return None
    if selection.what == ACTIONS:
        part, whole = [len(await listed_actions(session, scope, one)) for one in (selection, selection.whole)]
        return ShareOf(part, whole)
    seen = seen_by(scope, selection)
    first, second = (await session.execute(seen.subject.within(figures_of(seen), seen.scope))).one()
    return ShareOf(first, second) if selection.share_of is not None else ShareOf(second, first)
