"""The words that bear meaning and that nothing took up (questions.md, `unread`)."""

from __future__ import annotations

import pytest

from bot.understanding.classifier import Model
from tests.bot.understanding.composing.saying import unread_of
from tests.bot.understanding.sentences import meaning_of


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("røde sager med kvobbede forløb", ("kvobbede",)),
        ("hvor mange snurrige sager er røde", ("snurrige",)),
        ("red cases with wobbly carpets", ("wobbly", "carpets")),
        ("overskredne frister på tvillinger i Team Nord", ("tvillinger",)),
        ("sager i plejefamilie med heste og hunde", ("heste", "hunde")),
        ("my red cases in swimming pools", ("swimming", "pools")),
    ],
)
def test_a_word_that_no_condition_stands_for_is_named(text: str, unread: tuple[str, ...]) -> None:
    assert set(unread) <= set(unread_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "giv mig en kurve over røde sager uge for uge",
        "holdt jeg flere børnesamtaler i sidste kvartal end kvartalet før",
        "hvor mange gysser er der røget til opholdssteder i sidste kvartal",
        "røde sager i Team Nord",
        "red cases in Team Nord",
        "Mettes overskredne frister",
        "hvor mange røde sager har Mette Krogh",
        "sager på trin 4 eller højere",
        "børn over 15 år i plejefamilie",
        "sager der koster over 500.000 kr",
        "de fem dyreste sager",
        "Kan du venligst vise mig de røde sager? På forhånd tak",
        "could you please show me the red cases, thanks",
        "sager der hverken er røde eller gule",
        "sager, handicap fraregnet",
        "hvor stor en andel af handicapsagerne mangler en plan",
        "hvem har flest overskredne frister",
        "lukkede sager i oktober i forhold til september",
        "lukkede sager måned for måned i år fordelt på team",
        "gennemsnitligt antal sager pr. rådgiver",
        "hvor mange dage går der fra indsats besluttet til indsats iværksat",
        "åbne klager på mine sager",
        "handlinger der afventer under tema A",
    ],
)
def test_what_was_read_a_name_or_a_number_is_never_named(text: str) -> None:
    assert unread_of(text) == ()


@pytest.mark.parametrize("text", ["røde sager snurrig snurrig", "Snurrig røde sager SNURRIG"])
def test_a_word_is_named_once_and_in_small_letters(text: str) -> None:
    assert unread_of(text) == ("snurrig",)


@pytest.mark.parametrize(
    "text",
    [
        "hvor mange røde sager uden plan har Xhemajl Berisha",
        "red cases without a plan of Nguyen Tran",
        "hvor mange røde sager uden plan har Åse Qvortrup",
        "røde sager i Team Nord, 2024-1183, der ikke er akutte",
        "grønne sager uden plan, 010190-1234",
    ],
)
def test_no_name_case_number_or_cpr_is_named(text: str, model: Model) -> None:
    unread = " ".join(meaning_of(text, model).unread)
    assert not any(part in unread for part in ("xhemajl", "berisha", "nguyen", "tran", "aase", "qvortrup"))
    assert not any(letter.isdigit() for letter in unread)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("hvor mange røde sager uden plan er snurrige", "snurrige"),
        ("how many red cases without a plan are wobbly", "wobbly"),
        ("overskredne frister i Team Nord på kvobbede sager", "kvobbede"),
    ],
)
def test_the_meaning_of_a_text_names_what_nothing_took_up(text: str, word: str, model: Model) -> None:
    assert word in meaning_of(text, model).unread
