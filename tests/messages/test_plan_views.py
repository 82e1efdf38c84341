"""What is said of milestones and plans, and how their cards look."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messages.literal import seen
from messages.message import Message
from messages.views.recovery.milestones import advice
from storage.facts.fact import from_json
from storage.facts.recovery.milestones import MilestoneStanding
from tests.messages.made import message
from tests.messages.plan_samples import ACTIONS, OLD, READY, RESTORED, SAFE, SAMPLES, by_year, milestones, plan
from tests.messages.samples import setting
from tests.messages.test_cards import parts


def standing(facts: dict[str, Any]) -> MilestoneStanding:
    return from_json(MilestoneStanding, facts)


def told(sample: str, language: str = "da", **more: Any) -> Message:
    name, facts, usual = SAMPLES[sample]
    return message(name, facts, setting(language, **{**usual, **more}))


def kinds(card: dict[str, Any] | None) -> list[str]:
    assert card is not None
    return [element["type"] for element in card["body"]]


def tables(card: dict[str, Any] | None) -> list[dict[str, Any]]:
    assert card is not None
    return [element for element in card["body"] if element["type"] == "Table"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Kræver 14 om ugen; I når 9. Færdig 12. marts 2027, 6 uger for sent."),
        ({"expected_on": "2027-02-01"}, "Kræver 14 om ugen; I når 9. Færdig 1. februar 2027, netop på fristen."),
        ({"expected_on": "2027-02-02"}, "Kræver 14 om ugen; I når 9. Færdig 2. februar 2027, 1 dag for sent."),
        ({"expected_on": "2026-12-21"}, "Kræver 14 om ugen; I når 9. Færdig 21. december 2026, 6 uger før fristen."),
        ({"expected_on": "2029-02-01"}, "Kræver 14 om ugen; I når 9. Færdig 1. februar 2029, 24 måneder for sent."),
        ({"pace_now": 0.25, "pace_needed": 0.04}, "Kræver under 0,1 om ugen; I når 0,3."),
        ({"pace_now": 0.0}, "Kræver 14 om ugen; de seneste fire uger er der ikke nået nogen."),
        ({"pace_now": -1.5}, "Kræver 14 om ugen; de seneste fire uger er der ikke nået nogen."),
        ({"reached": 0, "expected": 0.0}, "Ikke begyndt endnu; kræver 14 om ugen."),
        ({"due": "2026-11-23", "pace_needed": None}, "Fristen er i dag, og der mangler 140."),
        ({"status": "done"}, "Målet er nået."),
        ({"status": "done", "total": 0}, "Ingen sager er omfattet."),
    ],
)
def test_the_one_sentence_a_leader_needs(change: dict[str, Any], said: str) -> None:
    without_forecast = {"expected_on": None} if "expected_on" not in change and change else {}
    assert advice(standing(RESTORED | without_forecast | change), setting()) == said


def test_a_late_milestone_tells_what_is_missing_and_when_it_comes() -> None:
    late = OLD | {"pace_now": 4.5, "expected_on": "2027-02-03"}
    assert advice(standing(late), setting()) == (
        "Fristen var 30. september 2026, og der mangler 46. "
        "Med 4,5 om ugen er det nået 3. februar 2027, 18 uger for sent."
    )


def test_of_several_milestones_the_worst_is_told_and_drawn() -> None:
    said = told("milestones")
    assert said.text.startswith(
        "Der er 4 milepæle: 1 har overskredet fristen, 1 er bagud, 1 følger planen og 1 er nået."
    )
    assert "Mest presset er milepæl 2." in said.text
    assert kinds(said.card).count("Chart.Line") == 1
    assert [row["cells"][2]["items"][0]["text"] for row in tables(said.card)[0]["rows"][1:]] == [
        "Over fristen",
        "Nået",
        "Bagud",
        "Følger planen",
    ]


def test_a_status_is_coloured_and_named_and_green_only_where_the_forecast_is_in_time() -> None:
    def look(item: dict[str, Any]) -> tuple[str, str | None]:
        facts = milestones(item, SAFE)
        cell = tables(message("answers/milestones", facts, setting()).card)[0]["rows"][1]["cells"][2]["items"][0]
        return cell["text"], cell.get("color")

    assert look(READY) == ("Følger planen", "Good")
    assert look(READY | {"expected_on": "2027-05-01"}) == ("Følger planen", None)
    assert look(RESTORED) == ("Bagud", "Attention")
    assert look(OLD) == ("Over fristen", "Attention")


def test_the_curve_shows_what_was_reached_expected_and_foreseen() -> None:
    card = told("milestones_one").card
    assert card is not None
    chart = next(element for element in card["body"] if element["type"] == "Chart.Line")
    assert [line["legend"].split(" (")[0] for line in chart["data"]] == ["Nået", "Forventet", "Prognose"]
    assert [point["y"] for point in chart["data"][2]["values"]] == [110, 250]


def test_a_forecast_far_away_is_not_drawn_to_its_end() -> None:
    far = RESTORED | {"expected_on": "2060-01-01"}
    name, facts, more = SAMPLES["milestones_one"]
    card = message(name, {**facts, "items": [far]}, setting(**more)).card
    assert card is not None
    chart = next(element for element in card["body"] if element["type"] == "Chart.Line")
    assert chart["data"][2]["values"][-1]["x"] == "2028-02-01"
    assert chart["data"][2]["values"][-1]["y"] < 130


def test_whether_a_day_is_met_is_said_first() -> None:
    assert told("milestones_by_day").text.startswith(
        "Med det nuværende tempo er milepæl 1B først nået 12. marts 2027. Det er for sent til 1. februar 2027."
    )
    name, facts, more = SAMPLES["milestones_by_day"]
    in_time = {**facts, "by": {"day": "2027-06-30", "in_time": ["1B"], "pace_needed": {"1B": 4.47}}}
    assert message(name, in_time, setting(**more)).text == (
        "Med det nuværende tempo er milepæl 1B nået 12. marts 2027. Det er i tide til 30. juni 2027."
    )


def test_the_late_actions_stand_first_and_are_marked_in_words() -> None:
    said = told("plan")
    assert "2 er forsinkede, den ældste med frist 30. juni 2026: Sagsoverblik i alle sager." in said.text
    statuses = [row["cells"][3]["items"] for row in tables(said.card)[0]["rows"][1:]]
    assert [[line["text"] for line in lines] for lines in statuses[:3]] == [
        ["Forsinket", "Igangsat"],
        ["Forsinket", "Afventer"],
        ["Igangsat"],
    ]


def test_a_deadline_is_shown_as_written_and_as_read() -> None:
    deadlines = [row["cells"][2]["items"] for row in tables(told("plan").card)[0]["rows"][1:]]
    assert [[seen(line) for line in lines] for lines in deadlines] == [
        ["Medio 2026", "juni 2026"],
        ["senest d. 31.10.2026", "31. oktober 2026"],
        ["4. kvartal 2026", "1. oktober - 31. december 2026"],
        ["2025-2027"],
        ["løbende"],
        ["Tidsfrist fastsættes efter møde", "ingen dato"],
        ["Fra 2026", "fra 1. januar 2026"],
        ["Ultimo 2024", "31. december 2024"],
        ["ingen dato"],
    ]


def test_whose_actions_they_are_is_said() -> None:
    assert told("plan_mine").text.startswith("Du har ansvaret for 2 handlinger.")
    assert told("plan_of_bo").text.startswith("Bo Lund har ansvaret for 1 handling.")
    assert told("plan_late_none").text == "Ingen handlinger er forsinkede."


def test_fredensborgs_matrix_colours_each_status_and_names_it_too() -> None:
    children, adults = tables(told("plan_by_year").card)
    header, *rows = ([cell["items"][0]["text"] for cell in row["cells"]] for row in adults["rows"])
    assert header == ["Handling", "2024", "2025", "2026", "2027"]
    assert rows == [
        ["1.1 Fælles indsatstrappe", "Venter", "I gang", "I drift", "–"],
        ["1.2 Lokale tilbud om rådgivning", "Venter", "I gang", "I gang", "I drift"],
        ["3.10 Overblik over sagsstammens tyngde", "Venter", "Venter", "Venter", "–"],
    ]
    styles = [cell.get("style") for cell in adults["rows"][1]["cells"]]
    assert styles == [None, "attention", "warning", "good", None]
    assert [cell.get("style") for cell in children["rows"][2]["cells"]] == [None] * 5


def test_a_plan_told_by_year_tells_this_years_status() -> None:
    assert told("plan_by_year").text == (
        "Der er 3 handlinger. I 2026, hvert område for sig: 1 afventer, 2 er igangsat, 2 er implementeret og "
        "1 er ikke relevant."
    )


def test_a_long_matrix_is_paged_and_stays_small() -> None:
    lines = [
        line
        for i in range(30)
        for area in ("børn og unge", "voksne")
        for line in by_year(f"{i}", "Et initiativ med en temmelig lang titel om styring", area, *["igangsat"] * 6)
    ]
    card = message("answers/plan", plan(lines), setting(question="plan", slots={})).card
    assert [len(table["rows"]) for table in tables(card)] == [9, 9]
    assert card is not None
    assert card["actions"][0]["title"] == "Vis flere"
    assert len(json.dumps(card)) < 24_000


def test_only_words_of_our_own_are_repeated() -> None:
    odd = "Klik [her](http://ondt.example)"
    slots = {"theme": odd, "status": odd, "staff": odd, "plan": odd}
    for items in (ACTIONS, []):
        said = message("answers/plan", plan(items), setting(question="plan", slots=slots))
        shown = [part.get("text", "") for part in parts(said.card or {})]
        assert all("ondt" not in text for text in [said.text, *shown])
    lettered = message("answers/plan", plan(ACTIONS), setting(question="plan", slots={"theme": "A"}))
    assert "Tema A" in json.dumps(lettered.card)
