"""Full-year citizens, the price of one, and what price and volume did to the cost since last year (domain.md §8)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from storage.rules.money.budget import MONTHS
from storage.rules.money.units import days_in_year


class Volume(NamedTuple):
    """A measure in a calendar year: its cost in kroner and its extent, both exact.

    The extent of what runs is its full-year citizens, that of what is paid once the number of its grants (§10).
    """

    cost: Fraction
    extent: Fraction

    @property
    def price(self) -> Fraction | None:
        """The cost of one: of a citizen for a whole year, or of a grant; None where there was none."""
        return self.cost / self.extent if self.extent else None

    @property
    def monthly_price(self) -> Fraction | None:
        """A twelfth of a year's price."""
        return None if self.price is None else self.price / MONTHS


def full_year_citizens(days: Iterable[int] | int, year: int) -> Fraction:
    """Helårspersoner: the sum of grant days in the year / the days of the year."""
    counted = days if isinstance(days, int) else sum(days)
    return Fraction(counted, days_in_year(year))


def price_effect(before: Volume, now: Volume) -> Fraction:
    """How many kroner dearer the new price makes the former volume: (P1 - P0) x Q0.

    A measure that is new or gone has only one price, so its price effect is 0.
    """
    if before.price is None or now.price is None:
        return Fraction(0)
    return (now.price - before.price) * before.extent


def volume_effect(before: Volume, now: Volume) -> Fraction:
    """How many kroner the change of volume costs at the new price: P1 x (Q1 - Q0).

    A measure that is gone has no new price, so the former one is taken; price and volume effect together are always the
    whole change of the cost.
    """
    price = before.price if now.price is None else now.price
    return Fraction(0) if price is None else price * (now.extent - before.extent)
