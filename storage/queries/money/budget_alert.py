"""Whose forecast is over the budget: the budget question's own figures, team by team, and what is news to a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.fact import from_json
from storage.facts.money.budget_alert import BudgetAlert, TeamOver
from storage.queries.money.budget import budget, furthest_over
from storage.queries.sending.ledger import lines
from storage.queries.teams import TeamRow
from storage.rules.access import Scope
from storage.rules.money.overspending import Outlook, is_news, step_over
from storage.rules.rounding import percent

ALERT = "budget_alert"


async def budget_alert(
    session: AsyncSession, scope: Scope, of: Sequence[TeamRow], limit_pct: Decimal, *, reader: str | None = None
) -> BudgetAlert:
    """The teams whose forecast is over the limit, by a step that `reader` (staff id) was not alerted to this year."""
    alerts = await _alerts(session, reader, scope.day.year) if reader else {}
    news = []
    for team in of:
        found = await budget(session, scope, team_id=team.id)
        outlook = Outlook(found.budget, found.forecast)
        if is_news(outlook, alerts.get(team.name, ()), limit_pct):
            news.append(
                TeamOver(
                    team=team.name,
                    step=step_over(outlook, limit_pct),
                    over_pct=percent(found.deviation, abs(found.budget)),
                    **found.figures(),
                    lines=furthest_over(found.lines),
                )
            )
    # Without a budget there is no per cent, and nothing is further over than that.
    news.sort(key=lambda one: (one.over_pct is not None, -(one.over_pct or 0), one.team))
    return BudgetAlert(tuple(team.name for team in of), scope.day, limit_pct, tuple(news))


@dataclass(frozen=True, slots=True)
class _TeamAlert:
    team: str
    budget: Decimal
    forecast: Decimal


@dataclass(frozen=True, slots=True)
class _Alert:
    """The part of an earlier alert that is read again; the alert may be older than keys added since."""

    day: dt.date
    over: tuple[_TeamAlert, ...]


async def _alerts(session: AsyncSession, reader: str, year: int) -> dict[str, list[Outlook]]:
    """Each team's budget and forecast in the alerts that the person got this year."""
    since = dt.datetime(year - 1, 12, 31, tzinfo=dt.UTC)  # a year begins earlier than in UTC
    alerts: dict[str, list[Outlook]] = {}
    for facts in await lines.facts_sent(session, ALERT, reader, since):
        alert = from_json(_Alert, facts)
        if alert.day.year == year:
            for one in alert.over:
                alerts.setdefault(one.team, []).append(Outlook(one.budget, one.forecast))
    return alerts
