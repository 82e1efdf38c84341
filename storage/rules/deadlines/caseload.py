"""The band a caseworker's number of cases should lie in (domain.md §7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

DEFAULT_LOW = 20
DEFAULT_HIGH = 25

CaseloadStatus = Literal["under", "within", "over"]


@dataclass(frozen=True, slots=True)
class CaseloadBand:
    """The wanted number of cases, both ends included."""

    low: int
    high: int


def status_of(cases: int | Decimal, band: CaseloadBand) -> CaseloadStatus:
    """Where a number of cases (or a weighted caseload) lies; both ends of the band are within."""
    if cases < band.low:
        return "under"
    return "over" if cases > band.high else "within"


UNWEIGHTED: Mapping[str, Decimal] = MappingProxyType({})
"""Every case weighs 1."""


def weight_of(case_type: str, weights: Mapping[str, Decimal] = UNWEIGHTED) -> Decimal:
    """What a case of that type weighs: 1 unless the municipality says otherwise."""
    return weights.get(case_type, Decimal(1))


def band_for(team_low: int | None, team_high: int | None, *, newly_qualified: bool) -> CaseloadBand:
    """The band of one caseworker from their team's `norm_fra` and `norm_til`.

    Where the team has none, the default 20-25 holds (Faxe, track E.4). A newly qualified caseworker has three
    quarters of it, rounded half up.
    """
    low = DEFAULT_LOW if team_low is None else team_low
    high = max(low, DEFAULT_HIGH) if team_high is None else team_high
    return CaseloadBand(_three_quarters(low), _three_quarters(high)) if newly_qualified else CaseloadBand(low, high)


def _three_quarters(cases: int) -> int:
    return (3 * cases + 2) // 4
