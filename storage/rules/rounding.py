"""How figures are rounded for people: exact inside, each shown figure once, half away from zero (domain.md §8)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Exact = Fraction | Decimal | int
"""A number without error; binary floats are never used for money."""


def rounded(value: Exact, decimals: int = 2) -> Decimal:
    """The number with that many decimals, half rounded away from zero: -0,125 becomes -0,13; kroner have two."""
    numerator, denominator = value.as_integer_ratio()
    # Whole numbers, since this is done for every figure shown: floor of |value| x 10^decimals + 1/2.
    steps = (2 * abs(numerator) * 10**decimals + denominator) // (2 * denominator)
    return Decimal(steps if numerator >= 0 else -steps).scaleb(-decimals)


def percent(part: Exact, whole: Exact) -> float | None:
    """`part` in per cent of `whole` with one decimal, as answers carry percentages; None of nothing (domain.md §10)."""
    return None if whole == 0 else float(rounded(100 * Fraction(part) / Fraction(whole), 1))
