"""One run of the import: a folder of exports into the store, in one transaction or not at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Literal, TypeAlias

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from storage.clock import local_day
from storage.cpr_key import cpr_key, is_the_stores_key
from storage.database import Store
from storage.engine import LONG
from storage.forecast_days import keep_anew
from storage.imports.columns import load_own_names
from storage.imports.erased import Erased
from storage.imports.folder import Export, Folder, read_folder
from storage.imports.history import Ending, record_run
from storage.imports.kind import Finding, ReadingAids, Staged
from storage.imports.kinds import KINDS, kind_named, milestones
from storage.imports.materialise import DERIVED, materialise, note_changed_rules
from storage.imports.merging import AFFECTED
from storage.imports.milestone_steps import count_milestones
from storage.imports.money_sums import OF_GRANTS, OF_POSTINGS, sum_money
from storage.imports.reconciled import reconcile
from storage.imports.report import ExportProblem, FileReport, ImportReport, Loosened, Rejection, problem_at, shown
from storage.imports.rows import RowReader
from storage.imports.staging import analyze, copy_lines, create_stage
from storage.rights.limits import closed_cases_until
from storage.rules.faults import Fault, Wrong
from storage.settings import Settings

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with (file or step, done, of) while the import runs."""

OF_FORECASTS = OF_POSTINGS | OF_GRANTS | {"budget"}
"""Kinds whose rows change a forecast."""
REPORTS = "reports"
KEPT_OF_REFUSED = 1_000
"""How many problems of a refused run the bot can show; its report file holds all of them."""
DEADLINES = "Frister"


class _RefusedError(Exception):
    """Leaves the transaction, so that nothing of the run stays."""


async def import_folder(
    store: Store,
    folder: Path,
    *,
    settings: Settings,
    run_by: str,
    now: dt.datetime,
    skip_bad_rows: bool = False,
    replace: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> ImportReport:
    """Import the exports of a folder (formats.md); every run is recorded, a refused one too.

    `replace` names kinds whose missing rows are closed, leave or are deleted. Raises SettingsError for a missing CPR
    key or a bad columns file.
    """
    started = perf_counter()
    names = load_own_names(settings.columns_file, KINDS)
    reading = ReadingAids(cpr_key(settings, settings.home), names.vocabularies)
    found = read_folder(folder, names)
    replaced = frozenset(kind.name if (kind := kind_named(name)) else name for name in replace)
    found.problems += _unfit_to_replace(replaced, found)
    run = _Run(found, reading, local_day(now, settings.zone), skip_bad_rows, progress or _unseen)

    def ending() -> Ending:
        return Ending(run_by, now, now + dt.timedelta(seconds=perf_counter() - started))

    try:
        async with store.working(LONG) as session:
            with _collector_resting():
                await run.take_all(session, settings, replaced)
            report = run.report("done")
            run_id = await record_run(session, report, ending(), run.rejected_rows())
    except _RefusedError:
        report = run.report("refused")
        async with store.working(LONG) as session:
            run_id = await record_run(session, report, ending(), _in_the_way(report.problems))
    else:
        await _renew_statistics(store, found)
    return dataclasses.replace(report, run_id=run_id)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Switch garbage collection off: it would walk the rows in memory again and again and free none of them, which took
    an eighth of a big import. They hold no cycles; reference counting frees them as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unfit_to_replace(replaced: frozenset[str], found: Folder) -> list[ExportProblem]:
    """Problems for --replace of an unknown kind, or of one without a file: it would close or delete everything."""
    there = {export.kind.name for export in found.exports} | found.blocked
    return [
        ExportProblem(
            f"--replace {shown(name)}",
            Fault(Wrong.NO_SUCH_FILE if kind_named(name) else Wrong.NO_SUCH_KIND),
            stops=True,
        )
        for name in sorted(replaced - there)
    ]


@dataclass
class _Run:
    """The state of a run while it goes on."""

    found: Folder
    reading: ReadingAids
    today: dt.date
    skip_bad_rows: bool
    progress: Progress
    problems: list[ExportProblem] = field(default_factory=list)
    files: dict[str, FileReport] = field(default_factory=dict)
    """By kind."""
    rejected: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Subjects of bad rows, by kind."""

    async def take_all(self, session: AsyncSession, settings: Settings, replaced: frozenset[str]) -> None:
        """Everything that changes data. Raises _RefusedError when the run may not stand."""
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('sagspuls.import'))"))
        # A big export's joins and groups fit in memory so; the default of 4 MB sends them to disk.
        await session.execute(text("SET LOCAL work_mem = '64MB'"))
        await session.execute(CreateTable(AFFECTED))
        if not await is_the_stores_key(session, self.reading.cpr_key):
            self.problems.append(ExportProblem("SAGSPULS_CPR_KEY", Fault(Wrong.OTHER_KEY), stops=True))
        erased = await Erased.of(session, self.reading.cpr_key, closed_cases_until(self.today, settings))
        staged = [await self._take(session, export, erased, replaced) for export in self.found.exports]
        self._refuse_where_needed()
        for rows in reversed(staged):
            if rows.replaced:
                await self._retire(rows)
        self._refuse_where_needed()
        await note_changed_rules(session, settings)
        await materialise(session, settings, partial(self.progress, DEADLINES))
        await count_milestones(session, anew=milestones.KIND.name in self.files)
        changed = {kind for kind, file in self.files.items() if file.new or file.changed or file.retired}
        await sum_money(session, changed)
        await reconcile(session, changed)
        if not OF_FORECASTS.isdisjoint(changed):
            await keep_anew(session, self.today)

    def _refuse_where_needed(self) -> None:
        every = [*self.found.problems, *self.problems]
        if any(problem.stops for problem in every) or (every and not self.skip_bad_rows):
            raise _RefusedError

    async def _take(self, session: AsyncSession, export: Export, erased: Erased, replaced: frozenset[str]) -> Staged:
        """Stage a file, check its rows against each other and the store, merge the good ones."""
        kind = export.kind
        reader = RowReader(export.name, kind, export.header, self.reading)
        staged = await create_stage(session, kind, (column for _, column in export.header.places), self.today)
        staged = dataclasses.replace(staged, replaced=kind.name in replaced)
        records = export.records(partial(self.progress, export.name))
        await copy_lines(session, staged.table, reader.fields, reader.lines(records))
        await analyze(session, staged.table)
        left_out = await erased.leave_out(staged)
        problems, lines = reader.problems, set(reader.rejected_lines)
        self.rejected[kind.name] |= reader.rejected_subjects
        if any(problem.stops for problem in problems):
            self.found.blocked.add(kind.name)
        # A row that goes can make another one bad (who was to give an e-mail up keeps it), hence until none goes.
        while findings := [finding for check in kind.checks for finding in await check(staged)]:
            problems += [one for finding in findings if (one := self._problem(export.name, finding)) is not None]
            gone = {finding.line for finding in findings}
            lines |= gone
            self.rejected[kind.name] |= await staged.drop(gone)
        staged = staged.holding(frozenset(self.rejected[kind.name]))
        notes = [*await kind.notes(staged), *([Loosened(left_out.loosened)] if left_out.loosened else [])]
        merged = await kind.merge(staged)
        await erased.mark(staged)
        self.problems += sorted(problems, key=lambda problem: problem.line or 0)
        self.files[kind.name] = FileReport(
            export.name,
            export.sha256,
            read=reader.read,
            new=merged.new,
            changed=merged.changed,
            rejected=len(lines),
            left_out=left_out.rows,
            unknown_columns=tuple(map(shown, export.header.unknown)),
            notes=tuple(notes),
        )
        return staged

    def _problem(self, file: str, finding: Finding) -> ExportProblem | None:
        """The finding's problem; None for a row that only names a bad row's case or person and need not go with it."""
        fault = finding.fault
        if finding.refers_to in self.found.blocked:
            return None
        if finding.refers_to and finding.text in self.rejected[finding.refers_to]:
            if self.found.blocked or not self.skip_bad_rows:
                return None
            fault = Fault(fault.wrong, {**fault.values, "rejected_in": finding.refers_to})
        return problem_at(file, fault, finding.line, finding.column, finding.text)

    async def _retire(self, staged: Staged) -> None:
        kind = staged.kind
        retired = await kind.retire(staged)
        entry = self.files[kind.name]
        self.files[kind.name] = dataclasses.replace(entry, retired=retired.count)
        self.problems += [
            ExportProblem(entry.name, Fault(Wrong.IN_USE, text=shown(name)), column=kind.subject.name, stops=True)
            for name in retired.in_use
        ]

    def rejected_rows(self) -> list[Rejection]:
        """One for each row left out; its column is the first one at fault."""
        by_row: dict[tuple[str, int], list[ExportProblem]] = defaultdict(list)
        for problem in self.problems:
            if problem.line is not None:
                by_row[problem.file, problem.line].append(problem)
        return [
            Rejection(file, line, problems[0].column, tuple(problem.fault for problem in problems))
            for (file, line), problems in by_row.items()
        ]

    def report(self, outcome: Literal["done", "refused"]) -> ImportReport:
        """The run as it stands; a refused one has changed nothing."""
        files = list(self.files.values())
        if outcome == "refused":
            files = [dataclasses.replace(entry, new=0, changed=0, retired=0) for entry in files]
            read = {entry.name for entry in files}
            files += [FileReport(name, sha) for name, sha in self.found.checksums.items() if name not in read]
        problems = (*self.found.problems, *self.problems)
        return ImportReport(None, outcome, tuple(files), tuple(self.found.ignored), problems)


def _in_the_way(problems: Sequence[ExportProblem]) -> list[Rejection]:
    """The first problems that stopped a refused run, in the form of rejected rows."""
    return [
        Rejection(problem.file, problem.line or 0, problem.column, (problem.fault,))
        for problem in problems[:KEPT_OF_REFUSED]
    ]


async def _renew_statistics(store: Store, found: Folder) -> None:
    """Tell the planner about the new rows at once; only the tables' owner may do this, hence no `working`."""
    tables = {table for export in found.exports for table in export.kind.touches} | DERIVED
    async with store.engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(
            text(f"ANALYZE {', '.join(sorted(tables))}")
        )


def _unseen(step: str, done: int, of: int) -> None:
    """Report nothing: nobody is watching."""
