"""What an import says about itself, as data: `messages.import_report` makes the sentences."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from storage.rules.cpr import mask_cpr
from storage.rules.faults import HIDDEN, Fault
from storage.rules.inert import one_line

SHOWN_TEXT = 80
_QUOTES = str.maketrans("»«", '""')


@dataclass(frozen=True, slots=True)
class ExportProblem:
    """One thing wrong with the exports, without any CPR.

    `line`: the header's is 1; a record that spans lines counts where it starts.
    """

    file: str
    fault: Fault
    line: int | None = None
    column: str | None = None
    stops: bool = False
    """Stops the import also with --skip-bad-rows."""


def problem_at(
    file: str, fault: Fault, line: int | None = None, column: str | None = None, text: str | None = None
) -> ExportProblem:
    """A bad row's problem; its text is made fit to be shown."""
    return ExportProblem(file, replace(fault, text=None if text is None else shown(text)), line, column)


def shown(text: str) -> str:
    """A cell's text as the report may print it: one line, not too long, any CPR masked.

    Guillemets become plain quotes: those around the text tell where it ends.
    """
    if text == HIDDEN:
        return text
    line = one_line(mask_cpr(text)).translate(_QUOTES)
    return line if len(line) <= SHOWN_TEXT else line[: SHOWN_TEXT - 1] + "…"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row left out, or a problem that stopped a refused run; `line` 0 = the whole file."""

    file: str
    line: int
    column: str | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class OtherYear:
    """Postings of another year than the import's, in whose accounts they count; `lines` are the first of them.

    However many lines there are, each year gets one note: a ledger of several years is no mistake.
    """

    year: int
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loosened:
    """Postings of erased cases, which count without a case."""

    count: int


Note: TypeAlias = OtherYear | Loosened
"""Something worth a look among the rows taken in."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """The outcome of one file. Rows are records with content: blank lines and totals rows do not count."""

    name: str
    sha256: str
    read: int = 0
    new: int = 0
    changed: int = 0
    rejected: int = 0
    retired: int = 0
    """Rows closed, left or deleted by --replace."""
    left_out: int = 0
    """Rows about cases that were erased here."""
    unknown_columns: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def unchanged(self) -> int:
        return self.read - self.new - self.changed - self.rejected - self.left_out


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One run of the import; with `refused` nothing in the store was changed."""

    run_id: int | None
    outcome: Literal["done", "refused"]
    files: tuple[FileReport, ...] = ()
    ignored: tuple[str, ...] = ()
    """Files of the folder that are not read."""
    problems: tuple[ExportProblem, ...] = ()
    report_file: Path | None = field(default=None, compare=False)
    """Where every problem is written down; None where there are none."""
