"""Kroner as whole numbers of shares, so small that a day's part of a weekly or monthly price is a whole number too.

Whole numbers are added many times quicker than fractions, and as exactly: large sums stay in shares until shown.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm

from storage.rules.money.units import DAYS_A_WEEK

MILLIONTHS = 1_000_000
"""A price times a quantity has at most six decimals."""
PARTS = lcm(DAYS_A_WEEK, 28, 29, 30, 31, 12)
"""A week's days, every month's days, and the months over which a year's budget is spread."""
SHARES = PARTS * MILLIONTHS
"""How many of them are a krone."""


def shares(kroner: Decimal) -> int:
    """The kroner in shares, exact; they have at most six decimals."""
    numerator, denominator = kroner.as_integer_ratio()
    return numerator * SHARES // denominator


def in_kroner(shares: int) -> Fraction:
    """What the shares come to in kroner, exact."""
    return Fraction(shares, SHARES)
