"""Files into rows of text with their line numbers: CSV in any Danish dialect and encoding, and XLSX."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from storage.imports.workbook_size import UNREADABLE, UnfitWorkbookError, check_size
from storage.rules.faults import Wrong

MAX_CELL = 1_048_576
csv.field_size_limit(MAX_CELL)  # the process-wide limit of the csv module: its own default is 131 072

BLOCK = 1 << 20
_DAMAGED_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
"""Danish letters and typographic signs in UTF-8: a file that holds these is no Windows-1252 file."""
_SEPARATORS = (";", "\t", ",")

SourceRow: TypeAlias = tuple[int, list[str]]
"""The line where the record starts (the file's first line is 1) and its cells."""
UnitsRead: TypeAlias = Callable[[int, int], None]
"""Called now and then with how many of how many units of the file are read."""


class UnreadableError(Exception):
    """The file as a whole cannot be read; `wrong` says why, `line` where it broke."""

    def __init__(self, wrong: Wrong, line: int | None = None) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.line = line


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A record whose cells cannot be separated, and why."""

    line: int
    wrong: Wrong


class Source(Protocol):
    """A file whose rows can be read once, from the first to the last."""

    def rows(self, position: UnitsRead) -> Iterator[SourceRow | BrokenRow]:
        """Every record, the header first; blank ones are left out. Raises UnreadableError."""
        ...


def checksum(path: Path) -> str:
    """SHA-256 of the file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_source(path: Path, knows: Callable[[str], bool]) -> Source:
    """The rows of a file; `knows` tells a known column name, by which the separator is found.

    Raises UnreadableError when the file is no text, no workbook, or empty.
    """
    if path.suffix.lower() == ".xlsx":
        return _open_workbook(path)
    encoding = _encoding(path)
    separator = _separator(path, encoding, knows)
    return CsvSource(path, encoding, separator)


# --- CSV ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CsvSource:
    path: Path
    encoding: str
    separator: str

    def rows(self, position: UnitsRead) -> Iterator[SourceRow | BrokenRow]:
        size = self.path.stat().st_size
        with self.path.open("rb") as file, TextIOWrapper(file, self.encoding, newline="") as text:
            reader = csv.reader(text, delimiter=self.separator, strict=True)
            start, reported = 1, 0
            while True:
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except csv.Error as error:
                    yield _broken(error, start)
                else:
                    if cells and not _is_separator_line(cells, start):
                        yield start, cells
                start = reader.line_num + 1
                if start - reported > 20_000:
                    reported = start
                    position(file.tell(), size)
        position(size, size)


def _broken(error: csv.Error, line: int) -> BrokenRow:
    message = str(error)
    if "field larger" in message:
        raise UnreadableError(Wrong.CELL_TOO_LARGE, line) from error
    if "end of data" in message:
        raise UnreadableError(Wrong.ENDS_IN_A_CELL, line) from error
    return BrokenRow(line, Wrong.OPEN_QUOTE)


def _is_separator_line(cells: list[str], line: int) -> bool:
    """Excel's own first line `sep=;`."""
    return line == 1 and cells[0].lower().startswith("sep=") and not any(cells[1:])


def _encoding(path: Path) -> str:
    """utf-8-sig or cp1252, whichever decodes the whole file."""
    with path.open("rb") as file:
        has_bom = file.read(3) == BOM_UTF8
        if not _holds(file, lambda block: bool(block.strip(BOM_UTF8 + b' \t\r\n;,"'))):
            raise UnreadableError(Wrong.EMPTY)
        utf8_line = _first_bad_line(file, "utf-8-sig")
        if utf8_line is None:
            return "utf-8-sig"
        if has_bom or _holds(file, lambda block: _DAMAGED_UTF8.search(block) is not None):
            raise UnreadableError(Wrong.NO_TEXT, utf8_line)
        line = _first_bad_line(file, "cp1252")
        if line is not None:
            raise UnreadableError(Wrong.NO_TEXT, line)
        return "cp1252"


def _holds(file: BinaryIO, test: Callable[[bytes], bool]) -> bool:
    file.seek(0)
    return any(test(block) for block in iter(lambda: file.read(BLOCK), b""))


def _first_bad_line(file: BinaryIO, encoding: str) -> int | None:
    """The line of the first byte that is no text in this encoding; NUL is none (UTF-16 is full of them)."""
    decoder = getincrementaldecoder(encoding)()
    file.seek(0)
    line = 1
    while True:
        block = file.read(BLOCK)
        nul = block.find(b"\0")
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            # The decoder may have held back the last bytes of the block before: `error.object` starts with them.
            bad = error.start - (len(error.object) - len(block))
            return line + block.count(b"\n", 0, max(bad if nul < 0 else min(bad, nul), 0))
        if nul >= 0:
            return line + block.count(b"\n", 0, nul)
        if not block:
            return None
        line += block.count(b"\n")


def _separator(path: Path, encoding: str, knows: Callable[[str], bool]) -> str:
    """The separator by which the header shows the most known columns; then the most columns, then `;`."""
    with path.open("r", encoding=encoding, newline="") as text:
        lines = text.readlines(BLOCK)

    def fits(separator: str) -> tuple[int, int]:
        header = _header(lines, separator)
        return sum(knows(cell) for cell in header), len(header)

    return max(_SEPARATORS, key=fits)


def _header(lines: Iterable[str], separator: str) -> list[str]:
    records = csv.reader(lines, delimiter=separator)
    try:
        for cells in records:
            if any(cell.strip() for cell in cells) and not _is_separator_line(cells, records.line_num):
                return cells
    except csv.Error:
        pass
    return []


# --- XLSX --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkbookSource:
    sheet: CalamineSheet

    def rows(self, position: UnitsRead) -> Iterator[SourceRow | BrokenRow]:
        height = self.sheet.total_height
        for line, cells in enumerate(self.sheet.iter_rows(), 1):
            texts = [cell if isinstance(cell, str) else _text(cell) for cell in cells]
            if any(texts):
                yield line, texts
            if line % 20_000 == 0:
                position(line, height)
        position(height, height)


def _open_workbook(path: Path) -> Source:
    try:
        check_size(path)
        workbook = CalamineWorkbook.from_path(path)
        sheet = workbook.get_sheet_by_index(0)
    except UnfitWorkbookError as error:
        raise UnreadableError(error.wrong) from error
    except (CalamineError, IndexError, *UNREADABLE) as error:
        raise UnreadableError(Wrong.NO_WORKBOOK) from error
    if not any(any(cell != "" for cell in row) for row in sheet.iter_rows()):
        raise UnreadableError(Wrong.EMPTY)
    return WorkbookSource(sheet)


def _text(cell: float | bool | dt.date | dt.time | dt.timedelta) -> str:  # noqa: PLR0911  # one line per type
    """A cell as the CSV export would have written it."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, dt.datetime):
        if cell.time() == dt.time.min:
            return cell.date().isoformat()
        return (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0).isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return cell.isoformat("minutes")
    if isinstance(cell, dt.timedelta):
        return str(cell)
    if float(cell).is_integer():
        return str(int(cell))
    # A decimal comma, because a dot before three digits would read as thousands.
    return format(Decimal(repr(cell)), "f").replace(".", ",")
