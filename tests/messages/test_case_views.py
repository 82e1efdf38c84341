"""What the recovery, the flow, the changes and the coming ages say, and what their cards keep to themselves."""

from __future__ import annotations

import json
from typing import Any

from messages.message import Message
from tests.messages.case_samples import CHANGES, FLOW, LEGALITY, TRANSITIONS
from tests.messages.made import message
from tests.messages.samples import SAMPLES, setting


def told(sample: str, **more: Any) -> Message:
    name, facts, usual = SAMPLES[sample]
    return message(name, facts, setting("da", **{**usual, **more}))


def on_card(said: Message) -> str:
    return json.dumps(said.card, ensure_ascii=False)


def test_the_first_case_to_restore_is_named() -> None:
    assert told("legality").text.endswith("Først til genopretning: 2024-0456 (rød).")
    assert "2024-" not in told("legality_counts_only").text


def test_a_requirement_is_told_of_you_of_a_team_and_of_all() -> None:
    assert told("legality_requirement").text == "Kravet »børnesamtale« mangler i 31 af dine 98 sager."
    assert told("legality_requirement", asker="bo").text.startswith("Anna Holm: Kravet »børnesamtale« mangler i 31")
    assert told("legality_requirement_met").text == "Team Nord: Kravet »partshøring« mangler ikke i nogen sager."


def test_a_requirement_that_is_none_of_ours_is_not_echoed() -> None:
    said = told("legality", slots={"requirement": "hemmeligt"})
    assert "hemmeligt" not in said.text + on_card(said)


def test_the_overview_stands_on_the_first_page_alone() -> None:
    many = {**LEGALITY, "items": LEGALITY["items"] * 5}
    first, second = (message("answers/legality", many, setting(question="legality", page=n)) for n in (1, 2))
    assert "Chart.HorizontalBar.Stacked" in on_card(first)
    assert "Chart.HorizontalBar.Stacked" not in on_card(second)


def test_long_lists_of_what_is_missing_are_cut_with_their_number() -> None:
    assert "undersøgelse afsluttet, plan udarbejdet og 4 til" in on_card(told("legality"))


def test_a_channel_reads_no_names() -> None:
    assert "Anna" not in on_card(told("legality_channel")) + on_card(told("changes_channel"))


def test_flow_says_what_the_period_comes_to() -> None:
    def said(net: int) -> str:
        return message("answers/flow", {**FLOW, "net": net}, setting(question="flow", slots={})).text

    assert said(1).endswith("Det giver 1 sag flere.")
    assert said(-3).endswith("Det giver 3 sager færre.")
    assert said(0).endswith("Antallet af sager er uændret.")


def test_cases_without_caseworker_come_first_and_stand_out() -> None:
    said = told("changes")
    assert said.text.startswith("I Team Nord har 2 sager ingen rådgiver. 3 sager har skiftet rådgiver")
    assert on_card(said).index("2025-0007") < on_card(said).index("2024-0456")
    one = message("answers/changes", {**CHANGES, "repeated": 0}, setting(question="changes", slots={}))
    assert one.text == "2 sager har ingen rådgiver."


def test_a_case_that_a_leaver_still_has_says_so() -> None:
    gone = {"case": "2024-0456", "changes": 0, "caseworker": "anna", "left": True}
    facts = {"total": 1, "repeated": 0, "without_caseworker": 1, "items": [gone]}
    said = message("answers/changes", facts, setting(question="changes", slots={}))
    assert "Anna Holm (fratrådt)" in on_card(said)


def test_somebody_who_turns_two_ages_is_one_young_person() -> None:
    assert told("transitions").text.startswith("I dine sager fylder 4 unge 16, 17½ eller 18 år de næste 12 måneder.")
    assert told("transitions_counts_only").text.startswith("Der er 5 aldersskift (16, 17½ eller 18 år)")


def test_an_open_end_is_told_as_one() -> None:
    facts = {**TRANSITIONS, "to": "9999-12-31"}
    slots = {"period": {"from": "2026-11-23", "to": None}}
    said = message("answers/transitions", facts, setting(question="transitions", slots=slots))
    assert "9999" not in said.text + on_card(said)


def test_the_checklist_tells_when_each_requirement_was_met() -> None:
    card = on_card(told("case"))
    assert "Tjekliste: 3 af 5 er opfyldt" in card
    assert "✓ 3. nov. 2025" in card


def test_two_caseworkers_are_drawn_as_bars_with_their_table_behind() -> None:
    said = told("caseload_team").card
    assert said is not None
    (chart,) = [element for element in said["body"] if element["type"] == "Chart.HorizontalBar"]
    assert chart["data"][0]["x"] == "Bo Lund (over 20-25)"
    assert "Dorte Krogh (fratrådt)" in json.dumps(chart["fallback"], ensure_ascii=False)
    weighted = [{**row, "weighted": 1.5} for row in SAMPLES["caseload_team"][1]["by_caseworker"]]
    table = message("answers/caseload", {**SAMPLES["caseload_team"][1], "by_caseworker": weighted}, setting())
    assert "Chart." not in on_card(table)
