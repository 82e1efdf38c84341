"""What a full-year citizen costs in each measure, with the municipality's own and with others (domain.md §8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from storage.facts.fact import AsNumber, Facts


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """One measure in a calendar year. Prices are of one full-year citizen, None where the price may not be told.

    The effects are kroner against the year before.
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
    """What a measure's price is made of: the cost, None where it may not be told, the grants and their days."""

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
