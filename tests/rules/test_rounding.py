"""Figures are rounded once, half away from zero, and never through binary floats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.rounding import Exact, percent, rounded


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(1, 8), "0.13"),
        (Fraction(-1, 8), "-0.13"),
        (Decimal("2.675"), "2.68"),  # as a float it would be 2.67
        (Decimal("-2.675"), "-2.68"),
        (Decimal("2.6749"), "2.67"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (0, "0.00"),
        (1_000_000, "1000000.00"),
        (Decimal("99999999999999.995"), "100000000000000.00"),
    ],
)
def test_kroner_have_two_decimals_half_rounded_away_from_zero(exact: Exact, shown: str) -> None:
    assert str(rounded(exact)) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 16, 6.3),  # 6,25 %
        (1, 8, 12.5),
        (Decimal("0.25"), Decimal(1000), 0.0),  # 0,025 %
        (Decimal("0.5"), Decimal(1000), 0.1),  # 0,05 %
        (Decimal("-0.5"), Decimal(1000), -0.1),
        (150, 100, 150.0),
        (0, 5, 0.0),
    ],
)
def test_percentages_have_one_decimal(part: Exact, whole: Exact, shown: float) -> None:
    assert percent(part, whole) == shown


@pytest.mark.parametrize("whole", [0, Decimal("0.00"), Fraction(0)])
def test_a_percentage_of_nothing_is_none(whole: Exact) -> None:
    assert percent(5, whole) is None


@given(st.fractions(min_value=-(10**12), max_value=10**12))
def test_rounding_moves_a_figure_by_half_an_oere_at_most_and_only_once(exact: Fraction) -> None:
    shown = rounded(exact)
    assert abs(Fraction(shown) - exact) <= Fraction(1, 200)
    assert rounded(shown) == shown
    assert rounded(-exact) == -shown
