"""Kroner in shares are the very same kroner, whatever they are divided into (domain.md §8)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.shares import PARTS, SHARES, in_kroner, shares

RATE = st.decimals(-(10**22), 10**22, places=6)
"""As wide as the store keeps a price times a quantity."""


@pytest.mark.parametrize("divisor", [7, 12, 28, 29, 30, 31])
def test_a_week_and_every_month_go_up_in_a_millionth_of_a_krone(divisor: int) -> None:
    assert PARTS % divisor == 0
    assert shares(Decimal("0.000001")) % divisor == 0


def test_a_krone_is_its_shares() -> None:
    assert shares(Decimal(1)) == SHARES
    assert in_kroner(SHARES) == 1


@given(RATE)
def test_kroner_and_shares_are_one_and_the_same(amount: Decimal) -> None:
    assert in_kroner(shares(amount)) == Fraction(amount)


@given(RATE, st.integers(1, 366), st.sampled_from([1, 7, 28, 29, 30, 31]))
def test_days_of_a_rate_are_divided_without_a_remainder(rate: Decimal, days: int, divisor: int) -> None:
    assert in_kroner(shares(rate) * days // divisor) == Fraction(rate) * days / divisor
