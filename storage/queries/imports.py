"""When data was last imported, and what failed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import ImportFile, ImportRun

STALE_AFTER = dt.timedelta(days=8)
"""Municipalities export weekly: a week and a day without an import means that one was missed."""

DONE = "done"


@dataclass(frozen=True, slots=True)
class ImportedRun:
    """One import, done or refused; `files` and `rows` are counts, `rejected` the rows left out or in the way."""

    at: dt.datetime
    outcome: str
    files: int
    rows: int
    rejected: int

    def as_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "files": self.files,
            "rows": self.rows,
            "rejected": self.rejected,
            "outcome": self.outcome,
        }


@dataclass(frozen=True, slots=True)
class Sources:
    """Every import, the latest first; `stale` when the last successful one is more than eight days ago, or none was."""

    runs: tuple[ImportedRun, ...]
    stale: bool

    def as_json(self) -> dict[str, Any]:
        return {"runs": [run.as_json() for run in self.runs], "stale": self.stale}


async def sources(session: AsyncSession, now: dt.datetime) -> Sources:
    """The store's imports up to now."""
    files = (
        select(
            ImportFile.run_id,
            func.count().label("files"),
            func.sum(ImportFile.rows_read).label("rows"),
            func.sum(ImportFile.rows_rejected).label("rejected"),
        )
        .group_by(ImportFile.run_id)
        .subquery()
    )
    statement = (
        select(ImportRun, files.c.files, files.c.rows, files.c.rejected)
        .outerjoin(files, files.c.run_id == ImportRun.id)
        .order_by(ImportRun.started_at.desc(), ImportRun.id.desc())
    )
    rows = await session.execute(statement)
    runs = tuple(_run(run, count, read, rejected) for run, count, read, rejected in rows)
    last = max((run.at for run in runs if run.outcome == DONE), default=None)
    return Sources(runs, stale=last is None or now - last > STALE_AFTER)


def _run(run: ImportRun, files: int | None, rows: int | None, rejected: int | None) -> ImportedRun:
    # A refused run leaves no file rows behind: what stood in its way are its problems.
    left_out = int(rejected or 0) if run.outcome == DONE else run.problems
    return ImportedRun(run.finished_at or run.started_at, run.outcome, files or 0, int(rows or 0), left_out)


async def data_as_of(session: AsyncSession) -> dt.datetime | None:
    """When data was last imported successfully; None = never."""
    finished = func.coalesce(ImportRun.finished_at, ImportRun.started_at)
    statement = select(func.max(finished)).where(ImportRun.outcome == DONE)
    return (await session.execute(statement)).scalar_one()


async def rejected_rows(session: AsyncSession) -> int:
    """Rows left out of the store as it is now: of each file those that its latest import rejected."""
    latest = (
        select(ImportFile.name, func.max(ImportFile.run_id).label("run_id"))
        .join(ImportRun, ImportRun.id == ImportFile.run_id)
        .where(ImportRun.outcome == DONE)
        .group_by(ImportFile.name)
        .subquery()
    )
    statement = select(func.coalesce(func.sum(ImportFile.rows_rejected), 0)).join(
        latest, (latest.c.name == ImportFile.name) & (latest.c.run_id == ImportFile.run_id)
    )
    return int((await session.execute(statement)).scalar_one())
