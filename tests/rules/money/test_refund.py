"""The state's refund of very expensive cases, band by band (Barnets Lov § 198; domain.md §8)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money import refund as rule
from storage.rules.money.refund import RefundThreshold, bands_of, load_bands, refund, refund_of_excess, threshold
from storage.rules.rounding import Exact


@pytest.mark.parametrize(
    ("cost", "kroner"),
    [
        (0, 0),
        (859_999, 0),
        (860_000, 0),  # exactly the first limit
        (Decimal("860000.01"), Fraction(25, 10_000)),
        (860_004, 1),
        (1_000_000, 35_000),  # a quarter of 140.000
        (1_680_000, 205_000),  # a quarter of 820.000
        (1_680_002, 205_001),
        (2_000_000, 365_000),  # 205.000 and half of 320.000
        (2_120_000, 425_000),  # 205.000 and half of 440.000
        (2_120_004, 425_003),
        (3_000_000, 1_085_000),  # 425.000 and three quarters of 880.000
        (-5_000, 0),  # income only
    ],
)
def test_each_band_is_refunded_by_its_own_rate(cost: Exact, kroner: Exact) -> None:
    assert refund(cost, 2022) == kroner


def test_the_shipped_bands_are_those_of_2022() -> None:
    assert bands_of(2022) == (
        RefundThreshold(860_000, 25),
        RefundThreshold(1_680_000, 50),
        RefundThreshold(2_120_000, 75),
    )
    assert threshold(2022) == 860_000


@pytest.mark.parametrize("year", [2019, 2021, 2023, 2026])
def test_a_year_without_bands_takes_the_nearest_known_ones(year: int) -> None:
    assert bands_of(year) == bands_of(2022)
    assert refund(1_000_000, year) == 35_000


@pytest.mark.parametrize(
    ("year", "above"),
    [(2010, 100), (2020, 100), (2021, 100), (2022, 100), (2023, 200), (2024, 200), (2030, 200)],
)
def test_of_several_known_years_the_nearest_counts_and_the_earlier_of_two(
    year: int, above: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path / "refund.toml"
    known.write_text(
        "[[year]]\nyear = 2024\nbands = [{ above = 200, percent = 50 }]\n"
        "[[year]]\nyear = 2020\nbands = [{ above = 100, percent = 25 }]\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(rule, "BANDS", load_bands(known))
    assert threshold(year) == above
    assert refund(300, year) == 50  # a quarter of 200, or half of 100


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no year has bands"),
        ("[[year]]\nyear = 2024\nbands = [{ above = 1.5, percent = 25 }]", "whole numbers"),
        (
            "[[year]]\nyear = 2024\nbands = [{ above = 200, percent = 25 }, { above = 200, percent = 50 }]",
            "each begins above",
        ),
    ],
)
def test_bands_that_make_no_sense_are_refused(text: str, complaint: str, tmp_path: Path) -> None:
    bad = tmp_path / "refund.toml"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_bands(bad)


COSTS = st.fractions(0, 10**7, max_denominator=700)


@given(COSTS, COSTS)
def test_a_dearer_case_is_refunded_more_but_never_more_than_three_quarters_of_the_rest(
    one: Fraction, other: Fraction
) -> None:
    low, high = sorted((one, other))
    assert 0 <= refund(high, 2022) - refund(low, 2022) <= Fraction(3, 4) * (high - low)


@given(st.lists(st.integers(0, 5_000_000), max_size=6))
def test_what_lies_above_each_limit_may_be_added_up_before_it_is_refunded(costs: list[int]) -> None:
    above = [sum((Fraction(max(0, cost - band.above)) for cost in costs), Fraction(0)) for band in bands_of(2022)]
    assert refund_of_excess(above, 2022) == sum((refund(cost, 2022) for cost in costs), Fraction(0))
