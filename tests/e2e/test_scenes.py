"""Three scenes in the Playground: a private question, a channel's question, Monday's digest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messages.channel import standing_alone
from messages.message import Message
from storage.demo.people import ANNA
from tests.e2e.town import Town
from tests.e2e.window import CHANNEL, PRIVATE, Said, Window

pytestmark = pytest.mark.e2e

TEAM = "Team Nord"


def assert_tells(said: Said, answer: dict[str, Any]) -> None:
    """The bot posted the answer that `ask` gives, and the page leaves nothing of its card out."""
    told = Message(answer["text"], answer["card"], answer["facts"])
    if said.text is None:  # a button's answer takes the place of the card, so the sentence stands in the new one
        assert said.card == standing_alone(told)
    else:
        assert (said.text, said.card) == (told.text, told.sent_card)
    assert said.dropped == []


def cases_of(answer: dict[str, Any], first: int, last: int) -> list[str]:
    """The case numbers of the answer's facts, from row `first` to row `last`, counted from 1."""
    return [item["case"] for item in answer["facts"]["items"]][first - 1 : last]


def button_of(said: Said, title: str) -> dict[str, Any]:
    """What the button of that title sends."""
    assert said.card is not None
    return next(dict(action["data"]) for action in said.card["actions"] if action["title"] == title)


def test_a_private_question_is_answered_with_a_card_of_true_figures(annas: Window, town: Town) -> None:
    annas.open(PRIVATE)
    annas.write("hvilke frister har jeg i denne uge?")
    said = annas.said()
    answer = town.ask("hvilke frister har jeg i denne uge?", ANNA.email)
    annas.shot("private_question", whole=True)
    assert_tells(said, answer)
    shown = cases_of(answer, 1, 10)
    assert shown
    assert all(number in said.shown for number in shown)
    assert "Data pr. 23. november 2026" in said.shown


def test_a_button_shows_the_rest_with_the_facts_that_ask_gives(annas: Window, town: Town) -> None:
    question = "hvilke frister har jeg de næste seks måneder?"
    annas.open(PRIVATE)
    annas.write(question)
    first = annas.said()
    annas.press("Vis flere")
    second = annas.said()
    annas.shot("button")
    whole, rest = town.ask(question, ANNA.email), town.ask(json.dumps(button_of(first, "Vis flere")), ANNA.email)
    assert_tells(first, whole)
    assert_tells(second, rest)
    assert rest["facts"] == whole["facts"]
    shown = cases_of(rest, 11, 20)
    assert shown
    assert all(number in second.shown for number in shown)


def test_a_channel_is_answered_when_it_mentions_the_bot_and_no_person_is_named(annas: Window, town: Town) -> None:
    annas.open(CHANNEL)
    annas.write("hvad er overskredet?", mention=True)
    said = annas.said()
    annas.shot("channel_question", whole=True)
    answer = town.ask("hvad er overskredet?", ANNA.email, team=TEAM)
    assert_tells(said, answer)
    shown = cases_of(answer, 1, 10)
    assert shown
    assert all(number in said.shown for number in shown)
    assert ANNA.name not in said.shown


def test_a_digest_arrives_in_the_channel_by_itself(annas: Window, town: Town) -> None:
    annas.open(CHANNEL)
    sent = town.sagspuls("send", "--team", TEAM, "--kind", "weekly_digest")
    said = annas.said()
    annas.shot("digest", whole=True)
    told = json.loads(town.sagspuls("digest", "--team", TEAM, "--json"))
    assert_tells(said, told)
    assert str(told["facts"]["overdue"]["total"]) in said.shown
    assert "sent" in sent
    ledger = json.loads(town.sagspuls("deliveries", "list", "--json"))
    assert [(row["target"], row["state"]) for row in ledger] == [(TEAM, "sent")]
