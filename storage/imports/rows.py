"""Records of a file into lines for COPY: every cell is read and checked, every bad row becomes a problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from storage.imports.columns import Header
from storage.imports.kind import ExportColumn, ExportKind, ReadingAids
from storage.imports.report import ExportProblem, problem_at
from storage.imports.source import BrokenRow, SourceRow, UnreadableError
from storage.imports.values import BadCellError, CellReader, CellValue, is_number
from storage.rules.faults import HIDDEN, Fault, Wrong

NULL = "\\N"
MAX_TEXT = 1000
REMEMBERED = 50_000
"""Distinct cells remembered per column; exports repeat their dates, teams and words endlessly."""
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(value: CellValue) -> str:  # noqa: PLR0911  # one line per type
    """A value as PostgreSQL's COPY reads it in text format."""
    match value:
        case None:
            return NULL
        case bool():
            return "t" if value else "f"
        case str():
            return value.translate(_ESCAPED)
        case bytes():
            return f"\\\\x{value.hex()}"
        case list():
            quoted = ('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value)
            return ("{" + ",".join(quoted) + "}").translate(_ESCAPED)
        case dt.date() | dt.time():
            return value.isoformat()
        case int() | Decimal():
            return str(value)


class CellTexts(dict[str, str]):
    """Cell → its COPY text, worked out once for each distinct cell; looking up a bad cell raises BadCellError."""

    def __init__(self, column: ExportColumn, reader: CellReader) -> None:
        super().__init__()
        self.column = column
        self.reader = reader

    def __missing__(self, cell: str) -> str:
        text = "\t".join(map(copy_text, self._values(cell.strip())))
        if not self.column.secret:
            if len(self) >= REMEMBERED:
                self.clear()
            self[cell] = text
        return text

    def _values(self, cell: str) -> tuple[CellValue, ...]:
        column = self.column
        if not cell:
            if column.required:
                raise BadCellError(Wrong.BLANK)
            return (column.blank,) * len(column.fields)
        if len(cell) > MAX_TEXT:
            raise BadCellError(Wrong.TOO_LONG)
        if column.key and is_total(cell):
            raise BadCellError(Wrong.KEY)
        values = self.reader(cell)
        if column.required and values[0] is None:
            raise BadCellError(Wrong.DATE_MISSING)
        return values


def is_total(cell: str) -> bool:
    """Whether a key cell marks a totals row."""
    return cell.casefold().startswith("i alt")


@dataclass
class RowReader:
    """Reads one file's records; afterwards `read` counts them, and `problems` and `rejected` hold the bad ones."""

    file: str
    kind: ExportKind
    header: Header
    reading: ReadingAids
    read: int = 0
    problems: list[ExportProblem] = field(default_factory=list)
    rejected_lines: set[int] = field(default_factory=set)
    rejected_subjects: set[str] = field(default_factory=set)
    """The first key cell of each bad row: the file still holds these, so rows that name them are no problem."""

    def __post_init__(self) -> None:
        self._cells = [(index, CellTexts(column, column.reader(self.reading))) for index, column in self.header.places]

    @property
    def fields(self) -> list[str]:
        """The staging fields of a line, in order."""
        return ["line", *(name for _, column in self.header.places for name in column.fields)]

    def lines(self, records: Iterable[SourceRow | BrokenRow]) -> Iterator[str]:
        """One COPY line for each good record."""
        cells = self._cells
        width = self.header.width
        for record in self._until_it_breaks(records):
            if isinstance(record, BrokenRow):
                self._reject(record.line, [problem_at(self.file, Fault(record.wrong), record.line)])
                continue
            line, row = record
            try:
                if len(row) != width:
                    row = self._fitted(row)  # the rare row with a cell too few or too many
                yield f"{line}\t" + "\t".join([texts[row[index]] for index, texts in cells]) + "\n"
                self.read += 1
            except BadCellError:
                self._judge(line, row)

    def _until_it_breaks(self, records: Iterable[SourceRow | BrokenRow]) -> Iterator[SourceRow | BrokenRow]:
        try:
            yield from records
        except UnreadableError as error:
            self.problems.append(ExportProblem(self.file, Fault(error.wrong), error.line, stops=True))

    def _fitted(self, row: list[str]) -> list[str]:
        """Excel leaves out blank cells at the end of a line; cells beyond the header must be blank."""
        width = self.header.width
        if any(cell.strip() for cell in row[width:]):
            raise BadCellError(Wrong.CELLS)
        return row[:width] + [""] * (width - len(row))

    def _judge(self, line: int, row: list[str]) -> None:
        """Blank and totals rows are passed over; everything else here is a bad row."""
        width = self.header.width
        if not any(cell.strip() for cell in row):
            return
        fitted = row[:width] + [""] * (width - len(row))
        if self._is_totals(fitted):
            return
        problems = [
            problem
            for index, texts in self._cells
            if (problem := self._problem(line, texts, fitted[index])) is not None
        ]
        if any(cell.strip() for cell in row[width:]):
            problems.append(problem_at(self.file, Fault(Wrong.CELLS, {"wanted": width, "found": len(row)}), line))
        subject = next(fitted[index] for index, texts in self._cells if texts.column is self.kind.subject)
        self._reject(line, problems, subject.strip())

    def _problem(self, line: int, texts: CellTexts, cell: str) -> ExportProblem | None:
        try:
            _ = texts[cell]
        except BadCellError as error:
            text = HIDDEN if texts.column.secret else cell
            visible = None if error.fault.wrong is Wrong.BLANK else text
            return problem_at(self.file, error.fault, line, texts.column.name, visible)
        return None

    def _reject(self, line: int, problems: list[ExportProblem], subject: str = "") -> None:
        self.read += 1
        self.problems += problems
        self.rejected_lines.add(line)
        if subject:
            self.rejected_subjects.add(subject)

    def _is_totals(self, row: list[str]) -> bool:
        """No key cell filled, or one that begins *I alt*, and no other required cell that holds more than a number."""
        filled = [(texts.column, cell) for index, texts in self._cells if (cell := row[index].strip())]
        totals = [column for column, cell in filled if column.key and is_total(cell)]
        if not totals and any(column.key for column, _ in filled):
            return False
        others = [cell for column, cell in filled if column.required and column not in totals]
        return all(is_number(cell) for cell in others)
