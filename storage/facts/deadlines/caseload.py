"""How many cases each caseworker has, against the band (domain.md §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.facts.fact import Facts, Flag, Optional
from storage.facts.group import GroupTotal


@dataclass(frozen=True, slots=True)
class CaseworkerLoad:
    """One caseworker's open cases within the viewer's reach; `status` (under, within, over) judges `cases`."""

    caseworker: str
    cases: int
    weighted: float
    low: int
    high: int
    status: str
    left: Flag = False
    """Has left, and the cases have not been moved yet."""


@dataclass(frozen=True, slots=True)
class Caseload(Facts):
    """Open cases on D, those without caseworker too; caseworkers with the most cases first."""

    total: int
    by_type: dict[str, int]
    by_caseworker: tuple[CaseworkerLoad, ...]
    at_risk: int
    groups: Optional[tuple[GroupTotal, ...]] = None

    def people(self) -> Iterable[str]:
        """The caseworkers in the list."""
        return (load.caseworker for load in self.by_caseworker)
