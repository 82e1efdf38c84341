"""When data was last imported, and what failed."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, exists, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.rules.faults import Fault
from storage.schema import ImportFile, ImportRun, RejectedRow

STALE_AFTER = dt.timedelta(days=8)
"""Municipalities export weekly: a week and a day without an import means that one was missed."""

DONE = "done"
MOST_LINES = 1_000
"""More rejected rows than anybody reads one by one; how many there are is told with the run."""
_CELL_TEXT = re.compile("»[^«]*«: ")
"""How sentences of before faults were kept quote a cell."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file's rows; `retired` ones were closed, left or deleted by --replace."""

    name: str
    rows: int
    new: int
    changed: int
    rejected: int
    retired: int

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.rows - self.new - self.changed - self.rejected,
            "rejected": self.rejected,
            "retired": self.retired,
        }


@dataclass(frozen=True, slots=True)
class ImportedRun:
    """One import, done or refused; `rejected` are the rows left out or, of a refused one, what stood in its way."""

    at: dt.datetime
    outcome: str
    problems: int
    files: tuple[ImportedFile, ...]

    def as_json(self) -> dict[str, Any]:
        # A refused run has taken no row in: what stood in its way are its problems, rows or not.
        done = self.outcome == DONE
        return {
            "at": self.at.isoformat(),
            "files": len(self.files),
            "rows": sum(file.rows for file in self.files),
            "rejected": sum(file.rejected for file in self.files) if done else self.problems,
            "outcome": self.outcome,
            "new": sum(file.new for file in self.files),
            "changed": sum(file.changed for file in self.files),
            "by_file": [file.as_json() for file in self.files] if done else [],
        }


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A row left out, or what stood in the way of a run; `line` None = the whole file.

    `problem` is the sentence of a row that was kept before its faults were; `messages` makes those of the others.
    """

    file: str
    line: int | None
    column: str | None
    faults: tuple[Fault, ...]
    problem: str | None = None

    def as_json(self) -> dict[str, Any]:
        faults = [fault.as_json() for fault in self.faults]
        return {"file": self.file, "line": self.line, "column": self.column, "reason": self.problem, "faults": faults}


@dataclass(frozen=True, slots=True)
class Sources:
    """Every import, the latest first; `stale` when the last successful one is more than eight days ago, or none was.

    `rejected` are the first lines that the latest run rejected.
    """

    runs: tuple[ImportedRun, ...]
    stale: bool
    rejected: tuple[RejectedLine, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "runs": [run.as_json() for run in self.runs],
            "stale": self.stale,
            "rejected": [line.as_json() for line in self.rejected],
        }


async def sources(session: AsyncSession, now: dt.datetime, *, with_texts: bool = False) -> Sources:
    """The store's imports up to now.

    `with_texts` tells what stood in the rejected cells too, as the import's report does to whoever runs it.
    """
    files: defaultdict[int, list[ImportedFile]] = defaultdict(list)
    for file in await session.scalars(select(ImportFile).order_by(ImportFile.name)):
        files[file.run_id].append(_file(file))
    found = await session.scalars(select(ImportRun).order_by(ImportRun.started_at.desc(), ImportRun.id.desc()))
    kept = list(found)
    runs = tuple(_run(run, files[run.id]) for run in kept)
    last = max((run.at for run in runs if run.outcome == DONE), default=None)
    latest = RejectedRow.run_id == kept[0].id if kept else false()
    rejected = await _lines(session, latest, with_texts=with_texts, most=MOST_LINES)
    return Sources(runs, last is None or now - last > STALE_AFTER, rejected)


def _file(file: ImportFile) -> ImportedFile:
    rows = (file.rows_read, file.rows_new, file.rows_changed, file.rows_rejected, file.rows_retired)
    return ImportedFile(file.name, *rows)


def _run(run: ImportRun, files: Iterable[ImportedFile]) -> ImportedRun:
    return ImportedRun(run.finished_at or run.started_at, run.outcome, run.problems, tuple(files))


async def _lines(
    session: AsyncSession, which: ColumnElement[bool], *, with_texts: bool, most: int | None
) -> tuple[RejectedLine, ...]:
    statement = select(RejectedRow).where(which).order_by(RejectedRow.file, RejectedRow.line).limit(most)
    return tuple([_line(row, with_texts=with_texts) for row in await session.scalars(statement)])


def _line(row: RejectedRow, *, with_texts: bool) -> RejectedLine:
    """Without its texts a row says what is wrong and not what stood there: a name, or the number of somebody's case."""
    faults = tuple(Fault.of_json(kept) for kept in row.faults)
    if with_texts:
        return RejectedLine(row.file, row.line or None, row.column, faults, row.problem)
    sentence = None if row.problem is None else _CELL_TEXT.sub("", row.problem)
    return RejectedLine(row.file, row.line or None, row.column, tuple(one.unquoted for one in faults), sentence)


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
    """The rows that `rejected_rows` counts, by file and line, without what stood in them; `most` None = all of them."""
    latest = _latest_of_each_file()
    which = exists().where(latest.c.name == RejectedRow.file, latest.c.run_id == RejectedRow.run_id)
    return await _lines(session, which, with_texts=False, most=most)


def _latest_of_each_file() -> Subquery:
    return (
        select(ImportFile.name, func.max(ImportFile.run_id).label("run_id"))
        .join(ImportRun, ImportRun.id == ImportFile.run_id)
        .where(ImportRun.outcome == DONE)
        .group_by(ImportFile.name)
        .subquery()
    )
