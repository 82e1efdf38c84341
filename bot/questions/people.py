"""Who leads me or a team, who is in it, who is new."""

from __future__ import annotations

from bot.question import Ask, NotYoursError
from storage.facts.setup.people import Colleague, People, PeopleAsked
from storage.queries import people, teams
from storage.queries.setup import colleagues
from storage.rules.access import Role


async def answer(ask: Ask) -> People:
    """The leaders, the newly qualified, those with a role or everybody: of the person or team named, else one's own.

    Raises NotYoursError for a person or a team that nobody knows.
    """
    asked = PeopleAsked(ask.particulars.colleagues)
    if ask.slots.team is not None and ask.team_id is None:
        raise NotYoursError
    if ask.slots.staff is not None and ask.slots.staff != ask.asker.id:
        return await _of_somebody(ask, ask.slots.staff, asked)
    team = ask.team_id if ask.slots.team is not None else ask.channel_team_id or _own_team(ask)
    found = await _found(ask, asked, team)
    role = ask.particulars.role
    if role is not None and asked is PeopleAsked.MEMBERS:
        found = _with_role(found, role) or _with_role(await colleagues.members(ask.session, ask.today, None), role)
    names = await teams.names_of(ask.session, {team} if team is not None else set())
    return People(found, asked, names.get(team) if team is not None else None)


async def _of_somebody(ask: Ask, staff: str, asked: PeopleAsked) -> People:
    known = await people.by_id(ask.session, staff, ask.today)
    if known is None:
        raise NotYoursError
    if asked is not PeopleAsked.LEADERS:
        return People(await colleagues.one(ask.session, ask.today, staff), PeopleAsked.MEMBERS, of=staff)
    team = known.person.team_id
    names = await teams.names_of(ask.session, {team} if team is not None else set())
    found = () if team is None else await colleagues.leaders(ask.session, ask.today, team)
    return People(found, asked, None if team is None else names.get(team), of=staff)


async def _found(ask: Ask, asked: PeopleAsked, team: int | None) -> tuple[Colleague, ...]:
    if asked is PeopleAsked.LEADERS:
        return await colleagues.leaders(ask.session, ask.today, team)
    every = await colleagues.members(ask.session, ask.today, team)
    return tuple(one for one in every if one.new) if asked is PeopleAsked.NEW else every


def _own_team(ask: Ask) -> int | None:
    """The asker's own team; for who leads one team and is in none, that one."""
    if ask.asker.team_id is not None:
        return ask.asker.team_id
    return next(iter(ask.asker.leads)) if len(ask.asker.leads) == 1 else None


def _with_role(found: tuple[Colleague, ...], role: str) -> tuple[Colleague, ...]:
    return tuple(one for one in found if Role(role) in one.roles)
