"""How a figure is worked out: hidden on the card until it is asked for, open in the terminal."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from messages.cards import card
from messages.message import Message
from messages.parts import PARTS, worked_out
from messages.terminal import as_text, buttons
from tests.messages.samples import setting

GIVEN: list[dict[str, Any]] = [
    {"what": "spent", "amount": "1234567.50", "count": 12},
    {"what": "share", "name": "Konto 7*1", "pct": 32.5},
    {"what": "note", "text": "8 af 12 måneder", "amount": None},
]
TITLES = {"spent": "Forbrug", "share": "Uden sag", "note": "Budget"}


def test_the_parts_open_at_a_button() -> None:
    toggle, box = worked_out(GIVEN, TITLES, setting())
    assert toggle["actions"] == [
        {"type": "Action.ToggleVisibility", "title": "Sådan er det regnet", "targetElements": [PARTS]}
    ]
    assert (box["id"], box["isVisible"]) == (PARTS, False)
    assert [(fact["title"], fact["value"]) for fact in box["items"][0]["facts"]] == [
        ("Forbrug", "1.234.568 kr. · 12"),
        ("Uden sag: Konto 7*1", "32,5 %"),
        ("Budget", "8 af 12 måneder"),
    ]


def test_a_terminal_prints_them_with_a_heading_and_no_button() -> None:
    told = Message("Svar", card("Budget", [], worked_out(GIVEN, TITLES, setting()), setting()), {})
    out = io.StringIO()
    Console(file=out, width=80).print(as_text(told))
    assert "Sådan er det regnet" in out.getvalue()
    assert "Uden sag: Konto 7*1" in out.getvalue()
    assert buttons(told) == []


def test_nothing_to_explain_draws_nothing() -> None:
    assert worked_out([], TITLES, setting()) == []
