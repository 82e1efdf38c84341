"""The one thing of one case that a text asks for, so that it is answered with just that."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from bot.understanding.context import Previous
from bot.understanding.mentions import Mentions
from storage.rules.case_thing import CaseThing

_DATA = tomllib.loads(Path(__file__).with_name("case_thing.toml").read_text(encoding="utf-8"))
_PATTERNS = {CaseThing(thing): re.compile(expression) for thing, expression in _DATA["asked"].items()}
_OTHERWISE = re.compile(_DATA["otherwise"])
"""Then it is of more than that one case today, or of who looked at it."""
_IT = re.compile(_DATA["it"])
_SHORT = 8


def case_thing(folded: str) -> CaseThing | None:
    """The one thing that a folded text names; None where there are none, or several: then the whole case is the answer.

    >>> case_thing("hvad koster 2024-1183?"), case_thing("vis 2024-1183")
    (<CaseThing.COST: 'cost'>, None)
    """
    if _OTHERWISE.search(folded):
        return None
    named = [thing for thing, pattern in _PATTERNS.items() if pattern.search(folded)]
    if CaseThing.CASEWORKER_BEFORE in named:
        named = [thing for thing in named if thing is not CaseThing.CASEWORKER]
    return named[0] if len(named) == 1 else None


def case_before(previous: Previous | None, mentions: Mentions) -> str | None:
    """The case of the question before, where a text that asks for one thing means that: 'er den klar'."""
    if previous is None or mentions.case or mentions.bare_case:
        return None
    is_about_others = mentions.staff.spans or mentions.teams.spans or mentions.teams.own or mentions.me
    says_it = len(mentions.text.split()) <= _SHORT and _IT.search(mentions.text) is not None
    return previous.slots.case if says_it and not is_about_others else None
