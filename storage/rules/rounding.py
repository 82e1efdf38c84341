"""How figures are rounded for people: exact inside, each shown figure once, half away from zero (domain.md §8)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

Exact = Fraction | Decimal | int
"""A number without error; binary floats are never used for money."""


def rounded(value: Exact, decimals: int = 2) -> Decimal:
    """The number with that many decimals, half rounded away from zero: -0,125 becomes -0,13; kroner have two."""
    exact = Fraction(value)
    steps = floor(abs(exact) * 10**decimals + Fraction(1, 2))
    return Decimal(steps if exact >= 0 else -steps).scaleb(-decimals)


def percent(part: Exact, whole: Exact) -> float | None:
    """`part` in per cent of `whole` with one decimal, as answers carry percentages; None of nothing (domain.md §10)."""
    return None if whole == 0 else float(rounded(100 * Fraction(part) / Fraction(whole), 1))
