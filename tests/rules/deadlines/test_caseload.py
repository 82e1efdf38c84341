"""The band a caseworker's number of cases should lie in."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from storage.rules.deadlines.caseload import CaseloadBand, band_for, status_of, weight_of


def test_the_default_band_is_20_to_25() -> None:
    assert band_for(None, None, newly_qualified=False) == CaseloadBand(20, 25)


def test_a_team_sets_its_own_band() -> None:
    assert band_for(15, 18, newly_qualified=False) == CaseloadBand(15, 18)
    assert band_for(None, 30, newly_qualified=False) == CaseloadBand(20, 30)
    assert band_for(28, None, newly_qualified=False) == CaseloadBand(28, 28)


@pytest.mark.parametrize(
    ("low", "high", "band"),
    [(20, 25, CaseloadBand(15, 19)), (22, 26, CaseloadBand(17, 20)), (0, 1, CaseloadBand(0, 1))],
)
def test_a_newly_qualified_caseworker_has_three_quarters_rounded_half_up(
    low: int, high: int, band: CaseloadBand
) -> None:
    assert band_for(low, high, newly_qualified=True) == band


def test_rounding_agrees_with_exact_decimals() -> None:
    for cases in range(200):
        exact = (Decimal(cases) * Decimal("0.75")).quantize(Decimal(1), ROUND_HALF_UP)
        assert band_for(cases, cases, newly_qualified=True).low == exact


@pytest.mark.parametrize(
    ("cases", "status"),
    [(0, "under"), (19, "under"), (20, "within"), (25, "within"), (26, "over"), (Decimal("25.5"), "over")],
)
def test_both_ends_of_the_band_lie_within(cases: int | Decimal, status: str) -> None:
    assert status_of(cases, CaseloadBand(20, 25)) == status


def test_every_case_weighs_one_unless_the_municipality_says_otherwise() -> None:
    assert weight_of("handicap") == 1
    assert weight_of("handicap", {"handicap": Decimal("1.5")}) == Decimal("1.5")
    assert weight_of("anbringelse", {"handicap": Decimal("1.5")}) == 1
