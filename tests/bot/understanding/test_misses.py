"""What is kept of a text that was not understood tells nothing about anybody."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.classifier import Model
from bot.understanding.misses import LONGEST, masked
from bot.understanding.names import ALSO_WORDS, GIVEN_NAMES, Gazetteer, StaffName
from bot.understanding.text import fold
from tests.bot.understanding.sentences import NAMES, TODAY

KEPT_AS_WORDS = {"vi", "dag", "may", "will", "per", "april", "august", "maj"}
"""Names that are words of every other question; with a capital letter they are names again."""
NEVER_KEPT = sorted((GIVEN_NAMES | ALSO_WORDS) - KEPT_AS_WORDS)
MARKS = {"sag", "navn", "team", "tal", "dato", "ord", "konto", "milepæl"}
OFFICE = st.sampled_from(["hvad er", "frister", "i sagen", "med", "Har", "næste uge", "BFU", "for sent.", "til", "og"])
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])
GENITIVES = st.sampled_from(["", "s", "'s", "es", "'", "?"])


VOCABULARY = """
bfu boernesamtale* cpr den der er for frister har hjem hvad hvem hvornaar i lille mangler med moede noget nu og
over overskredne paa ring sagen sent skal sker skriv status tilsyn tilsyns til
"""
KNOWS = Model((), np.zeros((0, 1), np.float32), np.zeros(1, np.float32), 1.0, tuple(VOCABULARY.split()))
"""Knows these words and no question."""


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", fold(text)))


def kept(text: str, model: Model) -> str:
    return masked(text, model, NAMES, TODAY)


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("hvad er status på noget i 2024-1183", "hvad er status på noget i [sag]"),
        ("Hvad med sagen 2024/1183 og 2024-1184?", "hvad med sagen [sag] og [tal]"),
        ("skriv til Mette Krogh og Yusra", "skriv til [navn] og [navn]"),
        ("skal Yusra til møde i Distrikt 2 næste fredag", "skal [navn] til møde i [team] [dato]"),
        ("hvornår skal lille yusra hjem", "hvornår skal lille [ord] hjem"),
        ("HVAD MED YUSRA OG BFU", "hvad med [ord] og bfu"),
        ("ring til 12345678", "ring til [tal]"),
        ("Overgaards frister er for sent på den", "over… frister er for sent på den"),
        ("hvad med nordfrister", "hvad med …frister"),
        ("tilsynsfrister i tilsynsordenens børnesamtaleoplæg", "tilsynsfrister i tilsyns… børnesamtale…"),
        ("oversrkedne frister", "overskredne frister"),
        ("hvad sker der i § 50", "hvad sker der i § [tal]"),
        ("hvad med فاطمة og Фатима", "hvad med [ord] og [navn]"),
        ("cpr 010190-1234 mangler", "cpr [tal] mangler"),
        ("!!! ???", ""),
    ],
)
def test_only_words_of_the_office_are_kept(typed: str, safe: str) -> None:
    assert kept(typed, KNOWS) == safe


@given(text=st.text(max_size=300))
def test_no_digit_is_kept_and_nothing_long(text: str, model: Model) -> None:
    safe = kept(text, model)
    assert not any(letter.isnumeric() for letter in safe)
    assert len(safe) <= LONGEST


@given(pieces=st.lists(st.from_regex(r"[0-9]{1,10}[a-zæøå.,/-]{0,3}[0-9]{0,6}", fullmatch=True) | OFFICE, max_size=12))
def test_no_figure_among_words_is_kept(pieces: list[str], model: Model) -> None:
    assert not any(letter.isdigit() for letter in kept(" ".join(pieces), model))


@given(name=st.sampled_from(NEVER_KEPT), written=CASES, ending=GENITIVES, before=OFFICE, after=OFFICE)
def test_no_given_name_is_kept(name: str, written: object, ending: str, before: str, after: str, model: Model) -> None:
    assert callable(written)
    safe = words(kept(f"{before} {written(name)}{ending} {after}", model))
    assert safe.isdisjoint(words(name)), safe


@given(
    name=st.text(st.sampled_from("abcdefghijklmnoprstuvyæøåéü"), min_size=3, max_size=12),
    written=CASES,
    ending=GENITIVES,
    before=OFFICE,
)
def test_no_name_of_our_staff_is_kept(name: str, written: object, ending: str, before: str, model: Model) -> None:
    assert callable(written)
    staff = Gazetteer(staff=(StaffName("s-1", f"Anna {name.capitalize()}", None),))
    safe = words(masked(f"{before} {written(name)}{ending}", model, staff, TODAY))
    assert words(name).isdisjoint(safe - MARKS)


@given(word=st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzæøå"), min_size=3, max_size=14))
def test_of_an_unknown_word_no_letter_outside_a_known_one_is_kept(word: str, model: Model) -> None:
    """A child's name in small letters looks like any unknown word."""
    known = {entry.removesuffix("*") for entry in model.vocabulary}
    assert words(kept(f"hvad med {word}", model)) - MARKS <= known


def test_a_word_that_is_also_a_name_is_a_name_with_a_capital_letter(model: Model) -> None:
    assert kept("hvad mangler vi", model) == "hvad mangler vi"
    assert kept("hvad mangler der hos Vi", model) == "hvad mangler der hos [navn]"


def test_a_long_text_is_cut_between_words() -> None:
    safe = kept("hvad mangler der i sagen nu " * 60, KNOWS)
    assert LONGEST - 20 < len(safe) <= LONGEST
    assert words(safe) == words("hvad mangler der i sagen nu")
