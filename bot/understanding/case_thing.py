"""The one thing of one case that a text asks for, so that it is answered with just that."""

from __future__ import annotations

import re

from bot.understanding.context import Previous
from bot.understanding.mentions import Mentions
from bot.understanding.text import fold
from storage.rules.case_thing import CaseThing

_ASKED = {
    CaseThing.READY: r"\b(klar|ready|kan .*faerdigmeldes)\b",
    CaseThing.COST: r"\b(koster|costs?|udgiften)\b",
    CaseThing.CASEWORKER_BEFORE: r"\b(havde|haft|had)\b.*\b(foer|foerhen|tidligere|before|previously)\b"
    r"|\b(forrige|tidligere|previous|former) (raadgiver|sagsbehandler|caseworker)\b",
    CaseThing.LAST_FOLLOW_UP: r"\b(sidste|seneste|sidst|last|latest)\b.*\b(opfoelgning|opfulgt|fulgt op|follow ?up)\b"
    r"|\b(fulgt op|fulgte vi op|followed up) (sidst|last)\b",
    CaseThing.MEASURE: r"\b(hvilken|hvilke|what|which) (indsatser|indsats|foranstaltning(er)?|measures?)\b",
    CaseThing.CASEWORKER: r"\b(hvem er|who is|who's|hvem har) .*\b(raadgiver|raadgiveren|sagsbehandler|caseworker)\b"
    r"|\bhvem har (den|sagen)\b|\bwho has (it|the case)\b",
}
_PATTERNS = {thing: re.compile(expression) for thing, expression in _ASKED.items()}
_OTHERWISE = re.compile(
    r"\b(adgang|access|mere end|mindre end|more than|less than|andre|other cases|sidste aar|last year)\b"
)
"""Then it is of more than that one case today, or of who looked at it."""
_IT = re.compile(r"\b(den|sagen|de|familien|it|the case|they)\b")
_SHORT = 8


def case_thing(folded: str) -> CaseThing | None:
    """The one thing named; None where there are none, or several: then the whole case is the answer.

    >>> case_thing("hvad koster 2024-1183?"), case_thing("vis 2024-1183")
    (<CaseThing.COST: 'cost'>, None)
    """
    text = fold(folded)
    if _OTHERWISE.search(text):
        return None
    named = [thing for thing, pattern in _PATTERNS.items() if pattern.search(text)]
    if CaseThing.CASEWORKER_BEFORE in named:
        named = [thing for thing in named if thing is not CaseThing.CASEWORKER]
    return named[0] if len(named) == 1 else None


def is_of_case_before(previous: Previous | None, mentions: Mentions) -> bool:
    """Whether a text that asks for one thing means the case of the question before: 'er den klar'."""
    if previous is None or previous.slots.case is None or mentions.case or mentions.bare_case:
        return False
    is_about_others = mentions.staff.spans or mentions.teams.spans or mentions.teams.own or mentions.me
    return not is_about_others and len(mentions.text.split()) <= _SHORT and _IT.search(mentions.text) is not None
