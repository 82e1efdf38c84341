"""Every qualified question says what it wants in a form that can be worked out, but for a few that are named here."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.bot.understanding.qualified import ASKERS, HANDS, SAMPLE, UNANSWERABLE, lines
from tests.bot.understanding.sentences import TODAY
from tests.reference.wanted import NoSelectionError, wanted

A_MILESTONE = "a milestone is answered by its own question"
OWN_COST = "a grant's own cost is no condition"
NO_DATE = "no plan says when an action got its status"
NO_SELECTION = {
    "qc089": NO_DATE,
    "qc169": A_MILESTONE,
    "qd002": OWN_COST,
    "qd010": A_MILESTONE,
    "qd049": OWN_COST,
    "qd055": A_MILESTONE,
    "qd197": OWN_COST,
    "qe084": A_MILESTONE,
    "qe111": A_MILESTONE,
    "qf111": A_MILESTONE,
}
"""Lines that no selection answers, and why."""
ALL = lines(*HANDS, SAMPLE)


@pytest.mark.parametrize("line", [pytest.param(line, id=line["id"]) for line in ALL if line["id"] not in NO_SELECTION])
def test_a_line_wants_a_selection(line: dict[str, Any]) -> None:
    readings = wanted(line, ASKERS[line["as"]], TODAY)
    assert {len(one) for one in readings} == {2 if _asks_two(line) else 1}


def _asks_two(line: dict[str, Any]) -> bool:
    return any("and" in want for want in line.get("either") or [line["want"]])


@pytest.mark.parametrize(("number", "reason"), NO_SELECTION.items())
def test_a_line_that_wants_none_says_why(number: str, reason: str) -> None:
    line = next(one for one in ALL if one["id"] == number)
    with pytest.raises(NoSelectionError, match=reason):
        wanted(line, ASKERS[line["as"]], TODAY)


def test_no_line_stands_in_two_sets() -> None:
    every = [*ALL, *lines(*UNANSWERABLE)]
    for key in ("id", "text"):
        assert [one for one, times in Counter(line[key] for line in every).items() if times > 1] == []


@pytest.mark.parametrize("hand", HANDS)
def test_a_hand_wrote_enough_in_every_style_and_a_fifth_in_english(hand: str) -> None:
    written = lines(hand)
    assert len(written) >= 120
    assert min(Counter(line["style"] for line in written).values()) >= 0.09 * len(written)
    assert len([line for line in written if line["lang"] == "en"]) >= 0.19 * len(written)
