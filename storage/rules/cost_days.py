"""What the days of a calendar year count for each unit, so that very many grants are summed where the rows are."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import lcm
from typing import NamedTuple

from storage.rules.days import month
from storage.rules.units import DAYS_A_WEEK, days_in

MILLIONTHS = 1_000_000
"""A price times a quantity has at most six decimals, so that many of them make whole numbers of every krone."""


class YearOfCost(NamedTuple):
    """One divisor for a whole year's units: a day counts `divisor` shares of a price by the day, `week` of one by the
    week; the first n days of the year count `months[n]` of one by the month. All are whole numbers, so that sums of
    price x quantity x shares are exact.
    """

    year: int
    divisor: int
    week: int
    months: tuple[int, ...]

    def kroner(self, shares: int) -> Fraction:
        """What a sum of price x quantity x shares comes to, exact; it is given in millionths, a whole number."""
        return Fraction(shares, self.divisor * MILLIONTHS)

    def shares(self, kroner: int) -> int:
        """The sum that comes to so many kroner."""
        return kroner * self.divisor * MILLIONTHS


@cache
def year_of_cost(year: int) -> YearOfCost:
    """The year's shares; the divisor is the smallest that a week and every length of a month go up in."""
    lengths = [days_in(*month(year, number)) for number in range(1, 13)]
    divisor = lcm(DAYS_A_WEEK, *lengths)
    each_day = [divisor // length for length in lengths for _ in range(length)]
    return YearOfCost(year, divisor, divisor // DAYS_A_WEEK, tuple(accumulate(each_day, initial=0)))
