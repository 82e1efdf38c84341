"""A card in the terminal: everything on it can be read, and its buttons have numbers."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from messages.message import Message
from messages.terminal import as_text, buttons
from tests.messages.made import message
from tests.messages.samples import SAMPLES, setting


def said(sample: str, language: str = "da") -> Message:
    name, facts, more = SAMPLES[sample]
    return message(name, facts, setting(language, **more))


def printed(told: Message, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(as_text(told))
    return out.getvalue()


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_message_can_be_printed_with_all_its_buttons(sample: str) -> None:
    told = said(sample)
    numbers = [int(n) for n in re.findall(r"\[(\d+)\]", printed(told))]
    assert numbers == list(range(1, len(buttons(told)) + 1))


def test_a_list_is_printed_as_a_table_with_its_footer() -> None:
    shown = printed(said("overdue_mine"))
    assert re.search(r"2024-1000 +Opfølgning +ons\. 11\. nov\. +12", shown)
    assert "Data pr. 22. november 2026 kl. 06.15" in shown
    assert "[1] Vis flere" in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_escapes_are_for_teams_only() -> None:
    shown = printed(said("my_day"))
    assert "23. november 2026" in shown
    assert "\\" not in shown


def test_values_that_look_like_markup_are_printed_as_they_are() -> None:
    name, facts, more = SAMPLES["overdue_one"]
    odd = {**facts, "items": [{**facts["items"][0], "case": "[red]x_1[/red]"}]}
    assert "[red]x_1[/red]" in printed(message(name, odd, setting(**more)))


def test_a_message_without_a_card_is_its_words() -> None:
    told = said("too_long")
    assert printed(told).strip() == told.text
    assert buttons(told) == []


def test_a_buttons_number_gives_what_it_sends() -> None:
    assert buttons(said("overdue_mine")) == [
        ("Vis flere", {"question": "overdue", "slots": {"staff": "anna"}, "page": 2, "lang": "da"})
    ]


def test_a_forms_button_sends_what_its_fields_start_with() -> None:
    save, cancel = buttons(said("form"))
    assert save[1] == {
        "question": "reminders",
        "slots": {},
        "page": 1,
        "lang": "da",
        "do": "add",
        "kind": "weekly_digest",
        "team": "Team Nord",
        "monthly": "usual",
        "weekday": "0",
        "time": "08:00",
    }
    assert cancel[1] == {"question": "reminders", "slots": {}, "page": 1, "lang": "da"}


def test_a_narrow_terminal_still_gets_the_whole_card() -> None:
    assert "Data pr." in printed(said("weekly_digest"), width=60)
