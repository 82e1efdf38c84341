"""A preview shows what would be sent, and says that it was not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messages.cards import LIMIT, card, text
from messages.message import Message
from messages.preview import preview
from tests.messages.preview_samples import PREVIEWS, previewed
from tests.messages.samples import setting

MARK = "Forhåndsvisning, ikke sendt"


def composed(under: list[str], body: list[dict[str, Any]]) -> Message:
    """What a kind of reminder that nothing else knows of has composed."""
    return Message("Tre breve venter.", card("Breve", under, body, setting()), {"letters": 3})


def words_of(drawn: dict[str, Any] | None) -> list[str]:
    assert drawn is not None
    return [part["text"] for part in drawn["body"] if part["type"] == "TextBlock"]


@pytest.mark.parametrize("under", [[], ["Team Nord"]])
def test_the_mark_stands_between_the_title_and_what_the_card_shows(under: list[str]) -> None:
    shown = preview(composed(under, [text("Tre breve")]), "letters", ["Team Nord"], "da", made_up=False)
    assert words_of(shown.card)[: len(under) + 3] == ["Breve", *under, MARK, "Tre breve"]


def test_but_for_its_mark_the_card_is_the_one_that_would_be_sent() -> None:
    sent = composed(["Team Nord"], [text("Tre breve")])
    shown = preview(sent, "letters", ["Team Nord"], "da", made_up=False)
    assert shown.card is not None
    unmarked = [part for part in shown.card["body"] if part.get("text") != MARK]
    assert {**shown.card, "body": unmarked} == sent.card


def test_a_message_of_words_alone_is_read_after_what_says_that_it_is_a_preview() -> None:
    shown = preview(Message("Tre breve venter.", None, {}), "letters", ["Team Nord", "Distrikt 2"], "da", made_up=False)
    assert shown.text == (
        "Sådan ser det ud, hvis Team Nord og Distrikt 2 får det nu. Det er ikke sendt. Tre breve venter."
    )
    assert shown.card is None


def test_the_facts_are_what_was_composed_with_the_kind_and_whether_they_are_made_up() -> None:
    shown = preview(composed([], []), "letters", ["Team Nord"], "da", made_up=True)
    assert shown.facts == {"letters": 3, "kind": "letters", "made_up": True}


def test_a_full_card_stays_small_enough_with_its_mark() -> None:
    rest = LIMIT - len(json.dumps(composed([], []).sent_card)) - 450
    lines = {"type": "TextBlock", "text": "a" * rest}
    row = {"type": "TableRow", "cells": [{"type": "TableCell", "items": [text("b" * 50)]}]}
    full = composed([], [lines, {"type": "Table", "columns": [{"width": 1}], "rows": [row, row]}])
    assert len(json.dumps(full.sent_card)) <= LIMIT
    shown = preview(full, "letters", ["Team Nord"], "da", made_up=True)
    assert len(json.dumps(shown.sent_card)) <= LIMIT
    assert "Forhåndsvisning med opdigtede tal" in words_of(shown.card)


@pytest.mark.parametrize("sample", PREVIEWS)
def test_made_up_figures_are_called_so_in_words_and_on_the_card(sample: str) -> None:
    said, made_up = previewed(sample), PREVIEWS[sample].made_up
    assert ("opdigtede tal" in said.text) is made_up
    assert ("Forhåndsvisning med opdigtede tal" in words_of(said.card)) is made_up
