"""When data was last imported, and what failed."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, Moment, NotInJson
from storage.rules.faults import Fault


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file's rows; `retired` ones were closed, left or deleted by --replace."""

    name: str
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    retired: int


@dataclass(frozen=True, slots=True)
class ImportedRun:
    """One import, done or refused; `rejected` are the rows left out or, of a refused one, what stood in its way."""

    at: Moment
    files: int
    rows: int
    rejected: int
    outcome: str
    new: int
    changed: int
    by_file: tuple[ImportedFile, ...]
    """Empty for a refused run, which has taken in no row."""


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A row left out, or what stood in the way of a run; `line` None = the whole file.

    `reason` is the sentence kept with a row from before faults were kept; for other rows `messages` makes it.
    """

    file: str
    line: int | None
    column: str | None
    reason: str | None
    faults: NotInJson[tuple[Fault, ...]] = ()


@dataclass(frozen=True, slots=True)
class Sources(Facts):
    """Every import, the latest first; `stale` when the last successful one is more than eight days ago, or none was.

    `rejected` are the first lines that the latest run rejected.
    """

    runs: tuple[ImportedRun, ...]
    stale: bool
    rejected: tuple[RejectedLine, ...]
