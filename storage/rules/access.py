"""Who may see what (domain.md §9), as plain values and pure decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The glossary's roles; `medarbejdere.roller` carries their Danish words."""

    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    CONTROLLER = "controller"
    ADMIN = "admin"


class Refusal(StrEnum):
    """Why an answer is withheld; the values are `facts.refused` of questions.md."""

    NOT_YOURS = "not_yours"
    WRONG_PLACE = "wrong_place"
    NOT_YOUR_ROLE = "not_your_role"
    CPR_IN_TEXT = "cpr_in_text"
    JUDGEMENT = "judgement"


class Reach(StrEnum):
    """Who a question answers (domain.md §9); `bot.permission` decides before the question is asked."""

    ANYONE = "anyone"
    """Everyone known, everywhere; the answer is about nobody in particular."""
    MEMBERS = "members"
    """Everyone known; in a channel those who belong to its team."""
    CASES = "cases"
    """Anyone with case access, about cases within their reach."""
    BUDGET = "budget"
    """Coordinators, leaders and controllers, within their reach."""
    DELIVERIES = "deliveries"
    """Administrators, and leaders about their teams."""
    LOG = "log"
    """Administrators."""


@dataclass(frozen=True, slots=True)
class Person:
    """A known member of staff, with the rights of one day."""

    id: str
    name: str
    team_id: int | None
    roles: frozenset[Role]
    leads: frozenset[int] = frozenset()

    @property
    def coordinates(self) -> int | None:
        """The team whose cases a coordinator reaches: their own."""
        return self.team_id if Role.COORDINATOR in self.roles else None

    @property
    def leads_as_leader(self) -> frozenset[int]:
        """The teams they lead; leading one in the export gives reach only together with the leader's role."""
        return self.leads if Role.LEADER in self.roles else frozenset()

    @property
    def has_case_access(self) -> bool:
        """Whether they see case content: an administrator without another role sees none."""
        return bool(self.roles - {Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Scope:
    """What one viewer may see on one day. Every query takes one, and only `storage.queries.reach` reads it.

    A case can be listed when any of these holds:
    an own case (`own_of` had it on `day`; protected ones too), a team in `leads` (protected ones too),
    a team in `teams` (unprotected ones only). With `all_teams` every unprotected case counts besides; a case within
    reach for that reason alone is counted and costed, but never listed (§9: a controller's lists are counts).
    `names_people`: lists may carry caseworkers.
    """

    day: dt.date
    own_of: str | None = None
    leads: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    all_teams: bool = False
    names_people: bool = True


def scope_of(person: Person, day: dt.date) -> Scope:
    """The reach of a person in a private chat: the union of their roles' reaches."""
    coordinated = person.coordinates
    return Scope(
        day=day,
        own_of=person.id if Role.CASEWORKER in person.roles else None,
        leads=person.leads_as_leader,
        teams=frozenset() if coordinated is None else frozenset({coordinated}),
        all_teams=Role.CONTROLLER in person.roles,
    )


def scope_over(person: Person, team_ids: frozenset[int], day: dt.date) -> Scope:
    """What the person may see of some teams as their leader or coordinator; own cases elsewhere stay out.

    A controller's reach is tied to no team and stays whole: queries about these teams alone must name them.
    """
    return Scope(
        day=day,
        leads=person.leads_as_leader & team_ids,
        teams=frozenset({person.coordinates} if person.coordinates is not None else ()) & team_ids,
        all_teams=Role.CONTROLLER in person.roles,
    )


def scope_of_channel(team_id: int, day: dt.date) -> Scope:
    """What a team's channel may see: the team's unprotected cases, no persons."""
    return Scope(day=day, teams=frozenset({team_id}), names_people=False)


def reaches_team(person: Person, team_id: int) -> bool:
    """Whether a role of theirs reaches the team's cases: as controller, its leader or its coordinator."""
    return Role.CONTROLLER in person.roles or team_id in person.leads_as_leader or team_id == person.coordinates


def may_ask_about_team(person: Person, team_id: int) -> bool:
    """Whether the person may name this team in a question (a caseworker: their own team, as its channel sees it)."""
    return reaches_team(person, team_id) or (team_id == person.team_id and person.has_case_access)


def may_ask_about_person(person: Person, other: Person) -> bool:
    """Whether the person may name this colleague: themselves always, else staff of a team that their role reaches."""
    if other.id == person.id or Role.CONTROLLER in person.roles:
        return True
    return other.team_id is not None and reaches_team(person, other.team_id)
