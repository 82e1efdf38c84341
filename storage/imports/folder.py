"""The files of an export folder: which kind each one is, and which are not read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.imports.columns import Header, OwnNames, read_header
from storage.imports.kind import ExportKind
from storage.imports.kinds import KINDS, kind_named
from storage.imports.report import ExportProblem, shown
from storage.imports.source import BrokenRow, Source, SourceRow, UnitsRead, UnreadableError, checksum, open_source
from storage.imports.values import match_key
from storage.rules.faults import Fault, FaultValue, Wrong

ENDINGS = {".csv", ".xlsx"}


@dataclass(frozen=True, slots=True)
class Export:
    """One file that can be read: its source and where its columns stand."""

    name: str
    kind: ExportKind
    sha256: str
    source: Source
    header: Header
    header_line: int

    def records(self, position: UnitsRead) -> Iterator[SourceRow | BrokenRow]:
        """The records below the header. Raises UnreadableError."""
        for record in self.source.rows(position):
            line = record.line if isinstance(record, BrokenRow) else record[0]
            if line > self.header_line:
                yield record


@dataclass
class Folder:
    """The contents of a folder. `blocked`: kinds whose file is there but cannot be read at all."""

    exports: list[Export] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    checksums: dict[str, str] = field(default_factory=dict)
    problems: list[ExportProblem] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)


def read_folder(path: Path, names: OwnNames) -> Folder:
    """Look at every file and open those of a known kind; the order in the folder does not matter."""
    folder = Folder()
    if not path.is_dir():
        folder.problems.append(_stop(path.name, Wrong.NO_FOLDER))
        return folder
    found: dict[str, list[Path]] = {}
    for file in sorted(path.iterdir()):
        kind = _kind_of(file)
        if kind is None:
            folder.ignored.append(shown(unicodedata.normalize("NFC", file.name)))
        else:
            found.setdefault(kind.name, []).append(file)
    if not found:
        folder.problems.append(_stop(path.name, Wrong.NO_EXPORTS, kinds=[kind.name for kind in KINDS]))
    for kind in KINDS:
        _open_kind(folder, kind, found.get(kind.name, []), names)
    return folder


def _kind_of(file: Path) -> ExportKind | None:
    # Macs write æ, ø and å in file names as a letter and an accent.
    name = unicodedata.normalize("NFC", file.stem)
    return kind_named(name) if file.suffix.lower() in ENDINGS and file.is_file() else None


def _open_kind(folder: Folder, kind: ExportKind, files: list[Path], names: OwnNames) -> None:
    checksums = {shown(file.name): checksum(file) for file in files}
    folder.checksums |= checksums
    if len(files) > 1:
        first, *beside = (shown(file.name) for file in files)
        folder.problems.append(_stop(first, Wrong.TWO_FILES, kind=kind.name, beside=beside))
        folder.blocked.add(kind.name)
    elif files:
        opened = _open(files[0], kind, names, checksums[shown(files[0].name)])
        if isinstance(opened, Export):
            folder.exports.append(opened)
        else:
            folder.problems += opened
            folder.blocked.add(kind.name)


def _open(file: Path, kind: ExportKind, names: OwnNames, sha256: str) -> Export | list[ExportProblem]:
    name = shown(file.name)
    spellings = names.spellings(kind)
    try:
        source = open_source(file, lambda cell: match_key(cell) in spellings)
        line, cells = _first_record(source)
    except UnreadableError as error:
        return [_stop(name, error.wrong, line=error.line)]
    header = read_header(cells, kind, names)
    unknown = list(map(shown, header.unknown))
    wrong = [_stop(name, Wrong.COLUMN_TWICE, line=line, column=shown(column)) for column in header.twice]
    wrong += [_stop(name, Wrong.COLUMN_MISSING, line=line, column=each, unknown=unknown) for each in header.missing]
    return wrong or Export(name, kind, sha256, source, header, line)


def _first_record(source: Source) -> tuple[int, list[str]]:
    for record in source.rows(_unseen):
        if isinstance(record, BrokenRow):
            raise UnreadableError(record.wrong, record.line)
        if any(cell.strip() for cell in record[1]):
            return record
    raise UnreadableError(Wrong.EMPTY)


def _unseen(done: int, of: int) -> None:
    """Report nothing: opening a file is quick."""


def _stop(
    file: str, wrong: Wrong, *, line: int | None = None, column: str | None = None, **values: FaultValue
) -> ExportProblem:
    return ExportProblem(file, Fault(wrong, values), line, column, stops=True)
