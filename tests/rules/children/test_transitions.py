"""Who turns 16, 17½ or 18, and when."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.calendar import Calendar, birthday
from storage.rules.children.transitions import AgeReached, birth_dates, turns
from storage.rules.deadlines.deadlines import RULES, due_date

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2060, 1, 1)
START, DECISION = "transition_start", "youth_support_decision"


@pytest.mark.parametrize(
    ("born", "sixteen", "seventeen_and_a_half", "eighteen"),
    [
        ("2009-05-14", "2025-05-14", "2026-11-14", "2027-05-14"),
        ("2008-02-29", "2024-02-29", "2025-08-28", "2026-02-28"),
        ("2008-08-31", "2024-08-31", "2026-02-28", "2026-08-31"),
        ("2010-01-01", "2026-01-01", "2027-07-01", "2028-01-01"),
        ("2006-02-28", "2022-02-28", "2023-08-28", "2024-02-28"),
    ],
)
def test_the_three_ages_of_a_person(born: str, sixteen: str, seventeen_and_a_half: str, eighteen: str) -> None:
    assert turns(dt.date.fromisoformat(born), FIRST, LAST) == [
        AgeReached(16, dt.date.fromisoformat(sixteen), START),
        AgeReached(17.5, dt.date.fromisoformat(seventeen_and_a_half), DECISION),
        AgeReached(18, dt.date.fromisoformat(eighteen), DECISION),
    ]


def test_both_ends_of_the_period_count() -> None:
    born, day = dt.date(2010, 12, 1), dt.date(2026, 12, 1)
    one = dt.timedelta(1)
    assert [turn.age for turn in turns(born, day, day)] == [16]
    assert turns(born, day + one, day + 2 * one) == turns(born, day - 2 * one, day - one) == []


@given(st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31)))
def test_seventeen_and_a_half_is_when_the_decision_on_youth_support_is_due(born: dt.date) -> None:
    due, _ = due_date(RULES[DECISION], birthday(born, 18), None, Calendar())
    assert turns(born, dt.date.min, dt.date.max)[1].on == due


@given(st.dates(dt.date(1990, 1, 1), dt.date(2020, 12, 31)), st.dates(dt.date(2010, 1, 1)), st.integers(0, 800))
def test_nobody_outside_the_bounds_turns_in_the_period(born: dt.date, first: dt.date, days: int) -> None:
    last = min(dt.date.max.toordinal(), first.toordinal() + days)
    oldest, youngest = birth_dates(first, dt.date.fromordinal(last))
    if turns(born, first, dt.date.fromordinal(last)):
        assert oldest <= born <= youngest


def test_a_period_without_end_has_bounds_too() -> None:
    oldest, youngest = birth_dates(dt.date.min, dt.date.max)
    assert oldest == dt.date.min
    assert youngest > dt.date(9980, 1, 1)
