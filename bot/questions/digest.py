"""This week's digest, shown here."""

from __future__ import annotations

from bot.question import Ask, NotYoursError
from storage.facts.sending.weekly_digest import TeamWeek
from storage.queries.sending.weekly_digest import week_of_team
from storage.rules.access import Person, Scope, may_ask_about_team, scope_of_channel


async def answer(ask: Ask) -> TeamWeek:
    """The digest of the channel's team, else the named team, else the asker's own, as that team's channel gets it."""
    team_id = ask.channel_team_id or ask.team_id or _own_team(ask.asker)
    if team_id is None or not may_ask_about_team(ask.asker, team_id):
        raise NotYoursError(ask.slots.team)
    return await week_of_team(ask.session, _scope(ask, team_id), team_id, ask.today)


def _own_team(asker: Person) -> int | None:
    led = asker.leads_as_leader
    if len(led) == 1:
        return next(iter(led))
    return asker.team_id


def _scope(ask: Ask, team_id: int) -> Scope:
    """What the asker sees: the team's members see what its channel sees, an outside controller gets counts alone."""
    of_the_team = team_id in {ask.channel_team_id, ask.asker.team_id, *ask.asker.leads_as_leader}
    return scope_of_channel(team_id, ask.today) if of_the_team else ask.scope
