"""Budget, spent, committed, forecast and deviation on a day, worked out by hand (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.budget import (
    MONTHS,
    WHOLE_YEAR,
    BudgetStanding,
    BudgetSums,
    BudgetTerms,
    elapsed_pct,
    forecast_miss_pct,
    months_of,
    periodised,
    spent,
    standing,
    total,
)
from storage.rules.money.shares import in_kroner

TODAY = dt.date(2026, 11, 23)
EVEN = (Fraction(100_000),) * MONTHS
"""1,2 million kroner a year, spread evenly."""


def line(month: int, adopted: str, corrected: str | None = None) -> BudgetTerms:
    return BudgetTerms(month, Decimal(adopted), None if corrected is None else Decimal(corrected))


def kroner_of(lines: list[BudgetTerms]) -> tuple[Fraction, ...]:
    return tuple(in_kroner(month) for month in months_of(lines))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestTheBudgetOfEachMonth:
    def test_a_line_for_the_year_is_spread_evenly(self) -> None:
        assert kroner_of([line(WHOLE_YEAR, "1200000.00")]) == EVEN

    def test_a_third_of_a_krone_is_kept_exactly(self) -> None:
        months = kroner_of([line(WHOLE_YEAR, "100.00")])
        assert months == (Fraction(25, 3),) * 12
        assert sum(months) == 100

    def test_lines_by_month_stand_in_their_month(self) -> None:
        months = kroner_of([line(1, "100.00"), line(12, "50.50")])
        assert months == (Fraction(100), *[Fraction(0)] * 10, Fraction("50.5"))

    def test_a_line_for_the_year_and_one_for_a_month_are_added(self) -> None:
        assert kroner_of([line(WHOLE_YEAR, "1200000.00"), line(3, "500.00")])[2] == 100_500

    @pytest.mark.parametrize(
        ("corrected", "amount"),
        [(None, "1000.00"), ("900.00", "900.00"), ("0.00", "0.00"), ("-50.00", "-50.00")],
    )
    def test_the_corrected_budget_goes_before_the_adopted(self, corrected: str | None, amount: str) -> None:
        assert line(5, "1000.00", corrected).amount == Decimal(amount)

    def test_one_line_may_be_corrected_and_another_not(self) -> None:
        months = kroner_of([line(1, "100.00", "80.00"), line(2, "100.00")])
        assert months[:2] == (Fraction(80), Fraction(100))

    def test_no_lines_are_no_budget(self) -> None:
        assert kroner_of([]) == (Fraction(0),) * 12


class TestThePeriodisedBudget:
    @pytest.mark.parametrize(
        ("on", "kroner"),
        [
            ("2026-01-01", Fraction(100_000, 31)),
            ("2026-01-31", Fraction(100_000)),
            ("2026-02-28", Fraction(200_000)),
            ("2024-02-28", 100_000 + Fraction(100_000 * 28, 29)),  # a leap year has a day more
            ("2024-02-29", Fraction(200_000)),
            ("2026-11-23", 1_000_000 + Fraction(100_000 * 23, 30)),
            ("2026-12-31", Fraction(1_200_000)),
        ],
    )
    def test_full_months_and_the_part_of_this_one(self, on: str, kroner: Fraction) -> None:
        assert periodised(EVEN, day(on)) == kroner

    def test_months_may_differ(self) -> None:
        uneven = kroner_of([line(month, str(1000 * month)) for month in range(1, 13)])
        assert periodised(uneven, day("2026-03-10")) == 1000 + 2000 + Fraction(3000 * 10, 31)


class TestSpent:
    def test_postings_of_the_year_up_to_and_with_the_day(self) -> None:
        postings = [
            (day("2025-12-31"), Decimal("1.00")),  # last year's
            (day("2026-01-01"), Decimal("10.00")),
            (day("2026-11-23"), Decimal("100.10")),
            (day("2026-11-24"), Decimal("1000.00")),  # not known yet
            (day("2027-01-01"), Decimal("10000.00")),
        ]
        assert spent(postings, TODAY) == Fraction("110.1")

    def test_a_negative_posting_is_income(self) -> None:
        postings = [(day("2026-05-01"), Decimal("500.00")), (day("2026-06-01"), Decimal("-800.50"))]
        assert spent(postings, TODAY) == Fraction("-300.5")

    def test_on_new_years_day_only_that_day_counts(self) -> None:
        postings = [(day("2025-12-31"), Decimal(7)), (day("2026-01-01"), Decimal(5)), (day("2026-01-02"), Decimal(3))]
        assert spent(postings, day("2026-01-01")) == 5

    def test_ten_oere_ten_times_are_a_krone(self) -> None:
        assert spent([(TODAY, Decimal("0.10"))] * 10, TODAY) == 1


@pytest.mark.parametrize(
    ("on", "share"),
    [
        ("2026-01-01", 0.3),
        ("2026-11-23", 89.6),  # 327 / 365 = 89,589
        ("2024-02-29", 16.4),  # 60 / 366 = 16,393
        ("2024-12-31", 100.0),
        ("2026-12-31", 100.0),
    ],
)
def test_how_much_of_the_year_has_passed(on: str, share: float) -> None:
    assert elapsed_pct(day(on)) == share


class TestTheStanding:
    def test_overspending_is_positive(self) -> None:
        told = standing(BudgetSums(EVEN, spent=Fraction(1_050_000), committed=Fraction(200_000)), TODAY)
        assert told == BudgetStanding(
            budget=Decimal("1200000.00"),
            periodised=Decimal("1076666.67"),
            spent=Decimal("1050000.00"),
            committed=Decimal("200000.00"),
            forecast=Decimal("1250000.00"),
            deviation=Decimal("50000.00"),
            spent_pct=87.5,
            elapsed_pct=89.6,
        )

    def test_underspending_and_income_are_negative(self) -> None:
        told = standing(BudgetSums(EVEN, spent=Fraction(-100), committed=Fraction(0)), TODAY)
        assert (told.forecast, told.deviation) == (Decimal("-100.00"), Decimal("-1200100.00"))

    def test_without_a_budget_there_is_no_percentage(self) -> None:
        told = standing(BudgetSums(spent=Fraction(500), committed=Fraction(20)), TODAY)
        assert (told.budget, told.spent_pct, told.deviation) == (Decimal("0.00"), None, Decimal("520.00"))

    def test_the_forecast_is_rounded_once_and_not_from_rounded_parts(self) -> None:
        told = standing(BudgetSums(spent=Fraction(1, 300), committed=Fraction(1, 300)), TODAY)
        assert (told.spent, told.committed, told.forecast) == (Decimal("0.00"), Decimal("0.00"), Decimal("0.01"))

    def test_on_new_years_eve_the_periodised_budget_is_the_whole_one(self) -> None:
        told = standing(BudgetSums(EVEN, spent=Fraction(5)), day("2026-12-31"))
        assert told.periodised == told.budget
        assert told.elapsed_pct == 100.0


KRONER = st.fractions(-(10**7), 10**7, max_denominator=2170)
SUMS = st.builds(BudgetSums, st.tuples(*[KRONER] * MONTHS), KRONER, KRONER)


@given(st.lists(SUMS, max_size=5), st.integers(0, 5), st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_the_lines_add_up_to_the_total_before_rounding(parts: list[BudgetSums], cut: int, on: dt.date) -> None:
    whole = total(parts)
    assert total([total(parts[:cut]), total(parts[cut:])]) == whole
    assert periodised(whole.months, on) == sum((periodised(one.months, on) for one in parts), Fraction(0))
    lines = sum((standing(one, on).forecast for one in parts), Decimal(0))
    assert abs(lines - standing(whole, on).forecast) <= Decimal("0.005") * (len(parts) + 1)


@given(
    st.lists(st.builds(line, st.integers(1, 12), st.integers(0, 10**6).map(str)), max_size=20),
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 30)),
)
def test_the_periodised_budget_grows_day_by_day_to_the_whole_year(lines: list[BudgetTerms], on: dt.date) -> None:
    months = kroner_of(lines)
    assert periodised(months, on) <= periodised(months, on + dt.timedelta(days=1))
    assert periodised(months, dt.date(2024, 12, 31)) == sum(one.amount for one in lines)


@pytest.mark.parametrize(
    ("forecast", "accounts", "miss"),
    [
        (Decimal(94), Decimal(100), -6.0),  # Frederiksberg 2019: 6 % off
        (Decimal(106), Decimal(100), 6.0),
        (Decimal(100), Decimal(100), 0.0),
        (Decimal(100), Decimal(0), None),
    ],
)
def test_a_forecast_is_judged_by_the_years_accounts(forecast: Decimal, accounts: Decimal, miss: float | None) -> None:
    assert forecast_miss_pct(forecast, accounts) == miss
