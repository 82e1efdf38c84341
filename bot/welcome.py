"""The first words to somebody in their own chat: what they may ask in their role."""

from __future__ import annotations

from storage.facts.setup.welcome import UNKNOWN, WelcomeInPerson
from storage.queries.people import Known
from storage.rules.access import Person, Role
from storage.rules.questions import placed

WIDEST_FIRST = (Role.LEADER, Role.COORDINATOR, Role.CONTROLLER, Role.CASEWORKER, Role.ADMIN)
"""If somebody has several roles, the first of these decides: the one that sees most."""


def welcome_facts(known: Known | None) -> WelcomeInPerson:
    """The facts of the message `welcome` in a personal chat; `known` None: somebody who is not in the list of staff."""
    role = None if known is None else _role(known.person)
    if known is None or role is None:
        return WelcomeInPerson("personal", UNKNOWN)
    first_name = known.person.name.split(maxsplit=1)[0]
    return WelcomeInPerson("personal", role, first_name, first_questions(role))


def first_questions(role: Role) -> tuple[str, ...]:
    """What somebody of that role is offered first; each is answered without a slot."""
    return tuple(one.id for one in placed(lambda one: one.welcome.get(role)))


def _role(person: Person) -> Role | None:
    return next((role for role in WIDEST_FIRST if role in person.roles), None)
