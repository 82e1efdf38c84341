"""When data was last imported, and the rows that imports left out."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import ColumnElement, Subquery, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.sending.sources import RejectedLine
from storage.rules.faults import Fault
from storage.schema import ImportFile, ImportRun, RejectedRow

STALE_AFTER = dt.timedelta(days=8)
"""Municipalities export weekly: a week and a day without an import means that one was missed."""

DONE = "done"
_CELL_TEXT = re.compile("»[^«]*«: ")
"""How sentences from before faults were kept quote a cell."""


async def data_as_of(session: AsyncSession) -> dt.datetime | None:
    """When data was last imported successfully; None = never."""
    finished = func.coalesce(ImportRun.finished_at, ImportRun.started_at)
    statement = select(func.max(finished)).where(ImportRun.outcome == DONE)
    return (await session.execute(statement)).scalar_one()


async def rejected_rows(session: AsyncSession) -> int:
    """Rows left out of the store as it is now: of each file those that its latest import rejected."""
    latest = _latest_of_each_file()
    statement = select(func.coalesce(func.sum(ImportFile.rows_rejected), 0)).join(
        latest, (latest.c.name == ImportFile.name) & (latest.c.run_id == ImportFile.run_id)
    )
    return int((await session.execute(statement)).scalar_one())


async def rejected_lines(session: AsyncSession, most: int | None = None) -> tuple[RejectedLine, ...]:
    """The rows that `rejected_rows` counts, by file and line, without their cells' text; `most` None = all of them."""
    latest = _latest_of_each_file()
    which = exists().where(latest.c.name == RejectedRow.file, latest.c.run_id == RejectedRow.run_id)
    return await lines_left_out(session, which, with_texts=False, most=most)


def _latest_of_each_file() -> Subquery:
    return (
        select(ImportFile.name, func.max(ImportFile.run_id).label("run_id"))
        .join(ImportRun, ImportRun.id == ImportFile.run_id)
        .where(ImportRun.outcome == DONE)
        .group_by(ImportFile.name)
        .subquery()
    )


async def lines_left_out(
    session: AsyncSession, which: ColumnElement[bool], *, with_texts: bool, most: int | None
) -> tuple[RejectedLine, ...]:
    """The rows left out of certain runs, by file and line; `most` None = all of them.

    Without texts a row says what is wrong but not what stood there, which may be a name or somebody's case number.
    """
    statement = select(RejectedRow).where(which).order_by(RejectedRow.file, RejectedRow.line).limit(most)
    return tuple([_line(row, with_texts=with_texts) for row in await session.scalars(statement)])


def _line(row: RejectedRow, *, with_texts: bool) -> RejectedLine:
    faults = tuple(Fault.of_json(kept) for kept in row.faults)
    if with_texts:
        return RejectedLine(row.file, row.line or None, row.column, row.problem, faults)
    sentence = None if row.problem is None else _CELL_TEXT.sub("", row.problem)
    return RejectedLine(row.file, row.line or None, row.column, sentence, tuple(one.unquoted for one in faults))
