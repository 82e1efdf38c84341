"""A card shows a text letter by letter, as Markdown readers and the clients' own signs go (`messages.literal`)."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.channel import standing_alone
from messages.literal import as_written, literal, seen
from messages.message import Message
from storage.rules.inert import inert
from tests.injection.hostile import ACTING, HONEST, SIGNS, drawn_on_the_web, lines_of
from tests.messages.made import message
from tests.messages.samples import SAMPLES, setting

Element = dict[str, Any]

hostile = st.lists(
    st.sampled_from([*ACTING, *SIGNS, *"]()>}#&;-+=.|!:/ 1aå", "](", "**", "](h)", "1. ", "- ", "&lt;"]), max_size=12
).map("".join)


_ACTS_ON_A_PHONE = re.compile(r"\*.*\*|_.*_|\{.*\{|[\[\\].|^(?:[-+#]|\d+[.)]) ")
"""What a phone, or any client's own dates, would read in a run (tried with the Markdown parser of Teams on phones)."""


def block(words: str) -> Element:
    return {"type": "TextBlock", "text": words, "wrap": True, "size": "Large", "color": "Attention"}


def words_acting(line: Element) -> list[str]:
    """The words of a line that some client would draw as something else than they are."""
    if line["type"] == "FactSet":
        return [fact[part] for fact in line["facts"] for part in ("title", "value") if _acts_on_the_web(fact[part])]
    if line["type"] == "TextBlock":
        return [line["text"]] if _acts_on_the_web(line["text"]) else []
    runs = [run["text"] for run in line["inlines"]]
    return [run for run in runs if _ACTS_ON_A_PHONE.search(run)]


def _acts_on_the_web(words: str) -> bool:
    return drawn_on_the_web(words).replace("&quot;", '"') not in {"", f"<p>{escape(words, quote=False)}</p>"}


def settled(words: str) -> str:
    return inert(words).strip(" ")


@pytest.mark.parametrize("words", [*ACTING, *HONEST])
def test_a_line_is_drawn_letter_by_letter(words: str) -> None:
    line = literal(block(words))
    assert words_acting(line) == []
    assert seen(line) == settled(words)


@pytest.mark.parametrize("words", [*ACTING, *HONEST])
def test_a_fact_is_drawn_letter_by_letter(words: str) -> None:
    drawn = literal({"type": "FactSet", "facts": [{"title": words, "value": "x"}, {"title": "Navn", "value": words}]})
    lines = lines_of(drawn)
    assert [acting for line in lines for acting in words_acting(line)] == []
    if drawn["type"] == "FactSet":
        assert [as_written(fact["value"]) for fact in drawn["facts"]] == ["x", settled(words)]
    else:
        assert [seen(line) for line in lines] == [f"{settled(words)}: x", f"Navn: {settled(words)}"]


@given(hostile)
def test_no_mixture_of_signs_acts(words: str) -> None:
    line = literal(block(words))
    assert words_acting(line) == []
    assert seen(line) == settled(words)
    assert literal(line) == line, "made literal twice, it is the same"


@pytest.mark.parametrize("words", HONEST)
def test_no_honest_name_shows_a_backslash_it_does_not_have(words: str) -> None:
    assert seen(literal(block(words))).count("\\") == words.count("\\")


@pytest.mark.parametrize("words", ["{{DATE(2017-02-14T06:08:39Z,LONG)}}", "se http://ondt.example", "WWW.ondt.example"])
def test_what_a_client_reads_besides_markdown_is_no_textblock(words: str) -> None:
    assert literal(block(words))["type"] == "RichTextBlock"
    assert [run for run in literal(block(words))["inlines"] if "{{" in run["text"]] == []


def test_a_text_that_becomes_runs_keeps_its_look_and_its_place() -> None:
    line = literal({**block("Bo*Pe*der"), "weight": "Bolder", "horizontalAlignment": "Right", "spacing": "None"})
    assert line == {
        "type": "RichTextBlock",
        "horizontalAlignment": "Right",
        "spacing": "None",
        "inlines": [
            {"type": "TextRun", "text": "Bo*Pe", "size": "Large", "weight": "Bolder", "color": "Attention"},
            {"type": "TextRun", "text": "*der", "size": "Large", "weight": "Bolder", "color": "Attention"},
        ],
    }


def test_a_date_at_the_start_of_a_line_stays_with_its_month() -> None:
    assert literal(block("23. november"))["text"] == "23.\N{NO-BREAK SPACE}november"
    assert literal(block("16.-23. november"))["text"] == "16.-23. november"


def test_what_a_client_sends_back_is_left_as_it_is() -> None:
    choices = {"type": "Input.ChoiceSet", "id": "team\x07", "choices": [{"title": "No\x07rd", "value": "No\x07rd"}]}
    assert literal(choices)["choices"] == [{"title": "No rd", "value": "No\x07rd"}]
    assert literal(choices)["id"] == "team\x07"
    pressed = {"type": "Action.Execute", "title": "Ja\x07", "data": {"slots": {"team": "No\x07rd"}}}
    assert literal(pressed) == {"type": "Action.Execute", "title": "Ja ", "data": {"slots": {"team": "No\x07rd"}}}


@pytest.mark.parametrize("words", ACTING)
def test_every_message_is_made_literal(words: str) -> None:
    name, facts, more = SAMPLES["overdue_mine"]
    odd = {**facts, "items": [{**facts["items"][0], "case": words}, *facts["items"][1:]]}
    card = message(name, odd, setting(**more)).card
    assert [acting for line in lines_of(card) for acting in words_acting(line)] == []


@pytest.mark.parametrize("words", ACTING)
def test_a_text_put_into_a_card_is_made_literal(words: str) -> None:
    card = standing_alone(Message(words, {"type": "AdaptiveCard", "body": []}, {}))
    assert [acting for line in lines_of(card) for acting in words_acting(line)] == []


def test_our_own_cards_use_no_markdown() -> None:
    """Every recorded sample is drawn as TextBlocks: no text of ours has a sign that would turn it into runs."""
    for name, facts, more in SAMPLES.values():
        card = message(name, facts, setting(**more)).card
        assert [line for line in lines_of(card) if line["type"] == "RichTextBlock"] == [], name
