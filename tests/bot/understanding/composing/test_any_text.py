"""Whatever is typed, the composer gives a selection or none, in time; and known phrases keep their sense together."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.understanding.composing.compose import Asker, compose
from bot.understanding.composing.reading import words_of
from bot.understanding.composing.wording import WORDING
from bot.understanding.mentions import Mentions, find_mentions
from bot.understanding.text import Typed
from storage.rules.selection_json import selection_as_json, selection_from_json
from tests.bot.understanding.composing.saying import OFFICE, composed, conditions_of
from tests.bot.understanding.sentences import ANNA, TODAY
from tests.examples import examples

LONGEST = 1_500
IN_TIME = 0.5
"""Seconds of work for a text of that length."""

_OURS = sorted({word.rstrip("*") for wording in WORDING.values() for word in wording.words})
_JOINTS = [
    "og",
    "eller",
    "ikke",
    "uden",
    "hverken",
    "mangler",
    "undtagen",
    "i",
    "pr.",
    "af",
    "mod",
    ",",
    "?",
    ".",
    "-",
    "3",
    "2026",
]
_NAMED = ["Mette", "Bo", "Team Nord", "Distrikt 1", "trin 4", "over 15 år", "i oktober", "sidste år", "top 5", "nu"]
_texts_of_ours = st.lists(st.sampled_from([*_OURS, *_JOINTS, *_NAMED]), max_size=200).map(" ".join)
_texts = st.one_of(st.text(max_size=LONGEST), _texts_of_ours.map(lambda text: text[:LONGEST]))


@settings(max_examples=examples(200), deadline=None)
@given(_texts)
@example("")
@example("ikke " * 300)
@example("mangler ikke undtagen hverken eller uden " * 30)
@example("og, " * 300)
@example("1" * LONGEST)
@example("a" * LONGEST)
@example("hvilke sager " * 100)
@example("trin 4 og " * 150)
def test_any_text_gives_a_selection_or_none(text: str) -> None:
    found = composed(text)
    if found is not None:
        written = selection_as_json(found.selection)
        assert selection_as_json(selection_from_json(written)) == written


@pytest.mark.parametrize(
    "part",
    [
        "røde sager i Team Nord uden plan, ",
        "ikke ",
        "hverken røde eller gule ",
        "hvor mange sager mangler børnesamtale og ",
        "a",
        "top 5 de dyreste ",
        "trin 4 og ",
        "over 15 år ",
        "1/1-31/12 ",
        "sager med frist i oktober mod september ",
        "how many of my red cases with a grant that ends next month are not reviewed ",
    ],
)
def test_a_long_text_is_composed_in_time(part: str) -> None:
    typed = Typed.of((part * LONGEST)[:LONGEST])
    mentions = find_mentions(typed, typed.folded, TODAY, OFFICE)
    assert min(_seconds(typed, mentions) for _ in range(5)) < IN_TIME


def _seconds(typed: Typed, mentions: Mentions) -> float:
    began = time.process_time()
    compose(words_of(mentions, typed, OFFICE, TODAY), Asker(ANNA), TODAY)
    return time.process_time() - began


DANISH: Mapping[str, dict[str, Any]] = {
    "røde": {"category": "red"},
    "akutte": {"urgent": True},
    "i Team Nord": {"team": "Team Nord"},
    "hos Mette": {"staff": "s-mette"},
    "handicapsager": {"case_type": "handicap"},
    "genoprettede": {"state": "restored"},
    "mangler børnesamtale": {"lacks": "børnesamtale"},
    "med overskredet frist": {"overdue": True},
    "under 12 år": {"age": {"to": 11}},
    "i plejefamilie": {"measure": "plejefamilie"},
    "eksterne": {"performer": "ekstern"},
    "på trin 4": {"step": {"from": 4, "to": 4}},
    "uden slutdato": {"no_stop": True},
    "koster over 500.000 kr": {"cost": {"over": "500000"}},
    "uden rådgiver": {"no_caseworker": True},
    "med gentagne rådgiverskift": {"changed": True},
    "bekymringsgrad 4": {"concern": {"from": 4}},
}
ENGLISH: Mapping[str, dict[str, Any]] = {
    "red": {"category": "red"},
    "urgent": {"urgent": True},
    "in Team Nord": {"team": "Team Nord"},
    "of Mette": {"staff": "s-mette"},
    "disability cases": {"case_type": "handicap"},
    "restored": {"state": "restored"},
    "missing a child interview": {"lacks": "børnesamtale"},
    "with an overdue deadline": {"overdue": True},
    "under 12 years": {"age": {"to": 11}},
    "in foster care": {"measure": "plejefamilie"},
    "external": {"performer": "ekstern"},
    "on step 4": {"step": {"from": 4, "to": 4}},
    "without an end date": {"no_stop": True},
    "costing more than 500.000 kr": {"cost": {"over": "500000"}},
    "without a caseworker": {"no_caseworker": True},
    "with repeated changes of caseworker": {"changed": True},
    "degree of concern 4": {"concern": {"from": 4}},
}


def _some_of(phrases: Mapping[str, dict[str, Any]]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(phrases)), min_size=1, unique=True)


def _all_of(said: list[str], phrases: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {name: value for phrase in said for name, value in phrases[phrase].items()}


@settings(max_examples=examples(200), deadline=None)
@given(_some_of(DANISH))
@example(list(DANISH))
def test_phrases_side_by_side_give_exactly_their_conditions(said: list[str]) -> None:
    assert conditions_of(f"hvilke sager: {', '.join(said)}") == _all_of(said, DANISH)


@settings(max_examples=examples(200), deadline=None)
@given(_some_of(ENGLISH))
@example(list(ENGLISH))
def test_english_phrases_side_by_side_give_exactly_their_conditions(said: list[str]) -> None:
    assert conditions_of(f"which cases: {', '.join(said)}") == _all_of(said, ENGLISH)


@settings(max_examples=examples(200), deadline=None)
@given(_some_of(DANISH), st.data())
def test_a_denied_colour_leaves_every_other_condition_as_it_is(said: list[str], data: st.DataObject) -> None:
    others = [phrase for phrase in said if "category" not in DANISH[phrase]]
    at = data.draw(st.integers(0, len(others)))
    text = ", ".join([*others[:at], "men ikke de gule", *others[at:]])
    assert conditions_of(f"hvilke sager: {text}") == {**_all_of(others, DANISH), "not": {"category": "yellow"}}
