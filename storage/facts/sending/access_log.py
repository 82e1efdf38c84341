"""Who looked a case up and who was refused what (domain.md §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Moment, Optional


@dataclass(frozen=True, slots=True)
class LogLine:
    """One look-up: `staff` is a staff id (None: nobody known), `place` personal, team:NAME or alone:NAME."""

    at: Moment
    staff: str | None
    question: str
    case: str | None
    place: str
    outcome: str
    note: Optional[str] = None
    """For an act of a command or of housekeeping (storage/rules/acts.py): by whom, and how much."""


@dataclass(frozen=True, slots=True)
class LookUps(Facts):
    """The log's lines of [since, until], the latest first; `total` and `by_outcome` count those not listed too."""

    total: int
    by_outcome: dict[str, int]
    items: tuple[LogLine, ...]
    since: Annotated[dt.date | None, Field(alias="from")]
    until: Annotated[dt.date | None, Field(alias="to")]
    earlier: int
    """How many lines of the case lie before the period, where none was named."""

    def people(self) -> Iterable[str | None]:
        return (line.staff for line in self.items)
