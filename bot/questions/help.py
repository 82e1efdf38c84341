"""What one can ask here."""

from __future__ import annotations

from bot.question import Ask, Facts, Place, Question, Reach
from bot.questions.plain import PlainFacts

ABOUT_CASES = ("overdue", "upcoming", "caseload", "legality", "changes", "flow", "complaints", "supervision")
ABOUT_ONE = ("my_day", "case", "transitions")
FOR_ALL = ("rule", "sources", "reminders", "whoami", "language")


async def answer(ask: Ask) -> Facts:
    """The question ids that this person can ask in this place, the most asked first."""
    about_cases = ABOUT_CASES if ask.asker.has_case_access else ()
    # Whoever belongs to no team must name one, which a button cannot.
    of_team = ("digest",) if ask.asker.has_case_access and ask.asker.team_id is not None else ()
    about_one = ABOUT_ONE if ask.asker.has_case_access and ask.place is Place.PRIVATE else ()
    return PlainFacts({"questions": [*about_cases, *about_one, *of_team, *FOR_ALL]})


QUESTION = Question("help", answer, Reach.ANYONE)
