"""The teams whose forecast is over their budget by more than somebody was alerted to before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from storage.facts.fact import AsNumber, Facts
from storage.facts.money.budget import AccountStanding
from storage.rules.money.budget import BudgetStanding


@dataclass(frozen=True)
class OfTeamOver:
    """Which team, how many limits over, and how far over in per cent of its budget; None where the budget is 0."""

    __slots__ = ()
    team: str
    step: int
    over_pct: float | None


@dataclass(frozen=True, slots=True)
class TeamOver(BudgetStanding, OfTeamOver):
    """A team whose forecast is over its budget; `lines` are the accounts that pull it there."""

    lines: tuple[AccountStanding, ...]


@dataclass(frozen=True, slots=True)
class BudgetAlert(Facts):
    """Those of `teams` that a reader is to be alerted to, the furthest over first (in per cent of their budget)."""

    teams: tuple[str, ...]
    day: dt.date
    limit_pct: AsNumber
    over: tuple[TeamOver, ...]
