"""How a deadline rule is told: what it counts from, what follows, and what to choose from."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messages.deadline_words import event, since
from messages.message import Message
from storage.rules.deadlines.deadlines import RULES
from tests.messages.made import message
from tests.messages.samples import setting

TRIGGERS = sorted({word for rule in RULES.values() for word in rule.triggers})
MEETING = sorted({word for rule in RULES.values() for word in rule.satisfied_by})


def told(facts: dict[str, Any], day: str | None = None, language: str = "da") -> Message:
    slots = {"rule": facts["rule"]} | ({"period": {"from": day, "to": day}} if day else {})
    return message("answers/rule", facts, setting(language, question="rule", slots=slots))


def rule(name: str, length: str, due: str | None = None, act_by: str | None = None, **more: str) -> dict[str, Any]:
    law = RULES[name].law[-1].text
    return {"rule": name, "law": law, "length": length, "due": due, "act_by": act_by, **more}


def test_a_rule_says_its_length_what_it_counts_from_and_what_comes_after() -> None:
    assert told(rule("follow_up", "3 måneder")).text == (
        "Fristen for opfølgning er 3 måneder, fra indsatsen er iværksat (BL § 95). Derefter hver 6. måned."
    )
    assert told(rule("youth_support_decision", "6 måneder før")).text == (
        "Fristen for beslutning om ungestøtte er 6 måneder før 18-års fødselsdagen (BL §§ 111-121)."
    )


def test_a_day_named_is_counted_from() -> None:
    said = told(rule("assessment", "4 måneder", "2027-01-01", "2026-12-30"), "2026-09-01").text
    assert said.endswith(
        "Tæller fra tirsdag den 1. september, senest fredag den 1. januar 2027 (handl senest onsdag den 30. december)."
    )


def test_a_last_workday_before_it_began_is_not_asked_for() -> None:
    saturday = rule("notification_assessment", "24 timer", "2026-11-22", "2026-11-20", due_at="15:40")
    assert told(saturday, "2026-11-21").text.endswith(
        "Tæller fra lørdag den 21. november kl. 15.40, senest søndag den 22. november kl. 15.40."
    )


def test_an_age_rule_names_the_birthday_it_counts_from() -> None:
    said = told(rule("youth_support_decision", "6 måneder før", "2027-02-14", "2027-02-12"), "2027-08-14").text
    assert said.endswith(
        "Tæller fra 18-års fødselsdagen lørdag den 14. august 2027, senest søndag den 14. februar 2027 "
        "(handl senest fredag den 12. februar 2027)."
    )
    asks = told(rule("transition_start", "3 måneder")).card
    assert "Skriv, hvilken dag den unge fylder 16" in json.dumps(asks, ensure_ascii=False)


def test_the_card_tells_what_the_law_was_before() -> None:
    drawn = json.dumps(told(rule("assessment", "4 måneder")).card, ensure_ascii=False)
    assert "BL § 20 (før 1. januar 2024: SEL § 50)" in drawn
    old = rule("assessment", "4 måneder") | {"law": "SEL § 50"}
    assert "SEL § 50 (fra 1. januar 2024: BL § 20)" in json.dumps(told(old).card, ensure_ascii=False)


def test_choosing_a_rule_keeps_the_day_that_was_named() -> None:
    rules = [rule(name, "4 måneder", "2027-01-01", "2026-12-30") for name in RULES]
    choose = told({**dict.fromkeys(rules[0]), "rules": rules}, "2026-09-01")
    assert choose.text == "Hvilken frist skal jeg tælle fra tirsdag den 1. september? Vælg en."
    assert choose.card is not None
    sets = [element["actions"] for element in choose.card["body"] if element["type"] == "ActionSet"]
    data = [action["data"] for actions in sets for action in actions]
    assert [each["slots"]["rule"] for each in data] == list(RULES)
    assert {each["slots"]["period"]["from"] for each in data} == {"2026-09-01"}


@pytest.mark.parametrize("word", TRIGGERS)
def test_every_start_has_a_clause_of_its_own(word: str) -> None:
    assert since(word, "da") != word


@pytest.mark.parametrize("word", [*TRIGGERS, *MEETING])
def test_every_event_of_a_rule_has_its_english(word: str) -> None:
    assert event(word, "da") == word
    assert event(word, "en") != word
