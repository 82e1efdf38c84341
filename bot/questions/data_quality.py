"""What is missing in the data, and where the books do not match the cases."""

from __future__ import annotations

import re

from bot.question import Ask, Facts
from bot.understanding.text import fold
from storage.queries.recovery import data_quality
from storage.rules.questions import RECORDS

_WORDS = RECORDS["data_quality"].lists
_LISTS = {check: re.compile("|".join(expressions)) for check, expressions in _WORDS.items()}


async def answer(ask: Ask) -> Facts:
    """Every check over the cases and the accounts within reach, on the day asked about; with one, the list behind it.

    A button names the list; a text that names one thing that is missing, and not several, asks for its list.
    """
    check = ask.slots.check or list_named(ask.text)
    most = ask.slots.limit or data_quality.MOST
    return await data_quality.data_quality(
        ask.session, ask.scope, team_id=ask.team_id, check=check, most=None if ask.whole else most
    )


def list_named(text: str) -> str | None:
    """The one check whose list a text asks for; None where it names none, or several.

    >>> list_named("Hvilke posteringer mangler sag?"), list_named("Hvordan er datakvaliteten?")
    ('postings_without_case', None)
    """
    folded = fold(text)
    named = [check for check, expression in _LISTS.items() if expression.search(folded)]
    return named[0] if len(named) == 1 else None
