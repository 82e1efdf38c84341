"""Which one thing of a case a text asks for."""

from __future__ import annotations

import pytest

from bot.understanding.case_thing import case_thing
from bot.understanding.text import fold
from storage.rules.case_thing import CaseThing


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("er den klar?", CaseThing.READY),
        ("is 2024-1183 ready", CaseThing.READY),
        ("hvad koster den", CaseThing.COST),
        ("hvem havde den før?", CaseThing.CASEWORKER_BEFORE),
        ("who had 2024-1183 before", CaseThing.CASEWORKER_BEFORE),
        ("hvem var den forrige rådgiver på 2024-1183", CaseThing.CASEWORKER_BEFORE),
        ("hvornår var sidste opfølgning i 2024-1183", CaseThing.LAST_FOLLOW_UP),
        ("hvilken indsats får de", CaseThing.MEASURE),
        ("hvem er rådgiver på 2024-1183?", CaseThing.CASEWORKER),
    ],
)
def test_one_thing_is_asked_for(text: str, thing: CaseThing) -> None:
    assert case_thing(fold(text)) is thing


@pytest.mark.parametrize(
    "text",
    [
        "vis 2024-1183",
        "hvad koster 2024-1183, og er den klar",
        "hvilke sager koster mere end 2024-1183",
        "hvem har haft adgang til 2024-1183 tidligere",
    ],
)
def test_the_whole_case_or_something_else_is_asked_for(text: str) -> None:
    assert case_thing(fold(text)) is None
