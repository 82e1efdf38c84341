"""What leaders and controllers are told about the budget in person: the budget question's own figures, team by team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.money.budget import Budget, Line, budget, standing_json
from storage.queries.money.forecasts import KeptForecast, a_month_ago
from storage.queries.sending.ledger import lines
from storage.queries.teams import TeamRow
from storage.rules.access import Scope
from storage.rules.money.budget import Standing
from storage.rules.money.overspending import Outlook, is_news, step_over
from storage.rules.rounding import percent

ALERT = "budget_alert"
ACCOUNTS = 5
"""How many of the accounts furthest over are named."""


@dataclass(frozen=True, slots=True)
class TeamOver:
    """A team whose forecast is `step` limits over its budget; `lines` are the accounts that pull it there."""

    team: str
    step: int
    standing: Standing
    lines: tuple[Line, ...]

    @property
    def over_pct(self) -> float | None:
        """Per cent of the budget; None of a budget of nothing."""
        return percent(self.standing.deviation, abs(self.standing.budget))

    def as_json(self) -> dict[str, Any]:
        return {
            "team": self.team,
            "step": self.step,
            "over_pct": self.over_pct,
            **standing_json(self.standing),
            "lines": [line.as_json() for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class Overspending:
    """The teams of `of` that a reader is to be told of, the furthest over first (in per cent of their budget)."""

    of: tuple[TeamRow, ...]
    day: dt.date
    limit_pct: Decimal
    over: tuple[TeamOver, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "teams": [team.name for team in self.of],
            "day": self.day.isoformat(),
            "limit_pct": float(self.limit_pct),
            "over": [one.as_json() for one in self.over],
        }


async def overspending(
    session: AsyncSession, scope: Scope, of: Sequence[TeamRow], limit_pct: Decimal, *, reader: str | None = None
) -> Overspending:
    """The teams whose forecast is over the limit, by a step that `reader` (staff id) has not been told of this year."""
    told = await _told(session, reader, scope.day.year) if reader else {}
    news = []
    for team in of:
        found = await budget(session, scope, team_id=team.id)
        outlook = Outlook(found.total.budget, found.total.forecast)
        if is_news(outlook, told.get(team.name, ()), limit_pct):
            news.append(TeamOver(team.name, step_over(outlook, limit_pct), found.total, furthest_over(found)))
    # Without a budget there is no per cent, and nothing is further over than that.
    news.sort(key=lambda one: (one.over_pct is not None, -(one.over_pct or 0), one.team))
    return Overspending(tuple(of), scope.day, limit_pct, tuple(news))


async def _told(session: AsyncSession, reader: str, year: int) -> dict[str, list[Outlook]]:
    """What the person was told of each team this year, as their messages said it."""
    since = dt.datetime(year - 1, 12, 31, tzinfo=dt.UTC)  # a year begins earlier than in UTC
    told: dict[str, list[Outlook]] = {}
    for facts in await lines.facts_told(session, ALERT, reader, since):
        if dt.date.fromisoformat(facts["day"]).year == year:
            for one in facts["over"]:
                outlook = Outlook(Decimal(one["budget"]), Decimal(one["forecast"]))
                told.setdefault(one["team"], []).append(outlook)
    return told


def furthest_over(found: Budget) -> tuple[Line, ...]:
    """The accounts above their budget, the furthest over first."""
    return tuple(line for line in found.lines if line.standing.deviation > 0)[:ACCOUNTS]


@dataclass(frozen=True, slots=True)
class Status:
    """Where a budget stands, and the forecast kept a month ago."""

    found: Budget
    before: KeptForecast | None

    def as_json(self) -> dict[str, Any]:
        facts = self.found.as_json()
        loose: dict[str, Any] = next((part for part in facts["parts"] if part["what"] == "without_case"), {})
        return {
            **{key: facts[key] for key in ("day", *standing_json(self.found.total), "known", "last_year", "parts")},
            "lines": [line.as_json() for line in furthest_over(self.found)],
            "without_case": {key: loose.get(key) for key in ("count", "amount", "pct")},
            "since": self._since(),
        }

    def _since(self) -> dict[str, str] | None:
        if self.before is None:
            return None
        change = self.found.total.forecast - self.before.forecast
        return {"day": self.before.day.isoformat(), "forecast": str(self.before.forecast), "change": str(change)}


@dataclass(frozen=True, slots=True)
class BudgetStatus:
    """The status of all that a reader answers for together, and of each team where these are several."""

    of: tuple[TeamRow, ...]
    whole: Status
    by_team: tuple[tuple[TeamRow, Status], ...]

    @property
    def worth_telling(self) -> bool:
        """Whether there is any money to tell of."""
        return bool(self.whole.found.lines)

    def as_json(self) -> dict[str, Any]:
        teams = [{"team": team.name, **status.as_json()} for team, status in self.by_team]
        return {"teams": [team.name for team in self.of], **self.whole.as_json(), "by_team": teams}


async def budget_status(session: AsyncSession, scope: Scope, of: Sequence[TeamRow]) -> BudgetStatus:
    """The status of the scope's day; of several teams the furthest over first.

    A controller told of every team hears of what belongs to none too, as in the budget question.
    """
    if len(of) == 1:
        return BudgetStatus(tuple(of), await _status(session, scope, of[0].id), ())
    teams = [(team, await _status(session, scope, team.id)) for team in of]
    teams.sort(key=lambda one: (-one[1].found.total.deviation, one[0].name))
    return BudgetStatus(tuple(of), await _status(session, scope), tuple(teams))


async def _status(session: AsyncSession, scope: Scope, team_id: int | None = None) -> Status:
    return Status(
        await budget(session, scope, team_id=team_id),
        await a_month_ago(session, scope, scope.day, team_id=team_id),
    )
