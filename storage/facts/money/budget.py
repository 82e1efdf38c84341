"""The budget, the spending and the forecast, by account or by team (domain.md §8).

Most of these facts are a `BudgetStanding` with something before it. The keys of JSON stand in the order of the fields,
and a dataclass takes the fields of its last base first: so what comes before the figures is a small base of its own,
`Of…`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Optional
from storage.rules.money.budget import BudgetStanding


@dataclass(frozen=True)
class OfAccount:
    """Which account: `name` None where the chart of accounts lacks it, `in_budget` False without a budget line."""

    __slots__ = ()
    account: str
    name: str | None
    in_budget: bool


@dataclass(frozen=True, slots=True)
class AccountStanding(BudgetStanding, OfAccount):
    """Where one account stands."""


@dataclass(frozen=True)
class OfGroup:
    """Which team (None = money without a team), and its forecast, which is the group's total."""

    __slots__ = ()
    key: str | None
    total: Decimal


@dataclass(frozen=True, slots=True)
class TeamStanding(BudgetStanding, OfGroup):
    """Where one team stands."""


@dataclass(frozen=True, slots=True)
class BudgetMonth:
    """Kroner from 1 January to `day`, the end of a month or the day asked about, where the line turns.

    `spent` is None after the day asked about, `forecast` before it.
    """

    day: dt.date
    periodised: Decimal
    spent: Decimal | None
    forecast: Decimal | None


@dataclass(frozen=True, slots=True)
class BudgetPart:
    """A part of a figure: kroner or a number, and the days it covers."""

    what: str
    amount: Optional[Decimal] = None
    count: Optional[int] = None
    pct: Optional[float] = None
    since: Annotated[Optional[dt.date], Field(alias="from")] = None
    until: Annotated[Optional[dt.date], Field(alias="to")] = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast kept on `day` and the year's final accounts, in kroner; `miss_pct` > 0: it was too high."""

    day: dt.date
    forecast: Decimal
    accounts: Decimal
    miss_pct: float | None


@dataclass(frozen=True)
class OfDay:
    """The day that figures are of."""

    __slots__ = ()
    day: dt.date


@dataclass(frozen=True, slots=True)
class Budget(BudgetStanding, OfDay, Facts):
    """Where the accounts within reach stand on `day`; `lines` leaves out all-zero accounts, the furthest over first.

    `known` is False where the municipality has no such account.
    """

    known: bool
    lines: tuple[AccountStanding, ...]
    months: tuple[BudgetMonth, ...]
    last_year: Forecast | None
    forecasts: tuple[Forecast, ...]
    """For a year that is over: the forecast at the end of each month, against the year's final accounts."""
    parts: tuple[BudgetPart, ...]
    groups: Optional[tuple[TeamStanding, ...]] = None
    """The teams, the furthest over first."""
