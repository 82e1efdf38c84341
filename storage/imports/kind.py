"""What an export kind is: its columns, the checks between its rows and the store, and how its rows are merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from storage.imports.report import Note
from storage.imports.values import CellReader, CellValue, Vocabulary, word, words
from storage.rules.faults import Fault

Fields: TypeAlias = dict[str, TypeEngine[Any]]


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """The tools for reading cells: the lists of words with a municipality's own, and the key of the CPR hash."""

    cpr_key: bytes
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A cell that is read with the CPR key."""

    reader: Callable[[bytes], CellReader]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of an export: how a cell is read and the staging fields it fills."""

    name: str
    read: CellReader | Vocabulary | Keyed
    fields: Fields
    required: bool = False
    key: bool = False
    blank: CellValue = None
    """What a blank cell means, where it does not clear."""
    several: bool = False
    """Several words of a vocabulary in one cell."""
    secret: bool = False
    """The text is never shown nor kept, not even in memory."""
    aliases: tuple[str, ...] = ()

    def reader(self, reading: ReadingAids) -> CellReader:
        """How to read a cell in this run."""
        if isinstance(self.read, Keyed):
            return self.read.reader(reading.cpr_key)
        if not isinstance(self.read, Vocabulary):
            return self.read
        vocabulary = reading.vocabularies.get(self.read.name, self.read)
        return words(vocabulary) if self.several else word(vocabulary)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that failed a set-wise check. `refers_to`: the kind whose rejected rows explain an unknown name."""

    line: int
    column: str
    text: str
    fault: Fault
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows of the file were new and changed in the store."""

    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Retired:
    """The outcome of --replace: rows closed, left or deleted, and names that cannot go because they are in use."""

    count: int = 0
    in_use: tuple[str, ...] = ()


Check: TypeAlias = "Callable[[Staged], Awaitable[list[Finding]]]"
Merge: TypeAlias = "Callable[[Staged], Awaitable[Merged]]"
Retire: TypeAlias = "Callable[[Staged], Awaitable[Retired]]"
Notes: TypeAlias = "Callable[[Staged], Awaitable[Sequence[Note]]]"


async def no_notes(_staged: Staged) -> Sequence[Note]:
    """Nothing worth saying about rows that are taken in."""
    return ()


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of export, known by its file name."""

    name: str
    columns: tuple[ExportColumn, ...]
    checks: tuple[Check, ...]
    merge: Merge
    retire: Retire
    """What --replace does with the rows that a later export no longer holds."""
    notes: Notes = no_notes
    """What is worth a look among the rows that are taken in."""
    never_stored: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    touches: tuple[str, ...] = field(default=())
    """Tables whose statistics are renewed after an import."""

    @property
    def subject(self) -> ExportColumn:
        """The first key column: whom or what a row is about."""
        return next(column for column in self.columns if column.key)

    @property
    def key_fields(self) -> tuple[str, ...]:
        return tuple(name for column in self.columns if column.key for name in column.fields)


@dataclass(frozen=True)
class Staged:
    """The rows of one file that can be read, and where they are going."""

    session: AsyncSession
    kind: ExportKind
    table: Table
    today: dt.date
    held: frozenset[str] = frozenset()
    """Subjects of the file's bad rows: not imported, yet not gone from the export either."""
    replaced: bool = False
    """With --replace of this kind: rows of the store that the file lacks go."""

    def has(self, field: str) -> bool:
        """Whether the file carries this field; an absent column keeps what the store has."""
        return field in self.table.c

    def holding(self, subjects: frozenset[str]) -> Staged:
        """The same, with the subjects of bad rows."""
        return replace(self, held=self.held | subjects)

    async def drop(self, lines: set[int]) -> set[str]:
        """Take rows out again; gives their subjects."""
        subject = self.table.c[next(iter(self.kind.subject.fields))]
        gone = delete(self.table).where(self.table.c.line.in_(lines)).returning(subject)
        return set(await self.session.scalars(gone)) if lines else set()
