"""Two questions in one message."""

from __future__ import annotations

import pytest

from bot.understanding.composing.parts import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hvor mange sager har jeg og hvad haster", ("hvor mange sager har jeg", "hvad haster")),
        ("How many cases do I have, and which are overdue?", ("How many cases do I have", "which are overdue?")),
        ("Hvor mange røde sager har vi? Og hvem har flest?", ("Hvor mange røde sager har vi", "hvem har flest?")),
        ("vis mine frister samt hvor mange sager jeg har", ("vis mine frister", "hvor mange sager jeg har")),
        ("antal lukkede sager i oktober og hvor mange nye", ("antal lukkede sager i oktober", "hvor mange nye")),
        ("which cases are red and how many lack a plan", ("which cases are red", "how many lack a plan")),
        ("antal røde sager plus de fem ældste gule sager", ("antal røde sager", "de fem ældste gule sager")),
        (
            "hvor mange sager mangler plan, og hvor mange mangler børnesamtale",
            ("hvor mange sager mangler plan", "hvor mange mangler børnesamtale"),
        ),
    ],
)
def test_two_questions_are_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert parts_of(text) == parts


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
    assert parts_of(text) == (text,)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "top 3 leverandører på årlig udgift og top 3 indsatser",
            ("top 3 leverandører på årlig udgift", "top 3 indsatser"),
        ),
        ("den dyreste sag i Nord og den dyreste i Distrikt 1", ("den dyreste sag i Nord", "den dyreste i Distrikt 1")),
        ("# my red cases, # my deadlines this week", ("antal my red cases", "antal my deadlines this week")),
        ("antal sager uden plan samt antal klager", ("antal sager uden plan", "antal klager")),
        ("antal: overskredne opf. + tilsyn i næste uge", ("antal: overskredne opf", "tilsyn i næste uge")),
        ("vis overskredne tilsyn og dem der udløber i maj", ("vis overskredne tilsyn", "dem der udløber i maj")),
        (
            "hvor mange røde og hvor mange gule sager har vi",
            ("hvor mange røde sager har vi", "hvor mange gule sager har vi"),
        ),
        ("den ene er antal klager, den anden er antal frister", ("antal klager", "antal frister")),
        ("cases opened and closed per month", ("cases opened per month", "cases closed per month")),
        ("røde uden plan og røde uden partshøring, begge tal", ("røde uden plan", "røde uden partshøring")),
        (
            "internudgiften og eksternudgiften, hver især pr. indsats",
            ("internudgiften pr. indsats", "eksternudgiften pr. indsats"),
        ),
        ("antal klager og bevillinger i Nord", ("antal klager i Nord", "antal bevillinger i Nord")),
        (
            "forbrug på aflastning i maj og bevillinger der udløber i juni",
            ("forbrug på aflastning i maj", "bevillinger der udløber i juni"),
        ),
        ("cases opened in May and cases closed in June", ("cases opened in May", "cases closed in June")),
        ("follow-ups held in May + follow-ups due in June", ("follow-ups held in May", "follow-ups due in June")),
        ("mine sager, mine klager og mine frister", ("mine sager", "mine klager", "mine frister")),
    ],
)
def test_what_begins_anew_is_a_part_of_its_own(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "sager med overskredne frister og bevillinger uden slutdato",
        "alle sager undtagen dem i Nord og dem uden plan",
        "dage mellem klage og genvurdering",
        "forskel på forbrug og udgift",
        "frister på aktindsigt og genvurdering af klager",
        "bevillinger der stopper i maj og koster over 600000",
        "åbne frister og bevillinger på 2026-0107",
        "antal gule + røde sager i Nord",
        "bevillinger uden slutdato og hvor prisen er over 500000",
        "børn under 6 og unge over 15",
        "hvor lang tid går der i år og hvordan var det i samme periode sidste år",
    ],
)
def test_what_narrows_or_joins_is_no_part(text: str) -> None:
    assert parts_of(text) == (text,)
