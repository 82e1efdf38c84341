"""What a button or a line of a batch may send as slots."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.rules.period import Period
from storage.rules.slots import Slots


def test_the_slots_of_a_button_come_back_as_they_were_sent() -> None:
    slots = Slots(team="Team Nord", period=Period(dt.date(2026, 12, 1), None), limit=5)
    assert Slots.from_json(slots.as_json()) == slots


def test_a_period_given_backwards_is_read_the_other_way_round() -> None:
    slots = Slots.from_json({"period": {"from": "2026-12-31", "to": "2026-12-01"}})
    assert slots.period == Period(dt.date(2026, 12, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    "slots",
    [
        {"limit": -5},
        {"limit": 0},
        {"over": 10**21},
        {"limit": True},
        {"unknown": "x"},
        {"team": "Team\x00Nord"},
        {"period": {"from": "2026-12-01", "to": "9999-12-31"}},
        {"period": {"from": "i morgen"}},
        "not an object",
    ],
)
def test_what_no_card_of_ours_sends_is_refused(slots: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (each says what is wrong; the desk only needs that it is)
        Slots.from_json(slots)
