"""Two questions in one message."""

from __future__ import annotations

import pytest

from bot.understanding.composing.parts import two_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hvor mange sager har jeg og hvad haster", ("hvor mange sager har jeg", "hvad haster")),
        ("How many cases do I have, and which are overdue?", ("How many cases do I have", "which are overdue?")),
        ("Hvor mange røde sager har vi? Og hvem har flest?", ("Hvor mange røde sager har vi", "hvem har flest?")),
        ("vis mine frister samt hvor mange sager jeg har", ("vis mine frister", "hvor mange sager jeg har")),
        ("antal lukkede sager i oktober og hvor mange nye", ("antal lukkede sager i oktober", "hvor mange nye")),
        ("which cases are red and how many lack a plan", ("which cases are red", "how many lack a plan")),
        (
            "hvor mange sager mangler plan, og hvor mange mangler børnesamtale",
            ("hvor mange sager mangler plan", "hvor mange mangler børnesamtale"),
        ),
    ],
)
def test_two_questions_are_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert two_parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "hvor mange røde og gule sager har vi",
        "sager der mangler plan og børnesamtale",
        "hvor mange sager har Mette og Bo",
        "cases in Team Nord and Distrikt 1",
        "hvilke sager er røde og har overskredet frist",
        "hvem har flest sager",
        "",
        "og hvad",
    ],
)
def test_one_question_is_left_whole(text: str) -> None:
    assert two_parts(text) is None
