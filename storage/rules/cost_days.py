"""A calendar year cut up by unit, so that what very many grants cost in it is summed where the rows are."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache
from math import lcm
from typing import NamedTuple

from storage.rules.days import month
from storage.rules.units import DAYS_A_WEEK, Unit, days_in, whole_year

MILLIONTHS = 1_000_000
"""A price times a quantity has at most six decimals, so that many of them make whole numbers of every krone."""


class CostDays(NamedTuple):
    """In [first, last] each day of a grant of the unit counts `weight` shares of its price x quantity.

    What is paid once counts its start alone.
    """

    unit: Unit
    first: dt.date
    last: dt.date
    weight: int


class YearOfCost(NamedTuple):
    """All the stretches of one year; price x quantity x days x weight, over them all, is the cost x `divisor`."""

    year: int
    divisor: int
    stretches: tuple[CostDays, ...]

    def kroner(self, shares: int) -> Fraction:
        """What a sum of price x quantity x days x weight comes to, exact.

        The shares are given in millionths: so they are whole numbers, which add up without rounding.
        """
        return Fraction(shares, self.divisor * MILLIONTHS)

    def shares(self, kroner: int) -> int:
        """The sum that comes to so many kroner."""
        return kroner * self.divisor * MILLIONTHS


@cache
def year_of_cost(year: int) -> YearOfCost:
    """The year's stretches: whole for days, weeks, hours and what is paid once, by the month for months.

    They share one divisor, the smallest that a week and every length of a month go up in.
    """
    months = [month(year, number) for number in range(1, 13)]
    divisor = lcm(DAYS_A_WEEK, *(days_in(*one) for one in months))
    whole = {Unit.DAY: 1, Unit.ONCE: 1, Unit.WEEK: DAYS_A_WEEK, Unit.HOUR: DAYS_A_WEEK}
    stretches = [CostDays(unit, *whole_year(year), divisor // part) for unit, part in whole.items()]
    stretches += [CostDays(Unit.MONTH, *one, divisor // days_in(*one)) for one in months]
    return YearOfCost(year, divisor, tuple(stretches))
