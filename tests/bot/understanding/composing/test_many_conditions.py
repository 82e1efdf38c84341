"""A question with twenty conditions is answered with all of them, and soon."""

from __future__ import annotations

import time

import pytest

from bot.understanding.classifier import Model
from storage.rules.selection_json import conditions_as_json
from tests.bot.understanding.sentences import meaning_of

TWENTY = (
    "røde eller gule",
    "ikke akutte",
    "i Team Nord",
    "hos Mette",
    "undtagen handicapsager",
    "genoprettede",
    "mangler børnesamtale",
    "med overskredet frist",
    "under 12 år",
    "i plejefamilie",
    "eksterne",
    "på trin 4",
    "uden slutdato",
    "koster over 500.000 kr",
    "koster mindre end 2 mio. kr.",
    "uden rådgiver",
    "med gentagne rådgiverskift",
    "bekymringsgrad 4",
    "mangler plan",
    "mangler partshøring",
)

CONDITIONS = {
    "category": ["red", "yellow"],
    "team": "Team Nord",
    "staff": "s-mette",
    "state": "restored",
    "lacks": [["børnesamtale"], ["plan udarbejdet"], ["partshøring"]],
    "overdue": True,
    "age": {"to": 11},
    "measure": "plejefamilie",
    "performer": "ekstern",
    "step": {"from": 4, "to": 4},
    "no_stop": True,
    "cost": [{"over": "500000"}, {"under": "2000000"}],
    "no_caseworker": True,
    "changed": True,
    "concern": {"from": 4},
    "not": {"urgent": True, "case_type": "handicap"},
}
IN_TIME = 1.0
"""Seconds."""


@pytest.mark.parametrize("text", [f"hvilke sager er {', '.join(TWENTY)}", f"antal sager: {' og '.join(TWENTY)}"])
def test_twenty_conditions_are_all_read(text: str, model: Model) -> None:
    began = time.perf_counter()
    meaning = meaning_of(text, model)
    assert time.perf_counter() - began < IN_TIME
    assert meaning.slots.selection is not None
    assert conditions_as_json(meaning.slots.selection.conditions) == CONDITIONS
    assert meaning.unread == ()


def test_a_condition_said_thirty_times_over_is_read_in_time(model: Model) -> None:
    values = " og ".join(f"mangler {what}" for what in ("plan", "børnesamtale", "partshøring") for _ in range(30))
    began = time.perf_counter()
    assert meaning_of(f"hvilke røde sager {values}", model).question
    assert time.perf_counter() - began < IN_TIME
