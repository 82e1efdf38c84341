"""How costs, unit prices, grants and the ladder are told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.messages.made import message
from tests.messages.samples import SAMPLES, setting


def card(sample: str) -> list[dict[str, Any]]:
    name, facts, more = SAMPLES[sample]
    drawn = message(name, facts, setting("da", **more)).card
    assert drawn is not None
    return list(drawn["body"])


def chart(sample: str) -> dict[str, Any]:
    (drawn,) = [element for element in card(sample) if element["type"].startswith("Chart.")]
    return drawn


def test_the_weight_of_each_caseworkers_cases_is_drawn_in_millions() -> None:
    drawn = chart("costs_weight")
    assert [(bar["x"], bar["y"]) for bar in drawn["data"]] == [
        ("Anna Holm: 2,6 (2 sager)", 2.61),
        ("Bo Lund: 0,6 (1 sag)", 0.6),
        ("Ingen rådgiver: 0,1 (1 sag)", 0.05),
    ]
    assert drawn["fallback"]["type"] == "Table"


def test_internal_and_external_prices_stand_side_by_side() -> None:
    drawn = chart("unit_costs")
    assert [(bar["x"], bar["y"]) for bar in drawn["data"]] == [
        ("Plejefamilie, intern: 41,9", 41.9),
        ("Plejefamilie, ekstern: 60,8", 60.8),
    ]


def test_a_price_can_be_followed_from_the_cost_and_the_days() -> None:
    (hidden,) = [element for element in card("unit_costs") if element.get("id") == "parts"]
    assert hidden["items"][0]["facts"][0] == {
        "title": "Kontaktperson",
        "value": "180.000 kr. / 546 dage × 365 / 12 = 5.200 kr.",
    }


def test_what_is_paid_once_has_a_price_for_each_grant() -> None:
    (hidden,) = [element for element in card("unit_costs_once") if element.get("id") == "parts"]
    assert hidden["items"][0]["facts"] == [
        {"title": "Ønsket udstyr", "value": "15.000 kr. / 3 bevillinger = 5.000 kr."}
    ]
    assert "Ønsket udstyr" not in json.dumps(chart("unit_costs"), ensure_ascii=False)


def test_the_year_of_the_limits_is_told_where_this_years_are_not_known() -> None:
    name, facts, more = SAMPLES["costs"]
    known = {**facts, "threshold_year": facts["year"]}
    assert "(2022-niveau)" in message(name, facts, setting("da", **more)).text
    assert "2022" not in json.dumps(message(name, known, setting("da", **more)).card)


def test_the_refund_is_the_sum_of_what_each_limit_adds() -> None:
    (hidden,) = [element for element in card("costs") if element.get("id") == "parts"]
    told = {fact["title"]: fact["value"] for fact in hidden["items"][0]["facts"]}
    assert told["Refusion: 25 % af det over 860.000 kr."] == "241.250 kr. · af 965.000 kr. i 1 sag"
    assert told["Statsrefusion i alt"] == "277.500 kr. · 1 sag"


def test_the_cost_of_each_step_is_drawn_where_it_may_be_told() -> None:
    assert [bar["y"] for bar in chart("ladder")["data"]] == [0.05, 0.79, 1.82]
    assert [bar["y"] for bar in chart("ladder_channel")["data"]] == [54.9]
    assert "kun én sag står på trinnet" in json.dumps(card("ladder_channel"), ensure_ascii=False)


@pytest.mark.parametrize("sample", ["costs", "unit_costs", "grants", "ladder", "case_costs"])
def test_every_answer_about_money_shows_how_it_is_worked_out(sample: str) -> None:
    (hidden,) = [element for element in card(sample) if element.get("id") == "parts"]
    assert hidden["isVisible"] is False
    assert hidden["items"][0]["facts"]


@pytest.mark.parametrize("sample", ["costs_none", "grants_none", "ladder_none"])
def test_nothing_is_put_in_words_alone(sample: str) -> None:
    drawn = [element for element in card(sample) if element["type"] != "TextBlock"]
    assert drawn == []


def test_no_danish_sentence_ends_twice() -> None:
    for name, facts, more in SAMPLES.values():
        assert ".." not in message(name, facts, setting("da", **more)).text


def test_asked_which_are_dearest_they_are_told_before_what_all_cost() -> None:
    name, facts, usual = SAMPLES["costs"]
    said = message(name, facts, setting("da", **{**usual, "dearest_first": True})).text
    assert said.startswith("Dyrest: 2024-0456 (1.825.000 kr.). ")
    assert said.count("Dyrest") == 1
