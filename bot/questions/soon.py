"""Questions whose figures are not in the store yet: answered, they say so; who may not ask is refused already."""

from __future__ import annotations

from bot.question import Ask, Facts, Question, Reach
from bot.questions.plain import PlainFacts

TOLD_AS = "soon"


async def answer(ask: Ask) -> Facts:
    """Says that the answer is on its way, and what this person can ask meanwhile."""
    meanwhile = ("overdue", "upcoming", "help") if ask.asker.has_case_access else ("sources", "reminders", "help")
    return PlainFacts({"soon": True, "suggestions": list(meanwhile)})


def _soon(question: str, reach: Reach = Reach.CASES, *, private: bool = False) -> Question:
    return Question(question, answer, reach, private=private, told_as=TOLD_AS)


QUESTIONS = (
    _soon("deliveries", Reach.DELIVERIES),
    # Its lines name who looked up whose case.
    _soon("access_log", Reach.LOG, private=True),
)
