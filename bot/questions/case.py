"""One case: status, deadlines, checklist, what is missing before it can be reported done."""

from __future__ import annotations

from bot.question import Ask, NotYoursError
from storage.facts.deadlines.case import CaseCosts, CaseInDetail
from storage.queries.deadlines import case


async def answer(ask: Ask) -> CaseInDetail | CaseCosts:
    """The case in the slot; an unknown case and one out of reach look the same to the asker."""
    number = ask.slots.case
    facts = None if number is None else await case.case(ask.session, ask.scope, number)
    if facts is None:
        raise NotYoursError(number)
    return facts
