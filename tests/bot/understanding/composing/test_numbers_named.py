"""Ages, steps, costs and degrees of concern (domain.md §11): which numbers are included."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.composing.numbers import find_limit
from tests.bot.understanding.composing.saying import conditions_of, unread_of


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("børn over 15 år", {"from": 15}),
        ("unge fyldt 18 år", {"from": 18}),
        ("children over 15", {"from": 15}),
        ("børn under 12 år", {"to": 11}),
        ("children younger than 12", {"to": 11}),
        ("børn ældre end 15 år", {"from": 16}),
        ("children older than 15 years", {"from": 16}),
        ("børn mellem 10 og 14 år", {"from": 10, "to": 14}),
        ("children between 10 and 14 years", {"from": 10, "to": 14}),
        ("10-14-årige", {"from": 10, "to": 14}),
        ("16-årige", {"from": 16, "to": 16}),
        ("16-year-olds", {"from": 16, "to": 16}),
        ("børn på 12 år og derover", {"from": 12}),
        ("children aged 12 and over", {"from": 12}),
        ("unge på femten år og opefter", {"from": 15}),
        ("sager hvor barnet er under seks år", {"to": 5}),
    ],
)
def test_an_age_is_in_whole_years(text: str, age: dict[str, int]) -> None:
    assert conditions_of(text) == {"age": age}


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("sager på trin 4", {"from": 4, "to": 4}),
        ("cases on step 4", {"from": 4, "to": 4}),
        ("sager på trin fire", {"from": 4, "to": 4}),
        ("sager på trin 4 eller højere", {"from": 4}),
        ("cases on step 4 and above", {"from": 4}),
        ("sager på mindst trin 5", {"from": 5}),
        ("sager på trin 3 til 5", {"from": 3, "to": 5}),
        ("cases on steps 3-5", {"from": 3, "to": 5}),
        ("sager på trin 4 og 5", {"from": 4, "to": 5}),
        ("sager på trin 2 eller 5", [{"from": 2, "to": 2}, {"from": 5, "to": 5}]),
        ("sager på trin under 4", {"to": 3}),
    ],
)
def test_a_step_of_the_ladder(text: str, step: Any) -> None:
    assert conditions_of(text) == {"step": step}


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("sager der koster over 500.000 kr", {"over": "500000"}),
        ("sager der koster mere end 1 mio. kr.", {"over": "1000000"}),
        ("sager over 1,5 mio", {"over": "1500000.0"}),
        ("cases costing more than 800 thousand kroner", {"over": "800000"}),
        ("sager der koster under 100.000 kr", {"under": "100000"}),
        ("cases below 100000 kr", {"under": "100000"}),
        ("sager over 750 tkr", {"over": "750000"}),
    ],
)
def test_a_yearly_cost_over_or_under(text: str, cost: dict[str, str]) -> None:
    found = conditions_of(text)
    assert found.keys() == {"cost"}
    assert {way: float(amount) for way, amount in found["cost"].items()} == {
        way: float(amount) for way, amount in cost.items()
    }


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("sager med bekymringsgrad 4", {"from": 4}),
        ("sager med bekymringsgrad fra 3", {"from": 3}),
        ("sager med bekymringsgrad over 3", {"from": 4}),
        ("cases with a degree of concern of at least 4", {"from": 4}),
        ("bekymringsniveau 5", {"from": 5}),
    ],
)
def test_a_degree_of_concern_and_upwards(text: str, concern: dict[str, int]) -> None:
    assert conditions_of(text) == {"concern": concern}


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("top 5", 5),
        ("de fem dyreste", 5),
        ("bottom 3", 3),
        ("the 10 oldest", 10),
        ("vis de 7 nyeste sager", 7),
        ("hvilke tre sager er dyrest", 3),
        ("hoejst 20 sager", 20),
    ],
)
def test_how_many_are_wanted(text: str, limit: int) -> None:
    found = find_limit(text)
    assert found is not None
    assert found[2] == limit


@pytest.mark.parametrize(
    "text", ["sager over 25 dage", "overskredne frister over 14 dage", "sager for 2026", "12 sager"]
)
def test_other_numbers_are_no_age_step_or_cost(text: str) -> None:
    assert not {"age", "step", "cost", "concern"} & conditions_of(text).keys()


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("sager der koster mere end en halv million", {"over": "500000.0"}),
        ("sager over halvanden million", {"over": "1500000.0"}),
        ("cases costing more than half a million", {"over": "500000.0"}),
        ("sager over en million om året", {"over": "1000000"}),
        ("sager der koster mellem 500.000 og 1.000.000", {"over": "500000", "under": "1000000"}),
        ("cases between 1 and 2 million", {"over": "1000000", "under": "2000000"}),
    ],
)
def test_an_amount_in_words_and_one_between_two_others(text: str, cost: dict[str, str]) -> None:
    assert conditions_of(text) == {"cost": cost}


def test_a_level_of_concern_is_no_step() -> None:
    assert conditions_of("cases with concern level 4") == {"concern": {"from": 4}}


def test_two_ages_side_by_side_are_not_one_from_the_first_on() -> None:
    assert conditions_of("børn under 3 eller over 15") == {"age": [{"to": 2}, {"from": 15}]}


def test_who_asks_whether_there_are_none_asks_for_those_there_are() -> None:
    assert conditions_of("har vi ingen røde sager") == {"category": "red"}
    assert unread_of("har vi ingen røde sager") == ()
