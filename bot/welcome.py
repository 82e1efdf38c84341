"""The first words to somebody in their own chat: what they, in their role, may ask and get answered."""

from __future__ import annotations

from typing import Any

from storage.queries.people import Known
from storage.rules.access import Person, Role

FIRST_QUESTIONS: dict[Role, tuple[str, ...]] = {
    Role.LEADER: ("overdue", "upcoming", "caseload", "legality", "budget", "help"),
    Role.COORDINATOR: ("overdue", "upcoming", "caseload", "legality", "budget", "help"),
    Role.CONTROLLER: ("budget", "costs", "unit_costs", "grants", "data_quality", "help"),
    Role.CASEWORKER: ("my_day", "overdue", "upcoming", "caseload", "transitions", "help"),
    Role.ADMIN: ("sources", "channel", "reminders", "deliveries", "access_log", "help"),
}
"""By role, widest reach first: of several roles, the one that sees most decides. Each is answered without a slot."""


def welcome_facts(known: Known | None) -> dict[str, Any]:
    """The facts of the message `welcome` in a personal chat; None: somebody who is on no list of staff."""
    role = None if known is None else _role(known.person)
    if known is None or role is None:
        return {"place": "personal", "role": "unknown"}
    return {
        "place": "personal",
        "role": role.value,
        "name": known.person.name.split(maxsplit=1)[0],
        "questions": list(FIRST_QUESTIONS[role]),
    }


def _role(person: Person) -> Role | None:
    return next((role for role in FIRST_QUESTIONS if role in person.roles), None)
