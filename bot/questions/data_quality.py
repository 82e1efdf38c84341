"""What is missing in the data, and where the books do not match the cases."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import Facts
from storage.queries.recovery import data_quality


async def answer(ask: Ask) -> Facts:
    """Every check of the cases and the accounts within reach, on the day asked about; or the list behind one check.

    A button names the list. A text asks for a list if it names exactly one check.
    """
    check = ask.slots.check or ask.particulars.check
    most = ask.slots.limit or data_quality.MOST
    return await data_quality.data_quality(
        ask.session, ask.scope, team_id=ask.team_id, check=check, most=None if ask.whole else most
    )
