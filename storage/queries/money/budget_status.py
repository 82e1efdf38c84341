"""Where the budget of a reader's teams stands: the budget question's own figures, and the forecast kept a month ago."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.budget import Budget
from storage.facts.money.budget_status import BudgetStatus, ForecastChange, SpentWithoutCase, TeamStatus
from storage.queries.money.budget import budget, furthest_over
from storage.queries.money.forecasts import KeptForecast, a_month_ago
from storage.queries.teams import TeamRow
from storage.rules.access import Scope


async def budget_status(session: AsyncSession, scope: Scope, of: Sequence[TeamRow]) -> BudgetStatus:
    """The status of the scope's day; of several teams the furthest over first.

    For a controller of every team money without a team counts too, as in the budget question.
    """
    only = of[0].id if len(of) == 1 else None
    whole = await budget(session, scope, team_id=only)
    by_team = [] if only is not None else [await _of_team(session, scope, team) for team in of]
    return BudgetStatus(
        teams=tuple(team.name for team in of),
        **_figures(whole, await a_month_ago(session, scope, scope.day, team_id=only)),
        by_team=tuple(sorted(by_team, key=lambda one: (-one.deviation, one.team))),
        worth_telling=bool(whole.lines),
    )


async def _of_team(session: AsyncSession, scope: Scope, team: TeamRow) -> TeamStatus:
    found = await budget(session, scope, team_id=team.id)
    before = await a_month_ago(session, scope, scope.day, team_id=team.id)
    return TeamStatus(team=team.name, **_figures(found, before))


def _figures(found: Budget, before: KeptForecast | None) -> dict[str, Any]:
    """What the status of one team and that of all of them have in common."""
    loose = next(part for part in found.parts if part.what == "without_case")
    return {
        "day": found.day,
        **found.figures(),
        "known": found.known,
        "last_year": found.last_year,
        "parts": found.parts,
        "lines": furthest_over(found.lines),
        "without_case": SpentWithoutCase(loose.count, loose.amount, loose.pct),
        "since": before and ForecastChange(before.day, before.forecast, found.forecast - before.forecast),
    }
