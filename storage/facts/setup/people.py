"""Who leads, who is in a team, who is new: names and teams are no secret, cases are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storage.facts.fact import Facts, NotInJson
from storage.rules.access import Role


class PeopleAsked(StrEnum):
    """Which people are asked for."""

    MEMBERS = "members"
    LEADERS = "leaders"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff; `new` is newly qualified, as the exports have it."""

    staff: str
    team: str | None
    roles: tuple[Role, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class People(Facts):
    """The people asked for, by name; of a team, of somebody, or of everybody where neither is known."""

    items: tuple[Colleague, ...]
    asked: NotInJson[PeopleAsked] = PeopleAsked.MEMBERS
    of_team: NotInJson[str | None] = None
    """The team they are, or lead; None: no team."""
    of: NotInJson[str | None] = None
    """The person asked about; None: nobody in particular."""

    def people(self) -> Iterable[str]:
        return (*(one.staff for one in self.items), *filter(None, [self.of]))
