"""What the asker's team has, for somebody who sees their own cases alone: what its channel is told (domain.md §9)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.question import Ask, Place
from storage.facts.of_team import TeamFigure
from storage.queries import teams
from storage.queries.reach import sees_own_alone
from storage.rules.access import Scope, scope_of_channel


async def figure_of_own_team(ask: Ask, count: Callable[[Scope], Awaitable[int]]) -> TeamFigure | None:
    """What `count` finds in the asker's whole team; None for whoever sees more than their own, or has no team."""
    team_id = ask.asker.team_id
    if ask.place is not Place.PRIVATE or team_id is None or not sees_own_alone(ask.scope):
        return None
    team = await teams.by_id(ask.session, team_id)
    return None if team is None else TeamFigure(team.name, await count(scope_of_channel(team_id, ask.today)))
