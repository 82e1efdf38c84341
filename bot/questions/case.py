"""One case: status, deadlines, checklist, what is missing before it can be reported done."""

from __future__ import annotations

from bot.question import Ask, Facts, NotYoursError
from storage.queries.deadlines import cases


async def answer(ask: Ask) -> Facts:
    """The case of the slot; unknown and out of reach are one and the same to the asker."""
    number = ask.slots.case
    facts = None if number is None else await cases.case(ask.session, ask.scope, number)
    if facts is None:
        raise NotYoursError(number)
    return facts
