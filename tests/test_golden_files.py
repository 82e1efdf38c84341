"""A golden file keeps all of a message, and a change of it shows where and as large as it is."""

from __future__ import annotations

import copy
from difflib import ndiff
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.message import Message
from tests.golden_files import read, written

CARD: dict[str, Any] = {
    "type": "AdaptiveCard",
    "lang": "da",
    "body": [
        {"type": "TextBlock", "text": "Overskredne frister", "wrap": True, "size": "Large"},
        {"type": "TextBlock", "text": "Team Nord", "wrap": True},
        {"type": "Table", "rows": [{"type": "TableRow", "cells": [{"type": "TextBlock", "text": "2026-0456"}]}]},
        {"type": "FactSet", "facts": [{"title": "Budget", "value": "11.000 kr."}]},
    ],
    "actions": [
        {
            "type": "Action.Execute",
            "title": "Vis",
            "data": {"page": 1},
            "fallback": {"type": "Action.Submit", "title": "Vis", "data": {"page": 1}},
        }
    ],
}
ENGLISH = {"da": "en", "Overskredne frister": "Overdue deadlines", "11.000 kr.": "DKK 11,000", "Vis": "Show"}
FILE = """\
da Anna har 2 frister.
en Anna has 2 deadlines.

AdaptiveCard lang: body: actions:
  lang: da da
  lang: en en
  body:
    - TextBlock text: wrap size=Large
        da Overskredne frister
        en Overdue deadlines
    - TextBlock text="Team Nord" wrap
    - Table rows > TableRow cells > TextBlock text="2026-0456"
    - FactSet facts > {} title=Budget value:
        da 11.000 kr.
        en DKK 11,000
  actions:
    - Action.Execute title: data={"page": 1} fallback=Action.Submit(title, data)
        da Vis
        en Show
"""


def in_english(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: in_english(one) for key, one in part.items()}
    if isinstance(part, list):
        return [in_english(one) for one in part]
    return ENGLISH.get(part, part) if isinstance(part, str) else part


def file_of(da: Any, en: Any) -> str:
    return written(Message("Anna har 2 frister.", da, {}), Message("Anna has 2 deadlines.", en, {}))


def cards() -> tuple[Any, Any]:
    return copy.deepcopy(CARD), in_english(CARD)


def difference(now: str) -> list[str]:
    """What a person sees of a change: the lines that went and came."""
    return [line for line in ndiff(FILE.splitlines(), now.splitlines()) if line[0] in "-+"]


def test_a_card_is_written_once_with_its_words_in_both_languages() -> None:
    assert file_of(*cards()) == FILE


def test_another_wording_changes_a_line_in_each_language() -> None:
    da, en = cards()
    da["body"][0]["text"], en["body"][0]["text"] = "Frister over tiden", "Deadlines past their day"
    assert difference(file_of(da, en)) == [
        "-         da Overskredne frister",
        "-         en Overdue deadlines",
        "+         da Frister over tiden",
        "+         en Deadlines past their day",
    ]


def test_another_letter_in_one_language_changes_a_line() -> None:
    da, en = cards()
    en["body"][0]["text"] = "Overdue deadlines."
    assert difference(file_of(da, en)) == ["-         en Overdue deadlines", "+         en Overdue deadlines."]


def test_a_space_that_must_not_break_is_no_other_space() -> None:
    da, en = cards()
    da["body"][3]["facts"][0]["value"] = "11.000\u00a0kr."
    assert difference(file_of(da, en)) == ["-         da 11.000 kr.", '+         da "11.000\\u00a0kr."']


def test_a_text_that_differs_where_both_were_alike_becomes_a_pair() -> None:
    da, en = cards()
    en["body"][1]["text"] = "Team North"
    assert difference(file_of(da, en)) == [
        '-     - TextBlock text="Team Nord" wrap',
        "+     - TextBlock text: wrap",
        "+         da Team Nord",
        "+         en Team North",
    ]


def test_another_look_changes_a_line() -> None:
    da, en = cards()
    for card in (da, en):
        card["body"][0]["size"] = "Medium"
    assert difference(file_of(da, en)) == [
        "-     - TextBlock text: wrap size=Large",
        "+     - TextBlock text: wrap size=Medium",
    ]


def test_the_order_of_keys_and_of_elements_counts() -> None:
    for place in (0, 1, 2, 3):
        da, en = cards()
        for card in (da, en):
            card["body"].append(card["body"].pop(place))
        assert (file_of(da, en) == FILE) is (place == 3)
    da, en = cards()
    for card in (da, en):
        card["body"][1]["text"] = card["body"][1].pop("text")
    assert difference(file_of(da, en))[1] == '+     - TextBlock wrap text="Team Nord"'


def test_what_only_one_language_shows_is_kept_for_both() -> None:
    for changed in (0, 1):
        both = cards()
        both[changed]["body"][1]["isSubtle"] = True
        file = file_of(*both)
        assert [line.strip()[:2] for line in difference(file)] == ["- ", "+ ", "+ "]
        assert tuple(one.card for one in read(file)) == both


def test_a_button_for_old_clients_that_asks_for_something_else_is_seen() -> None:
    da, en = cards()
    da["actions"][0]["fallback"]["title"] = "Vis alt"
    assert "da Vis alt" in file_of(da, en)
    assert read(file_of(da, en))[0].card == da


def test_a_message_without_a_card_is_its_sentences() -> None:
    assert file_of(None, None) == "da Anna har 2 frister.\nen Anna has 2 deadlines.\n"


PARTED: dict[str, tuple[Any, Any]] = {
    "one of them has a card": (None, {"type": "AdaptiveCard"}),
    "elements of two types": ({"type": "TextBlock", "text": "a"}, {"type": "RichTextBlock", "text": "a"}),
    "one element more": ({"items": [{"type": "TextBlock"}]}, {"items": [{"type": "TextBlock"}] * 2}),
    "keys in another order": ({"text": "a", "wrap": True}, {"wrap": True, "text": "a"}),
    "a key more": ({"text": "a"}, {"text": "a", "wrap": True}),
    "equal numbers written in two ways": ({"yMin": 0, "wrap": True}, {"yMin": 0.0, "wrap": 1}),
    "buttons for old clients of two types": (
        {"title": "Vis", "fallback": {"type": "Action.Submit", "title": "Vis"}},
        {"title": "Vis", "fallback": {"type": "Action.OpenUrl", "title": "Vis"}},
    ),
}


@pytest.mark.parametrize("case", PARTED)
def test_languages_that_part_in_more_than_words_are_both_kept(case: str) -> None:
    da, en = PARTED[case]
    assert list(map(repr, read(file_of(da, en)))) == [
        repr(Message("Anna har 2 frister.", da, {})),
        repr(Message("Anna has 2 deadlines.", en, {})),
    ]


def test_an_element_that_takes_an_element_from_its_parent_is_kept() -> None:
    inner = {"type": "TextBlock"}
    card = {"other": {"type": "Container", "fallback": inner}, "fallback": inner}
    assert [one.card for one in read(file_of(card, card))] == [card, card]


WORDS = st.text(max_size=6) | st.sampled_from(
    ["da x", "- x", "= 1", "true", "A.B", "A(b)", "title", "{}", "a: b", "a > B"]
)
KEYS = st.sampled_from(["type", "text", "title", "items", "$schema", "da", "en", "Æ b", ""]) | st.text(max_size=3)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
KINDS = st.sampled_from(["TextBlock", "Action.Submit"])


def larger(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists, records and elements of such parts, and a tuple where the two languages go their own ways."""
    record = st.dictionaries(KEYS, part, max_size=4)
    element = st.tuples(KINDS, record).map(lambda two: {"type": two[0], **two[1]})
    return st.lists(part, max_size=3) | record | element | st.tuples(part, part)


def side(part: Any, at: int) -> Any:
    """What one language has of such a part."""
    if isinstance(part, dict):
        return {key: side(one, at) for key, one in part.items()}
    if isinstance(part, list):
        return [side(one, at) for one in part]
    return side(part[at], at) if isinstance(part, tuple) else part


@given(WORDS, WORDS, st.recursive(LEAVES, larger, max_leaves=15))
def test_whatever_a_message_holds_is_read_back_as_it_was(danish: str, english: str, card: Any) -> None:
    da, en = Message(danish, side(card, 0), {}), Message(english, side(card, 1), {})
    assert list(map(repr, read(written(da, en)))) == [repr(da), repr(en)]
