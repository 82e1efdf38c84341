"""Where complaints stand: in their own file or, where none was ever imported, as events (questions.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.complaint_source import ComplaintSource
from storage.queries.children.complaints import RECEIVED
from storage.queries.sending.imports import DONE
from storage.rules.conditions import Condition, SelectionError
from storage.rules.period import Period
from storage.rules.selection import Selection
from storage.schema import Complaint, ImportFile, ImportRun

COMPLAINTS = "complaints"
_RECEIVED = Condition("event", (RECEIVED,))


async def has_complaints(session: AsyncSession) -> bool:
    """Whether a file of complaints was ever imported; its complaints outlive the list of imports."""
    imported = (
        select(ImportFile.name)
        .join(ImportRun, ImportRun.id == ImportFile.run_id)
        .where(ImportRun.outcome == DONE, func.lower(ImportFile.name).startswith("klager"))
    )
    return bool(await session.scalar(select(exists(imported) | exists(select(Complaint.number)))))


async def as_recorded(
    session: AsyncSession, selection: Selection, day: dt.date
) -> tuple[Selection, ComplaintSource | None]:
    """The selection of what stands for complaints here, and where that is; anything else is as it was, from None.

    What became of a complaint no event tells: such a selection stays as it is, and finds nothing.
    """
    if selection.what != COMPLAINTS:
        return selection, None
    if await has_complaints(session):
        return selection, ComplaintSource.FILE
    period = selection.period or Period(day.replace(month=1, day=1), day)
    try:
        events = replace(selection, what="events", conditions=(*selection.conditions, _RECEIVED), period=period)
    except SelectionError:
        return selection, ComplaintSource.NONE
    return events, ComplaintSource.EVENTS
