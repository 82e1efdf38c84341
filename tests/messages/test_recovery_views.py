"""How complaints and management audits are told."""

from __future__ import annotations

import json
from typing import Any

from messages.message import Message
from tests.messages.complaint_samples import AUDITS, COMPLAINTS
from tests.messages.deadline_samples import NORD
from tests.messages.made import message
from tests.messages.samples import SAMPLES, setting


def told(sample: str, language: str = "da") -> Message:
    name, facts, more = SAMPLES[sample]
    return message(name, facts, setting(language, **more))


def kinds(card: dict[str, Any] | None) -> list[str]:
    assert card is not None
    return [element["type"] for element in card["body"]]


def test_complaints_say_how_many_came_how_they_ended_and_what_is_left() -> None:
    assert told("complaints").text == (
        "Der er modtaget 12 klager i perioden 1. januar - 23. november 2026. "
        "Afgjort: 2 medhold, 1 delvis medhold, 1 hjemvist, 4 afvist og 1 uden udfald. 3 er ikke afgjort endnu."
    )
    assert told("complaints_none").text == "Team Nord modtog ingen klager i perioden 1. januar - 23. november 2026."


def test_complaints_by_outcome_are_drawn_with_the_open_ones_last() -> None:
    card = told("complaints").card
    assert card is not None
    (chart,) = [element for element in card["body"] if element["type"].startswith("Chart.")]
    assert [(bar["x"], bar["y"]) for bar in chart["data"]] == [
        ("Medhold", 2),
        ("Delvis medhold", 1),
        ("Hjemvist", 1),
        ("Afvist", 4),
        ("Uden udfald", 1),
        ("Ikke afgjort", 3),
    ]
    assert chart["fallback"]["type"] == "Table"


def test_nothing_received_is_drawn_as_nothing() -> None:
    assert not [kind for kind in kinds(told("complaints_none").card) if kind.startswith("Chart.") or kind == "Table"]


def test_a_group_without_a_case_is_called_so() -> None:
    assert "Om ingen sag eller et andet teams" in json.dumps(told("complaints_groups").card, ensure_ascii=False)


def test_all_decided_is_told_without_what_is_left() -> None:
    facts = {**COMPLAINTS, "received": 1, "open": 0, "by_outcome": {"medhold": 1}}
    said = message("answers/complaints", facts, setting(question="complaints", slots=NORD))
    assert said.text.endswith("Team Nord modtog 1 klage i perioden 1. januar - 23. november 2026. Afgjort: 1 medhold.")


def test_an_audit_is_compared_with_the_round_before_and_names_the_commonest_finding() -> None:
    assert told("supervision").text == (
        "Seneste ledelsestilsyn i Team Nord: 3. runde 2026, 12 sager. "
        "87,5 % af svarene er ja mod 80 % i 2. runde 2026 (12 sager). "
        'I alt er der oftest svaret nej til "Er barnet hørt?" (9 gange).'
    )
    assert told("supervision_one").text == "Seneste ledelsestilsyn: 1. runde 2026, 1 sag."
    assert told("supervision_none").text == ("Der er ingen svar fra ledelsestilsyn i perioden 23.-29. november 2026.")


def test_the_share_of_yes_is_drawn_for_the_rounds_that_have_one() -> None:
    card = told("supervision").card
    assert card is not None
    (chart,) = [element for element in card["body"] if element["type"].startswith("Chart.")]
    assert [bar["y"] for bar in chart["data"]] == [88, 80]
    assert not [kind for kind in kinds(told("supervision_one").card) if kind.startswith("Chart.")]


def test_many_rounds_are_turned_over_ten_at_a_time() -> None:
    rounds = [{**AUDITS["rounds"][0], "round": f"Runde {n}"} for n in range(23)]
    said = message("answers/supervision", {**AUDITS, "rounds": rounds}, setting(question="supervision", slots={}))
    assert said.card is not None
    assert "Viser 1-10 af 23" in json.dumps(said.card, ensure_ascii=False)
    assert said.card["actions"][0]["data"]["page"] == 2
