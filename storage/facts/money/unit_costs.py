"""What a full-year citizen costs in each measure, with the municipality's own and with others (domain.md §8).

What is paid once is a line of its own with a price for each grant (§10).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from storage.facts.fact import AsNumber, Facts, Flag, Optional


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """One measure in a calendar year. Prices are for one full-year citizen, None where the viewer may not see them.

    Of what is paid once `full_year` and these prices are None, `grants` is how many were paid in the year, and
    `grant_price` what one costs. The effects are in kroner, compared with the year before.
    """

    measure: str
    performer: str | None
    """intern, ekstern, or None where the export does not say."""
    citizens: int
    full_year: AsNumber | None
    monthly_price: Decimal | None
    yearly_price: Decimal | None
    price_effect: Decimal | None
    volume_effect: Decimal | None
    grants: Optional[int] = None
    grant_price: Optional[Decimal] = None

    @property
    def price(self) -> Decimal | None:
        """What one of it costs: a citizen a month, or a grant that is paid once."""
        return self.monthly_price if self.grants is None else self.grant_price

    @property
    def is_paid_once(self) -> bool:
        return self.grants is not None


@dataclass(frozen=True, slots=True)
class PriceOrigin:
    """How a measure's price comes about: its cost (None where the viewer may not see it), its grants, their days."""

    what: str
    name: str
    performer: str | None
    amount: Decimal | None
    count: int
    days: int
    paid_once: Flag = False


@dataclass(frozen=True, slots=True)
class UnitCosts(Facts):
    """The measures of a calendar year, alphabetically, the municipality's own before others'."""

    year: int
    items: tuple[UnitPrice, ...]
    parts: tuple[PriceOrigin, ...]
