"""What a full-year citizen costs in each measure, with the municipality's own and with others (domain.md §8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from storage.facts.fact import AsNumber, Facts


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """One measure in a calendar year. Prices are for one full-year citizen, None where the viewer may not see them.

    The effects are in kroner, compared with the year before.
    """

    measure: str
    performer: str | None
    """intern, ekstern, or None where the export does not say."""
    citizens: int
    full_year: AsNumber
    monthly_price: Decimal | None
    yearly_price: Decimal | None
    price_effect: Decimal | None
    volume_effect: Decimal | None


@dataclass(frozen=True, slots=True)
class PriceOrigin:
    """How a measure's price comes about: its cost (None where the viewer may not see it), its grants, their days."""

    what: str
    name: str
    performer: str | None
    amount: Decimal | None
    count: int
    days: int


@dataclass(frozen=True, slots=True)
class UnitCosts(Facts):
    """The measures of a calendar year, alphabetically, the municipality's own before others'."""

    year: int
    items: tuple[UnitPrice, ...]
    parts: tuple[PriceOrigin, ...]
