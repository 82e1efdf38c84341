"""When data was last imported, and what failed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import false, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.sending.sources import ImportedFile, ImportedRun, Sources
from storage.queries.sending.imports import DONE, STALE_AFTER, lines_left_out
from storage.schema import ImportFile, ImportRun, RejectedRow

MOST_LINES = 1_000
"""More rejected rows than anybody reads one by one; the run says how many there are."""


async def sources(session: AsyncSession, now: dt.datetime, *, with_texts: bool = False) -> Sources:
    """The store's imports up to now.

    `with_texts` includes the text of the rejected cells, as the import's report does for whoever runs it.
    """
    files: defaultdict[int, list[ImportedFile]] = defaultdict(list)
    for file in await session.scalars(select(ImportFile).order_by(ImportFile.name)):
        files[file.run_id].append(_file(file))
    found = await session.scalars(select(ImportRun).order_by(ImportRun.started_at.desc(), ImportRun.id.desc()))
    kept = list(found)
    runs = tuple(_run(run, files[run.id]) for run in kept)
    last = max((run.at for run in runs if run.outcome == DONE), default=None)
    latest = RejectedRow.run_id == kept[0].id if kept else false()
    rejected = await lines_left_out(session, latest, with_texts=with_texts, most=MOST_LINES)
    return Sources(runs, last is None or now - last > STALE_AFTER, rejected)


def _run(run: ImportRun, files: Sequence[ImportedFile]) -> ImportedRun:
    # A refused run has taken no row in: what stood in its way are its problems, rows or not.
    done = run.outcome == DONE
    return ImportedRun(
        at=run.finished_at or run.started_at,
        files=len(files),
        rows=sum(file.rows for file in files),
        rejected=sum(file.rejected for file in files) if done else run.problems,
        outcome=run.outcome,
        new=sum(file.new for file in files),
        changed=sum(file.changed for file in files),
        by_file=tuple(files) if done else (),
    )


def _file(file: ImportFile) -> ImportedFile:
    return ImportedFile(
        name=file.name,
        rows=file.rows_read,
        new=file.rows_new,
        changed=file.rows_changed,
        unchanged=file.rows_read - file.rows_new - file.rows_changed - file.rows_rejected,
        rejected=file.rows_rejected,
        retired=file.rows_retired,
    )
