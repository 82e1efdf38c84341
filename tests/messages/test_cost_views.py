"""How costs, unit prices, grants and the ladder are told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messages.message import message
from tests.messages.samples import SAMPLES, setting


def card(sample: str) -> list[dict[str, Any]]:
    name, facts, more = SAMPLES[sample]
    drawn = message(name, facts, setting("da", **more)).card
    assert drawn is not None
    return list(drawn["body"])


def chart(sample: str) -> dict[str, Any]:
    (drawn,) = [element for element in card(sample) if element["type"].startswith("Chart.")]
    return drawn


def test_the_weight_of_each_caseworkers_cases_is_drawn_in_thousands() -> None:
    drawn = chart("costs_weight")
    assert [(bar["x"], bar["y"]) for bar in drawn["data"]] == [
        ("Anna Holm: 2.614 (2 sager)", 2614),
        ("Bo Lund: 600 (1 sag)", 600),
        ("Ingen rådgiver: 54 (1 sag)", 54),
    ]
    assert drawn["fallback"]["type"] == "Table"


def test_internal_and_external_prices_stand_side_by_side() -> None:
    drawn = chart("unit_costs")
    assert drawn["type"] == "Chart.VerticalBar.Grouped"
    prices = {one["legend"]: {bar["x"]: bar["y"] for bar in one["values"]} for one in drawn["data"]}
    assert (prices["Intern"]["plejefamilie"], prices["Ekstern"]["plejefamilie"]) == (41900, 60833)


def test_the_cost_of_each_step_is_drawn_where_it_may_be_told() -> None:
    assert [bar["y"] for bar in chart("ladder")["data"]] == [55, 788, 1825]
    assert [bar["y"] for bar in chart("ladder_channel")["data"]] == [55]
    assert "kun én sag står på trinnet" in json.dumps(card("ladder_channel"), ensure_ascii=False)


@pytest.mark.parametrize("sample", ["costs", "unit_costs", "grants", "ladder", "case_costs"])
def test_every_answer_about_money_shows_how_it_is_worked_out(sample: str) -> None:
    (hidden,) = [element for element in card(sample) if element.get("id") == "parts"]
    assert hidden["isVisible"] is False
    assert hidden["items"][0]["facts"]


@pytest.mark.parametrize("sample", ["costs_none", "grants_none", "ladder_none"])
def test_nothing_is_told_in_words_alone(sample: str) -> None:
    drawn = [element for element in card(sample) if element["type"] != "TextBlock"]
    assert drawn == []


def test_no_danish_sentence_ends_twice() -> None:
    for name, facts, more in SAMPLES.values():
        assert ".." not in message(name, facts, setting("da", **more)).text
