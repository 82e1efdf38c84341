"""Which texts are to be answered yes or no."""

from __future__ import annotations

import pytest

from bot.understanding.text import fold
from bot.understanding.yes_or_no import YesOrNo, yes_or_no


@pytest.mark.parametrize(
    "text",
    [
        "har jeg nogen røde sager?",
        "er der sager uden plan i Nord?",
        "er der nogen sager, der ikke er gennemgået?",
        "Har vi klager i år",
        "findes der akutte sager hos os",
        "are there any complaints in Nord?",
        "do we have urgent cases",
        "og er der nogen gule",
    ],
)
def test_asks_whether_there_are_any(text: str) -> None:
    assert yes_or_no(fold(text)) is YesOrNo.ANY


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("er alle mine gule gennemgået?", YesOrNo.ALL_ARE),
        ("are all red cases reviewed", YesOrNo.ALL_ARE),
        ("har alle akutte en plan", YesOrNo.ALL_HAVE),
        ("er samtlige sager i Nord færdigmeldt?", YesOrNo.ALL_ARE),
    ],
)
def test_asks_whether_it_holds_for_all(text: str, asked: YesOrNo) -> None:
    assert yes_or_no(fold(text)) is asked


@pytest.mark.parametrize(
    "text",
    [
        "er der styr på de røde sager?",
        "er der flere røde i Nord end i Distrikt 1",
        "er der mange klager?",
        "har vi nået de røde sager",
        "er der ikke nogen røde sager hos mig",
        "hvor mange røde sager har jeg",
        "har nogen mere end 30 sager",
        "hvem har nogen uden plan",
        "er der nogen sammenhæng mellem klager og frister",
        "har I nogen idé om, hvornår de røde sager er færdige",
    ],
)
def test_what_weighs_compares_or_asks_otherwise_is_no_such_question(text: str) -> None:
    assert yes_or_no(fold(text)) is None
