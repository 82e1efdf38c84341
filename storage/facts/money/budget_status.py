"""Where the budget of a reader's teams stands, and what a month has changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from storage.facts.fact import Facts, NotInJson
from storage.facts.money.budget import AccountStanding, BudgetPart, Forecast
from storage.rules.money.budget import BudgetStanding


@dataclass(frozen=True, slots=True)
class SpentWithoutCase:
    """Spending tied to no case: postings, kroner, and per cent of all spending (None where nothing is spent)."""

    count: int | None
    amount: Decimal | None
    pct: float | None


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """The year's forecast on an earlier day of that year, and how much higher it is now, in kroner."""

    day: dt.date
    forecast: Decimal
    change: Decimal


@dataclass(frozen=True, slots=True)
class StatusStanding(BudgetStanding):
    """Where one team or all of them stand; `lines` are the accounts over their budget, the furthest over first."""

    known: bool
    last_year: Forecast | None
    parts: tuple[BudgetPart, ...]
    lines: tuple[AccountStanding, ...]
    without_case: SpentWithoutCase
    since: ForecastChange | None
    """Since a month ago; None where no forecast of this year was kept then."""


@dataclass(frozen=True)
class OfTeamAndDay:
    """Which team, on which day."""

    __slots__ = ()
    team: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class TeamStatus(StatusStanding, OfTeamAndDay):
    """The status of one team."""


@dataclass(frozen=True)
class OfTeamsAndDay:
    """Which teams, on which day."""

    __slots__ = ()
    teams: tuple[str, ...]
    day: dt.date


@dataclass(frozen=True, slots=True)
class BudgetStatus(StatusStanding, OfTeamsAndDay, Facts):
    """The status of all that a reader answers for together, and of each team where these are several."""

    by_team: tuple[TeamStatus, ...]
    """The furthest over first."""
    worth_telling: NotInJson[bool] = True
    """Whether anything is budgeted, posted or granted."""
