"""How long things take, besides their mean: the median, how many, and how many longer than the law allows."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.model.counted import check_channel
from storage.queries.model.durations import days_taken
from storage.queries.model.seen import rows_of, seen_by
from storage.rules.access import Scope
from storage.rules.calendar import Calendar
from storage.rules.deadlines.times import Times, TimeTaken, times_of
from storage.rules.selection import Selection
from storage.schema import Case, CaseEvent


async def times(
    session: AsyncSession, scope: Scope, selection: Selection, calendar: Calendar, *, application_weeks: int
) -> Times:
    """The figures of a selection of days; `application_weeks` is the council's limit for applications.

    Raises WithheldError for what no team's channel is told.
    """
    check_channel(scope, selection)
    assert selection.from_event is not None  # noqa: S101  # for the type checker: days have both
    assert selection.to_event is not None  # noqa: S101
    seen = seen_by(scope, selection)
    keys = Case.case_type, CaseEvent.day, days_taken(selection, seen.day)
    statement = seen.subject.within(rows_of(seen, *keys, func.count()), seen.scope).group_by(*keys)
    taken = [TimeTaken(*row) for row in await session.execute(statement)]
    return times_of(taken, selection.from_event, selection.to_event, calendar, application_weeks=application_weeks)
