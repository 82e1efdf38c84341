"""Checks a workbook's size before it is read, since the reader lays a sheet out as one rectangle in memory.

A stray cell far out, or a few bytes that unpack without end, would otherwise end the whole process. Nothing a workbook
says of itself is believed: sizes are counted, and places are read wherever XML lets them stand.
"""

from __future__ import annotations

import copy
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from storage.rules.faults import Wrong

BLOCK = 1 << 20
LARGEST_WORKBOOK = 1 << 30
"""Bytes of a workbook unpacked."""
LARGEST_SHEET = 30_000_000
"""Cells of the rectangle a sheet spans: a sheet of all rows and 26 columns is one."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel's own."""

_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)0*(\d{0,10})""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")


class UnfitWorkbookError(ValueError):
    """The workbook is not one to read; `wrong` says why."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong = wrong


def check_size(path: Path) -> None:
    """Raises UnfitWorkbookError for a workbook too large to read; zipfile's errors for what is no workbook at all."""
    room = LARGEST_WORKBOOK
    with ZipFile(path) as parts:
        for part in parts.infolist():
            extent = _Extent()
            for block in _unpacked(parts, part):
                room -= len(block)
                if room < 0:
                    raise UnfitWorkbookError(Wrong.WORKBOOK_TOO_LARGE)
                extent.read(block)
            extent.end()


def _unpacked(parts: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """A part's bytes, however many it holds: not only as many as it says it does."""
    whole = copy.copy(part)
    whole.file_size = sys.maxsize
    with parts.open(whole) as file:
        yield from iter(lambda: file.read(BLOCK), b"")


@dataclass
class _Extent:
    """How far the cells of a part reach; a part without rows is no sheet."""

    rest: bytes = b""
    """A tag that is not whole yet."""
    width: int = 0
    height: int = 0
    rows: int = 0
    in_row: int = 0
    """Cells of the row being read: those without a place of their own stand one beside the other."""

    def read(self, block: bytes) -> None:
        known = self.rest + block
        cut = known.rfind(b"<")
        whole, self.rest = (known, b"") if cut < 0 else (known[:cut], known[cut:])
        if len(self.rest) > BLOCK:
            raise UnfitWorkbookError(Wrong.NO_WORKBOOK)
        self._measure(whole)

    def end(self) -> None:
        self._measure(self.rest)

    def _measure(self, tags: bytes) -> None:
        if b"<!" in tags and (b"<!DOCTYPE" in tags or b"<!ENTITY" in tags):
            raise UnfitWorkbookError(Wrong.NO_SPREADSHEET)
        if b"<" not in tags:
            return
        self._count(tags)
        places = _PLACE.findall(tags)
        self.width = max(self.width, *map(_number, {column for column, _ in places}), 0)
        self.height = max(self.height, *(int(row) for _, row in places if row), 0)
        self._stop_if_too_far()

    def _count(self, tags: bytes) -> None:
        first, *others = _ROW.split(tags)
        self.in_row += len(_CELL.findall(first))
        self.width = max(self.width, self.in_row)
        self.rows += len(others)
        if others:
            cells = [len(_CELL.findall(row)) for row in others]
            self.width, self.in_row = max(self.width, *cells), cells[-1]

    def _stop_if_too_far(self) -> None:
        height = max(self.height, self.rows)
        if self.rows and (height > LAST_ROW or self.width > LAST_COLUMN or self.width * height > LARGEST_SHEET):
            raise UnfitWorkbookError(Wrong.FAR_CELL)


def _number(column: bytes) -> int:
    """A column's number: A = 1, AA = 27; one of more letters than Excel has is past the last."""
    if len(column) > 3:
        return LAST_COLUMN + 1
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


UNREADABLE = (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)
"""What reading a damaged or encrypted archive raises."""
