"""What an import says about itself: one line per file, one line per problem, in Danish for the people who import."""

from __future__ import annotations

import csv
import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from storage.rules.cpr import mask_cpr
from storage.rules.inert import one_line
from storage.rules.spreadsheet import harmless

SHOWN_TEXT = 80
_QUOTES = str.maketrans("»«", '""')
HIDDEN = "(skjult)"
"""Stands for the text of a CPR cell: a mistyped CPR is still somebody's."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the exports, without any CPR.

    `line`: the header's is 1; a record that spans lines counts where it starts.
    """

    file: str
    expected: str
    line: int | None = None
    column: str | None = None
    text: str | None = None
    stops: bool = False
    """Stops the import also with --skip-bad-rows."""

    def sentence(self) -> str:
        """The problem in one line."""
        place = self.file
        if self.line is not None:
            place += f", linje {self.line}"
        if self.column is not None:
            place += f", {self.column}"
        return f"{place}: {self.wrong}"

    @property
    def wrong(self) -> str:
        """The offending text and what is wrong with it."""
        return self.expected if self.text is None else f"»{self.text}«: {self.expected}"


def problem_at(
    file: str, expected: str, line: int | None = None, column: str | None = None, text: str | None = None
) -> Problem:
    """A bad row's problem; its text is made fit to be shown."""
    return Problem(file, expected, line, column, None if text is None else shown(text))


def shown(text: str) -> str:
    """A cell's text as the report may print it: one line, not too long, any CPR masked.

    Guillemets become plain quotes: those around the text tell where it ends (`storage.queries.imports`).
    """
    if text == HIDDEN:
        return text
    line = one_line(mask_cpr(text)).translate(_QUOTES)
    return line if len(line) <= SHOWN_TEXT else line[: SHOWN_TEXT - 1] + "…"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. Rows count records with content: blank lines and totals rows are not among them."""

    name: str
    sha256: str
    read: int = 0
    new: int = 0
    changed: int = 0
    rejected: int = 0
    retired: int = 0
    """Closed, left or deleted by --replace."""
    left_out: int = 0
    """About cases that were erased here."""
    unknown_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What is worth a look among the rows taken in."""

    @property
    def unchanged(self) -> int:
        return self.read - self.new - self.changed - self.rejected - self.left_out

    def sentence(self) -> str:
        counts = [f"{grouped(self.read)} læst", f"{grouped(self.new)} nye", f"{grouped(self.changed)} ændret"]
        counts.append(f"{grouped(self.unchanged)} uændret")
        counts += [f"{grouped(self.rejected)} afvist"] if self.rejected else []
        counts += [f"{grouped(self.retired)} udgået"] if self.retired else []
        counts += [f"{grouped(self.left_out)} udeladt, fordi sagen er slettet"] if self.left_out else []
        ignored = f". Kolonner, der ikke læses: {', '.join(self.unknown_columns)}" if self.unknown_columns else ""
        return f"{self.name}: {', '.join(counts)}{ignored}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One run of the import; with `refused` nothing in the store was changed."""

    run_id: int | None
    outcome: Literal["done", "refused"]
    files: tuple[FileReport, ...] = ()
    ignored: tuple[str, ...] = ()
    """Files of the folder that are not read."""
    problems: tuple[Problem, ...] = ()
    report_file: Path | None = field(default=None, compare=False)
    """Where every problem stands; None where there are none."""

    def lines(self, limit: int = 50) -> list[str]:
        """The report as people read it: the outcome, each file, then at most `limit` problems."""
        told = [self._outcome()]
        if self.outcome == "done":
            for entry in self.files:
                told += [entry.sentence(), *(f"{entry.name}: {note}" for note in entry.notes)]
        if self.ignored:
            told.append(f"Læses ikke: {', '.join(self.ignored)}")
        told += [problem.sentence() for problem in self.problems[:limit]]
        if len(self.problems) > limit:
            told.append(f"… og {grouped(len(self.problems) - limit)} fejl mere.")
        if self.report_file is not None:
            told.append(f"Alle fejl står i {self.report_file}")
        return told

    def _outcome(self) -> str:
        if self.outcome == "refused":
            return f"Importen er afvist: {grouped(len(self.problems))} fejl. Intet er ændret."
        rejected = sum(entry.rejected for entry in self.files)
        if not rejected:
            return "Importen er gennemført."
        rows = "1 række" if rejected == 1 else f"{grouped(rejected)} rækker"
        return f"Importen er gennemført. {rows} er afvist og ikke læst ind."


def loosened(count: int) -> list[str]:
    """One sentence about postings of erased cases, none where there are none."""
    if not count:
        return []
    what = "1 postering hører" if count == 1 else f"{grouped(count)} posteringer hører"
    return [f"{what} til en sag, der er slettet, og tæller med uden sag"]


def write_problems(folder: Path, now: dt.datetime, problems: tuple[Problem, ...]) -> Path:
    """Every problem as a CSV file that Danish Excel opens; readable by its owner alone, as it may name people."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _unused(folder, f"import-{now:%Y%m%d-%H%M%S}")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["fil", "linje", "kolonne", "tekst", "fejl"])
        for problem in problems:
            cells = (problem.file, problem.line, problem.column, problem.text, problem.expected)
            writer.writerow(["" if cell is None else harmless(str(cell)) for cell in cells])
    return path


def _unused(folder: Path, name: str) -> Path:
    path, count = folder / f"{name}.csv", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.csv"
    return path


def grouped(amount: int) -> str:
    """A number as Danes write it: 1.234.567."""
    return f"{amount:,}".replace(",", ".")
