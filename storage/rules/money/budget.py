"""Budget, spent, committed and forecast of an account or a team on a day (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from storage.rules.money.shares import shares
from storage.rules.money.units import days_in, days_in_month, days_in_year, whole_year
from storage.rules.rounding import Exact, percent, rounded

WHOLE_YEAR = 0
"""The month of a budget line that stands for the whole year."""
MONTHS = 12


class BudgetTerms(NamedTuple):
    """One row of the budget in kroner; month 1-12, or WHOLE_YEAR, spread evenly over the months."""

    month: int
    adopted: Decimal
    corrected: Decimal | None

    @property
    def amount(self) -> Decimal:
        """The corrected budget where given (also when it is 0), else the adopted one."""
        return self.adopted if self.corrected is None else self.corrected


@dataclass(frozen=True, slots=True)
class BudgetSums:
    """The exact figures behind a standing: the budget of the twelve months, spent and committed, in kroner."""

    months: tuple[Fraction, ...] = (Fraction(0),) * MONTHS
    spent: Fraction = Fraction(0)
    committed: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class BudgetStanding:
    """Budget and accounts on a day; kroner with two decimals, each rounded once, and percentages with one.

    `deviation` is positive when the forecast is above the year's budget; `spent_pct` is None without a budget.
    """

    budget: Decimal
    periodised: Decimal
    spent: Decimal
    committed: Decimal
    forecast: Decimal
    deviation: Decimal
    spent_pct: float | None
    elapsed_pct: float

    def figures(self) -> dict[str, Any]:
        """The figures by name, for facts that extend a standing."""
        return {field.name: getattr(self, field.name) for field in fields(BudgetStanding)}


def standing(sums: BudgetSums, day: dt.date) -> BudgetStanding:
    """Where the accounts stand on `day`; the sums are those of the day's year."""
    budget = sum(sums.months, Fraction(0))
    forecast = sums.spent + sums.committed
    return BudgetStanding(
        budget=rounded(budget),
        periodised=rounded(periodised(sums.months, day)),
        spent=rounded(sums.spent),
        committed=rounded(sums.committed),
        forecast=rounded(forecast),
        deviation=rounded(forecast - budget),
        spent_pct=percent(sums.spent, budget),
        elapsed_pct=elapsed_pct(day),
    )


def total(parts: Iterable[BudgetSums]) -> BudgetSums:
    """Accounts or teams together, added before anything is rounded."""
    kept = list(parts)
    return BudgetSums(
        months=tuple(sum((part.months[month] for part in kept), Fraction(0)) for month in range(MONTHS)),
        spent=sum((part.spent for part in kept), Fraction(0)),
        committed=sum((part.committed for part in kept), Fraction(0)),
    )


def months_of(lines: Iterable[BudgetTerms]) -> list[int]:
    """The budget of each month in shares of a krone, January first; lines for the year and for a month are added."""
    months = [0] * MONTHS
    for line in lines:
        amount = shares(line.amount)
        if line.month == WHOLE_YEAR:
            # A share divides evenly by twelve, so nothing is left over.
            months = [kept + amount // MONTHS for kept in months]
        else:
            months[line.month - 1] += amount
    return months


def periodised(months: Sequence[Exact], day: dt.date) -> Fraction:
    """The part of the year's budget that belongs to the days up to `day`, exact.

    Full months before the day's month, and of that month day / days.
    """
    before = sum((Fraction(amount) for amount in months[: day.month - 1]), Fraction(0))
    return before + Fraction(months[day.month - 1]) * Fraction(day.day, days_in_month(day))


def spent(postings: Iterable[tuple[dt.date, Decimal]], day: dt.date) -> Fraction:
    """Kroner posted in the day's year up to and with the day; a negative posting is income."""
    first = whole_year(day.year)[0]
    return sum((Fraction(amount) for posted, amount in postings if first <= posted <= day), Fraction(0))


def elapsed_pct(day: dt.date) -> float:
    """How much of the year has passed when the day has, in per cent with one decimal."""
    gone = Fraction(days_in(whole_year(day.year)[0], day), days_in_year(day.year))
    return float(rounded(100 * gone, 1))


def forecast_miss_pct(forecast: Exact, accounts: Exact) -> float | None:
    """How far a forecast was from the year's accounts, in per cent of them; positive = it was too high."""
    return percent(Fraction(forecast) - Fraction(accounts), accounts)
