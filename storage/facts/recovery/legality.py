"""How far the cases are handled as the law demands, and what is missing (domain.md §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.facts.fact import WITHHELD, Facts, NotInJson, Optional, StaffId, Withheld
from storage.facts.group import GroupTotal
from storage.rules.recovery.legality import State


@dataclass(frozen=True, slots=True)
class LegalityOfCase:
    """One case that may be listed; `missing` are the requirements it lacks, in the order people check them."""

    case: str
    category: str | None
    state: State
    missing: tuple[str, ...]
    caseworker: StaffId = WITHHELD


@dataclass(frozen=True, slots=True)
class GroupLacking(GroupTotal):
    """A group of cases, and how many of them lack the requirement that was asked about."""

    missing: int


@dataclass(frozen=True, slots=True)
class Legality(Facts):
    """Open cases and how far they have come; `items` in restoring order.

    `missing` counts by requirement the cases that lack it, `by_type` the cases of each type by category.
    """

    total: int
    reviewed: int
    by_category: dict[str, int]
    restored: int
    reported_done: int
    audited: int
    lawful: int
    missing: dict[str, int]
    by_type: dict[str, dict[str, int]]
    items: tuple[LegalityOfCase, ...]
    groups: Optional[tuple[GroupLacking | GroupTotal, ...]] = None
    being_restored: NotInJson[int] = 0
    """Red and yellow, and not restored yet."""

    def people(self) -> Iterable[str | Withheld | None]:
        return (item.caseworker for item in self.items)
