"""What cases cost in a year, the dearest of them, and what the state refunds (domain.md §8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from storage.facts.fact import AsNumber, Facts, Optional


@dataclass(frozen=True, slots=True)
class DearCase:
    """A case with its cost (the measure's, where one is named) and the refund of the whole case, in kroner."""

    case: str
    yearly_cost: Decimal
    refund: Decimal


@dataclass(frozen=True, slots=True)
class CostOfGroup:
    """What the cases of one caseworker, team or case type cost; `key` None = no caseworker."""

    key: str | None
    total: Decimal
    cases: int


@dataclass(frozen=True, slots=True)
class CostPart:
    """A part of the sum. `what` is a unit: the grants priced by it and their cost; cases: all cases with a cost;
    refund: the cases that give a refund, and how much they give together."""

    what: str
    count: int
    amount: Optional[Decimal] = None


@dataclass(frozen=True, slots=True)
class RefundBand:
    """One step of the refund (`what` is band): `count` cases each cost more than `above` kroner, by `excess` in all;
    the state pays `pct` per cent of that, which is `amount`."""

    what: str
    above: Decimal
    count: int
    excess: Decimal
    pct: AsNumber
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Costs(Facts):
    """The cases with cost in a calendar year: the sum over all of them, and the dearest in `items`.

    `refunded` cases cost more than `threshold` as a whole and give `refund` together.
    """

    year: int
    total: Decimal
    cases: int
    items: tuple[DearCase, ...]
    threshold: Decimal
    threshold_year: int
    """The year whose limits of the refund are used: the latest known."""
    refunded: int
    refund: Decimal
    measure: str | None
    """The measure in the question, where any case has it; an unknown word is not repeated."""
    parts: tuple[RefundBand | CostPart, ...]
    """The parts by unit add up to the total; there are bands where something is refunded."""
    above: Optional[int] = None
    """How many cases cost more than the amount in the question."""
    groups: Optional[tuple[CostOfGroup, ...]] = None
