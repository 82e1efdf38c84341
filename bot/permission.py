"""May this person ask this question here, and what do they get to see (domain.md §9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bot.named import MYSELF, AskedAbout, named_in
from bot.question import Place
from storage.queries import people, teams
from storage.rules.access import (
    Person,
    Reach,
    Refusal,
    Role,
    Scope,
    may_ask_about_person,
    may_ask_about_team,
    reaches_team,
    scope_of,
    scope_of_channel,
)
from storage.rules.question_record import QuestionRecord
from storage.rules.slots import Slots
from storage.session import AsyncSession

EVERY_ROLE = frozenset(Role)
ROLES = {
    Reach.ANYONE: EVERY_ROLE,
    Reach.MEMBERS: EVERY_ROLE,
    Reach.CASES: EVERY_ROLE - {Role.ADMIN},
    Reach.BUDGET: frozenset({Role.COORDINATOR, Role.LEADER, Role.CONTROLLER}),
    Reach.DELIVERIES: frozenset({Role.ADMIN, Role.LEADER}),
    Reach.LOG: frozenset({Role.ADMIN}),
}
OF_A_TEAM = frozenset({Reach.CASES, Reach.BUDGET})
"""Answers about the cases or the money of teams: narrowed to the channel's team, or to the team and person named."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything a permission depends on: who asks, where, and about which person or team.

    `slots` are resolved: "mig" has become the asker's staff id, and a team has its own spelling. `team_id` and `other`
    are the team and the person that `slots.team` and `slots.staff` name; None if we do not know them. `is_leaver`:
    `slots.staff` names somebody who has left and still has cases that this asker may see.
    """

    person: Person | None
    place: Place
    slots: Slots
    day: dt.date
    channel_team_id: int | None = None
    team_id: int | None = None
    other: Person | None = None
    is_leaver: bool = False
    named: AskedAbout | None = None
    """What `slots.selection` names."""

    @property
    def only_as_member(self) -> bool:
        """Whether they ask about their own team without a role that reaches it: they see what its channel would."""
        if self.person is None or self.team_id is None or self.slots.staff is not None:
            return False
        return not reaches_team(self.person, self.team_id)


async def standing(
    session: AsyncSession,
    person: Person | None,
    place: Place,
    slots: Slots,
    *,
    day: dt.date,
    channel_team_id: int | None = None,
) -> Grounds:
    """Look up the teams and the people that the slots name."""
    named = None
    if person is not None and slots.selection is not None:
        named = await named_in(session, person, slots.selection, day)
        slots = replace(slots, selection=named.selection)
    if person is not None and slots.staff is not None and slots.staff.casefold() in MYSELF:
        slots = replace(slots, staff=person.id)
    team = await teams.by_name(session, slots.team) if slots.team is not None else None
    if team is not None:
        slots = replace(slots, team=team.name)
    other = await people.by_id(session, slots.staff, day) if slots.staff is not None else None
    return Grounds(
        person=person,
        place=place,
        slots=slots,
        day=day,
        channel_team_id=channel_team_id,
        team_id=team.id if team else None,
        other=other.person if other else None,
        named=named,
        is_leaver=other is None and await _is_leaver(session, person, slots.staff, day),
    )


async def _is_leaver(session: AsyncSession, asker: Person | None, staff: str | None, day: dt.date) -> bool:
    if asker is None or staff is None:
        return False
    return any(one.id == staff for one in await people.leavers_with_cases(session, scope_of(asker, day)))


def by_role(person: Person, question: QuestionRecord) -> bool:
    """Whether any of the person's roles may ask this question at all."""
    return bool(person.roles & ROLES[question.reach])


def refusal(at: Grounds, question: QuestionRecord) -> Refusal | None:
    """Why the question is refused, checked in the order role, place, reach; None = it is answered."""
    if at.person is None or not by_role(at.person, question):
        return Refusal.NOT_YOUR_ROLE
    if at.place is Place.CHANNEL:
        if _wrong_place(at, question):
            return Refusal.WRONG_PLACE
        return None if _may_ask_in_channel(at, at.person, question) else Refusal.NOT_YOURS
    return None if _may_ask_in_private(at, at.person, question) else Refusal.NOT_YOURS


def _wrong_place(at: Grounds, question: QuestionRecord) -> bool:
    """Whether the question belongs elsewhere: a channel answers about its own team only, never about one person."""
    if question.private:
        return True
    if question.reach not in OF_A_TEAM | {Reach.MEMBERS}:
        return False
    if at.named is not None and (at.named.is_about_people or at.named.teams - {at.channel_team_id}):
        return True
    other_team = at.slots.team is not None and at.team_id != at.channel_team_id
    return at.channel_team_id is None or at.slots.staff is not None or other_team


def _may_ask_in_channel(at: Grounds, person: Person, question: QuestionRecord) -> bool:
    """Whoever belongs to the channel's team, leads it or is a controller."""
    if at.named is not None and at.named.unreachable:
        return False
    if question.reach not in OF_A_TEAM | {Reach.MEMBERS}:
        return True
    team = at.channel_team_id
    return person.team_id == team or team in person.leads_as_leader or Role.CONTROLLER in person.roles


def _may_ask_in_private(at: Grounds, person: Person, question: QuestionRecord) -> bool:
    if question.reach not in OF_A_TEAM:
        return True
    if at.named is not None:
        return not at.named.unreachable and not (at.named.only_as_member is not None and question.private)
    if at.slots.team is not None:
        if at.team_id is None or not may_ask_about_team(person, at.team_id):
            return False
        if at.only_as_member and question.private:
            return False
    if at.slots.staff is not None:
        return at.is_leaver or (at.other is not None and may_ask_about_person(person, at.other))
    return True


def scope_for(at: Grounds) -> Scope:
    """What the asker may see of this question's answer; for questions that `refusal` lets through."""
    if at.person is None:
        return Scope(day=at.day)
    if at.place is Place.CHANNEL:
        return Scope(day=at.day) if at.channel_team_id is None else scope_of_channel(at.channel_team_id, at.day)
    if at.named is not None and at.named.only_as_member is not None:
        return scope_of_channel(at.named.only_as_member, at.day)
    if at.only_as_member and at.team_id is not None:
        return scope_of_channel(at.team_id, at.day)
    return scope_of(at.person, at.day)
