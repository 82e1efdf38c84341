"""Open deadlines past due, and how often deadlines are kept (domain.md §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from storage.facts.fact import WITHHELD, Facts, Optional, StaffId, Withheld
from storage.facts.group import GroupTotal


@dataclass(frozen=True, slots=True)
class OverdueDeadline:
    """One that may be listed."""

    case: str
    rule: str
    due: dt.date
    days_overdue: int
    caseworker: StaffId = WITHHELD


@dataclass(frozen=True, slots=True)
class Overdue(Facts):
    """Open deadlines past due on D, the worst first; `in_time_share` in per cent, None where none was met."""

    total: int
    in_time_share: float | None
    by_rule: dict[str, int]
    by_caseworker: dict[str, int]
    items: tuple[OverdueDeadline, ...]
    groups: Optional[tuple[GroupTotal, ...]] = None

    def people(self) -> Iterable[str | Withheld | None]:
        """The caseworkers in the list and in the groups."""
        return (*self.by_caseworker, *(item.caseworker for item in self.items))
