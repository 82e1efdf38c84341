"""The budgets of last year and this year, set so that one team ends above its budget and one below."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from storage.demo import measures as m
from storage.demo import money_shares as shares
from storage.demo.postings import BudgetBasis, BudgetPlace

_MONTHS = 12
_SCHOOL_MONTHS = (9, 9, 9, 9, 9, 9, 5, 7, 9, 9, 8, 8)
"""Shares of the year by month, January first: little is spent on school in the summer holidays."""
_CORRECTED = 0.4
"""Lines changed in the course of the year."""


class BudgetRow(NamedTuple):
    """One row of `budget` in whole kroner; month None = the whole year."""

    year: int
    account: str
    team: str
    month: int | None
    adopted: int
    corrected: int | None


def missing_last_year(sums: BudgetBasis, year: int) -> dict[BudgetPlace, int]:
    """Øre still to post so that last year's accounts end as far above the forecast of a year ago as F19's did."""
    forecast = _forecast(sums.spent_a_year_ago, sums.committed[year])
    accounts = sum(sums.spent[year].values())
    missing = round(sum(forecast.values()) * 100 / (1 - Fraction(shares.FORECAST_MISS))) - accounts
    costs = {cell: oere for cell, oere in sums.spent[year].items() if oere > 0 and cell.team}
    whole = sum(costs.values())
    return {cell: missing * oere // whole for cell, oere in costs.items() if missing * oere // whole}


def budget_rows(rng: random.Random, sums: BudgetBasis, year: int) -> Iterator[BudgetRow]:
    """The budgets of last year and of `year`, for the teams' accounts only."""
    before = _forecast(sums.spent_a_year_ago, sums.committed[year - 1])
    now = _forecast(sums.spent[year], sums.committed[year])
    for of_year, forecast in ((year - 1, before), (year, now)):
        for cell, amount in _budgets(rng, forecast).items():
            yield from _lines(rng, of_year, cell, amount)


def _forecast(spent: dict[BudgetPlace, int], committed: dict[BudgetPlace, Fraction]) -> dict[BudgetPlace, Fraction]:
    """Kroner by team and account: posted and committed (domain.md §8)."""
    cells = sorted(spent.keys() | committed.keys())
    return {cell: Fraction(spent.get(cell, 0), 100) + committed.get(cell, Fraction(0)) for cell in cells}


def _budgets(rng: random.Random, forecast: dict[BudgetPlace, Fraction]) -> dict[BudgetPlace, int]:
    """Budgets in whole thousands, each account a little off and each team off by its own settled share."""
    budgets: dict[BudgetPlace, int] = {}
    for team in dict.fromkeys(cell.team for cell in forecast if cell.team):
        cells = {c: f for c, f in forecast.items() if c.team == team and c.account in m.ACCOUNTS and f}
        over = shares.OFF_BUDGET.get(team, rng.uniform(-shares.NEAR_BUDGET, shares.NEAR_BUDGET))
        budgeted = {cell: float(kroner) * rng.uniform(0.96, 1.04) for cell, kroner in cells.items()}
        whole = sum(budgeted.values())
        if not whole:
            continue
        scale = float(sum(cells.values())) / (1 + over) / whole
        budgets |= {cell: 1000 * round(kroner * scale / 1000) for cell, kroner in budgeted.items()}
    return budgets


def _lines(rng: random.Random, year: int, cell: BudgetPlace, amount: int) -> Iterator[BudgetRow]:
    """The account's line for the year, or one for each month where the year is uneven."""
    if cell.account != m.DAY_OFFERS:
        corrected = amount if rng.random() < _CORRECTED else None
        adopted = amount if corrected is None else 1000 * round(amount * rng.uniform(0.96, 1.03) / 1000)
        yield BudgetRow(year, cell.account, cell.team, None, adopted, corrected)
        return
    left = amount
    for month, share in enumerate(_SCHOOL_MONTHS, 1):
        part = left if month == _MONTHS else 1000 * round(amount * share / sum(_SCHOOL_MONTHS) / 1000)
        left -= part
        yield BudgetRow(year, cell.account, cell.team, month, part, None)
