"""Open deadlines that fall due in a period (domain.md §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from storage.facts.fact import WITHHELD, Facts, Optional, StaffId, Withheld
from storage.facts.group import GroupTotal


@dataclass(frozen=True, slots=True)
class UpcomingDeadline:
    """One that may be listed; `days_left` counts from D and is negative for past ones."""

    case: str
    rule: str
    due: dt.date
    days_left: int
    caseworker: StaffId = WITHHELD


@dataclass(frozen=True, slots=True)
class Upcoming(Facts):
    """Open deadlines due in a period, the next first."""

    total: int
    by_rule: dict[str, int]
    items: tuple[UpcomingDeadline, ...]
    groups: Optional[tuple[GroupTotal, ...]] = None

    def people(self) -> Iterable[str | Withheld | None]:
        """The caseworkers in the list."""
        return (item.caseworker for item in self.items)
