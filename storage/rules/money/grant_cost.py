"""What grants cost in a stretch of days: the committed cost, and a year's cost (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from storage.rules.calendar import ONE_DAY
from storage.rules.days import Stretch
from storage.rules.money.units import PriceUnit, runs_on, units_in, whole_year


class GrantTerms(NamedTuple):
    """What decides a grant's cost: kroner a unit, units at a time (hours a week for `time`), first and last day."""

    unit: PriceUnit
    unit_price: Decimal
    quantity: Decimal
    start: dt.date
    stop: dt.date | None

    def runs_on(self, day: dt.date) -> bool:
        """Whether the grant runs that day; without a stop date it runs on."""
        return runs_on(self.start, self.stop, day)


def cost_in(grant: GrantTerms, first: dt.date, last: dt.date) -> Fraction:
    """The grant's cost in [first, last] in kroner, exact: price x quantity x units."""
    units = units_in(grant.unit, grant.start, grant.stop, first, last)
    return Fraction(grant.unit_price) * Fraction(grant.quantity) * units


def committed(grants: Iterable[GrantTerms], day: dt.date) -> Fraction:
    """What the grants will still cost after `day` until 31 December of its year, in kroner, exact."""
    window = committed_days(day)
    return Fraction(0) if window is None else sum((cost_in(grant, *window) for grant in grants), Fraction(0))


def committed_days(day: dt.date) -> Stretch | None:
    """The days whose cost is committed on `day`: (day, 31/12]; None on the year's last day."""
    last = whole_year(day.year)[1]
    return (day + ONE_DAY, last) if day < last else None


def yearly_cost(grants: Iterable[GrantTerms], year: int) -> Fraction:
    """What the grants (of a case, a measure) cost in the whole calendar year, in kroner, exact."""
    return sum((cost_in(grant, *whole_year(year)) for grant in grants), Fraction(0))
