"""The record of import runs: when, by whom, which files, how many rows, which were left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.imports.report import ImportReport, Rejection
from storage.schema import ImportFile, ImportRun, RejectedRow


@dataclass(frozen=True, slots=True)
class Ending:
    """Who ran the import, and from when to when."""

    run_by: str
    started_at: dt.datetime
    finished_at: dt.datetime


async def record_run(
    session: AsyncSession,
    report: ImportReport,
    ending: Ending,
    rejected: list[Rejection],
) -> int:
    """Write the run down with the rows it left out. Gives the run's id."""
    run = ImportRun(
        started_at=ending.started_at,
        finished_at=ending.finished_at,
        run_by=ending.run_by,
        outcome=report.outcome,
        problems=len(report.problems),
    )
    session.add(run)
    await session.flush()
    files = [
        {
            "run_id": run.id,
            "name": entry.name,
            "sha256": entry.sha256,
            "rows_read": entry.read,
            "rows_new": entry.new,
            "rows_changed": entry.changed,
            "rows_rejected": entry.rejected,
            "rows_retired": entry.retired,
        }
        for entry in report.files
    ]
    if files:
        await session.execute(insert(ImportFile), files)
    rows = [
        {
            "run_id": run.id,
            "file": row.file,
            "line": row.line,
            "column": row.column,
            "faults": [fault.as_json() for fault in row.faults],
        }
        for row in rejected
    ]
    if rows:
        await session.execute(insert(RejectedRow), rows)
    return run.id
