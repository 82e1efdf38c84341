"""What one can ask here."""

from __future__ import annotations

from bot.permission import ROLES
from bot.question import Ask, Facts, Place
from bot.questions.plain import PlainFacts
from storage.rules.access import Reach, Role

ABOUT_CASES = ("overdue", "upcoming", "caseload", "legality", "changes", "flow", "complaints", "supervision")
ABOUT_MONEY = ("unit_costs", "ladder", "data_quality")
ABOUT_ONE = ("my_day", "case", "transitions", "costs", "grants")
FOR_ALL = ("rule", "plan", "milestones", "sources", "reminders", "whoami", "language")


async def answer(ask: Ask) -> Facts:
    """The question ids that this person can ask in this place, the most asked first."""
    about_cases = (*ABOUT_CASES, *ABOUT_MONEY) if ask.asker.has_case_access else ()
    budget = ("budget",) if ask.asker.roles & ROLES[Reach.BUDGET] else ()
    # Whoever belongs to no team must name one, which a button cannot.
    of_team = ("digest",) if ask.asker.has_case_access and ask.asker.team_id is not None else ()
    about_one = ABOUT_ONE if ask.asker.has_case_access and ask.place is Place.PRIVATE else ()
    return PlainFacts({"questions": [*about_cases, *budget, *about_one, *of_team, *FOR_ALL, *_of_the_set_up(ask)]})


def _of_the_set_up(ask: Ask) -> list[str]:
    """What was sent and which channel is whose, for those who answer for it; the log for administrators in private."""
    may_log = ask.place is Place.PRIVATE and ask.asker.roles & ROLES[Reach.LOG]
    sent = ["deliveries"] if ask.asker.roles & ROLES[Reach.DELIVERIES] else []
    chooses = Role.ADMIN in ask.asker.roles or ask.asker.leads_as_leader
    return [*sent, *(["channel"] if chooses else []), *(["access_log"] if may_log else [])]
