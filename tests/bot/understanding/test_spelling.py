"""Misspelt words are put right; words of everyday language and names stay as they are."""

from __future__ import annotations

import pytest

from bot.understanding.spelling import Speller

SPELLER = Speller(
    {
        "overskredne",
        "frister",
        "boernesamtale",
        "theme",
        "sager",
        "opfoelgning*",
        "maalgruppe*",
        "stoetteperson*",
        "stoetten*",
        "morgen",
        "moren",
    }
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("oversrkedne frister", "overskredne frister"),
        ("overskredn frsiter", "overskredne frister"),
        ("fristwr", "frister"),
        ("boerne samtale", "boernesamtale"),
        ("opfoelgningerne", "opfoelgningerne"),
        ("saegr", "sager"),
        ("sgaer", "sager"),
        ("maal gruppe afklaring", "maalgruppe afklaring"),
        ("stoettenperosn", "stoettenperosn"),
        ("stoetteperosn", "stoetteperson"),
        ("i mogren", "i morgen"),
        ("hwor manne sager haar a", "hvor mange sager har jeg"),
    ],
)
def test_a_slip_is_put_right(written: str, read: str) -> None:
    assert SPELLER.correct(written) == read


@pytest.mark.parametrize("word", ["these", "sag", "frost", "børn", "42"])
def test_another_word_is_left_alone(word: str) -> None:
    assert SPELLER.correct(word) == word


def test_a_name_is_never_corrected() -> None:
    assert SPELLER.correct("fristel", names={"fristel"}) == "fristel"
    assert SPELLER.correct("fristels", names={"fristel"}) == "fristels"


@pytest.mark.parametrize(
    ("written", "meant"), [("mete", "mette"), ("mettte", "mette"), ("ana", "anna"), ("per", "per")]
)
def test_a_colleagues_name_is_put_right_though_it_is_short(written: str, meant: str) -> None:
    assert SPELLER.correct(written, names={"mette", "anna"}) == meant


def test_a_name_near_two_colleagues_is_left_as_it_is() -> None:
    assert SPELLER.correct("karim", names={"karin", "karim", "karis"}) == "karim"
    assert SPELLER.correct("karil", names={"karin", "karis"}) == "karil"


@pytest.mark.parametrize(
    ("written", "read"),
    [("hra", "har"), ("jge", "jeg"), ("setp", "step"), ("waht", "what"), ("tirn", "trin"), ("dgae", "dage")],
)
def test_two_letters_that_changed_places_are_put_right_in_short_words(written: str, read: str) -> None:
    assert Speller({"har", "jeg", "step", "what", "trin", "dage"}).correct(written) == read


def test_a_short_word_near_two_others_is_left_as_it_is() -> None:
    assert Speller({"abcd", "acdb"}).correct("acbd") == "acbd"
