"""The time of day as people say and write it (dates.md, clocks)."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import clocks
from bot.understanding.clocks import DAY, clock_named, minutes_named


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("send ugebrevet hver mandag klokken halv ni", "08:30"),
        ("send ugebrevet hver mandag kl 0830", "08:30"),
        ("send ugebrevet hver mandag kl 1430", "14:30"),
        ("send ugebrevet hver fredag kl. 14 undtagen i juli", "14:00"),
        ("underretning kom i går kl. halv tre", "14:30"),
        ("underretning kom halv tre om natten", "02:30"),
        ("underretning kom i dag kl. kvart over otte", "08:15"),
        ("kvart i otte", "07:45"),
        ("fem i halv ni", "08:25"),
        ("ti minutter over ni", "09:10"),
        ("kl 8 om aftenen", "20:00"),
        ("klokken otte", "08:00"),
        ("underretning kom fredag kl 16", "16:00"),
        ("modtaget 01-12-2026 09:15", "09:15"),
        ("møde 01.12.26 1000 hvad haster", "10:00"),
        ("at 3 pm", "15:00"),
        ("received at 12 am", "00:00"),
    ],
)
def test_a_time_of_day_is_read(text: str, time: str) -> None:
    assert clock_named(text) == dt.time.fromisoformat(time)


@pytest.mark.parametrize(
    "text", ["om 14 dage", "den 3.11", "kl. 25", "8 sager", "halv pris", "over otte sager", "i to uger", "kl 0875"]
)
def test_what_is_no_time_of_day_is_not_read_as_one(text: str) -> None:
    assert clock_named(text) is None


def test_24_00_is_the_end_of_the_day() -> None:
    assert minutes_named("kl. 24:00") == DAY
    assert clock_named("kl. 24:00") is None


def test_a_dot_makes_a_clock_only_where_no_date_can_stand() -> None:
    assert clock_named("hver fredag 7.30") is None
    assert clock_named("hver fredag 7.30", with_a_dot=True) == dt.time(7, 30)


_WORDS = ["kl", "halv", "kvart", "over", "i", "24", "1260", "otte", "13", "pm", "om aftenen"]


@given(st.text(max_size=60) | st.lists(st.sampled_from(_WORDS)).map(" ".join))
def test_any_text_names_a_minute_of_the_day_or_none(text: str) -> None:
    assert minutes_named(text) in {None, *range(DAY + 1)}


def test_the_examples_in_the_docstrings_hold() -> None:
    tried = doctest.testmod(clocks)
    assert (tried.failed, tried.attempted > 0) == (0, True)
