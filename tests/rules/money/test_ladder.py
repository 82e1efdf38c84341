"""Where cases stand on the ladder of measures, and which moved (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.ladder import Moves, Rung, moves, rungs
from tests.reference.ladder import StepGrant, step_on

FAMILY_COURSE = StepGrant(2, dt.date(2026, 1, 1), dt.date(2026, 6, 30))
FOSTER_CARE = StepGrant(5, dt.date(2026, 4, 1), None)
TRANSPORT = StepGrant(None, dt.date(2026, 1, 1), None)


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (dt.date(2025, 12, 31), None),  # nothing runs yet
        (dt.date(2026, 1, 1), 2),
        (dt.date(2026, 3, 31), 2),
        (dt.date(2026, 4, 1), 5),  # both run: the highest counts
        (dt.date(2026, 7, 1), 5),
    ],
)
def test_a_case_stands_on_the_highest_step_that_runs(on: dt.date, step: int | None) -> None:
    assert step_on([FAMILY_COURSE, FOSTER_CARE, TRANSPORT], on) == step


def test_a_case_steps_down_when_its_highest_grant_has_ended() -> None:
    ended = FOSTER_CARE._replace(stop=dt.date(2026, 5, 31))
    assert [step_on([FAMILY_COURSE, ended], dt.date(2026, 5, 31) + dt.timedelta(days=ahead)) for ahead in (0, 1)] == [
        5,
        2,
    ]


def test_a_grant_without_a_step_puts_nobody_on_the_ladder() -> None:
    assert step_on([TRANSPORT], dt.date(2026, 5, 1)) is None
    assert step_on([], dt.date(2026, 5, 1)) is None


def test_each_step_has_its_cases_and_their_whole_cost() -> None:
    cases = [(5, Fraction(600_000)), (2, Fraction(40_000)), (5, Fraction(1, 3)), (None, Fraction(9_000))]
    assert rungs(cases) == [Rung(2, 1, Fraction(40_000)), Rung(5, 2, 600_000 + Fraction(1, 3))]
    assert rungs([]) == []


def test_moves_are_counted_only_where_a_case_has_a_step_on_both_days() -> None:
    before = {"2026-1": 2, "2026-2": 5, "2026-3": 3, "2026-4": None, "2026-5": 4}
    now = {"2026-1": 5, "2026-2": 1, "2026-3": 3, "2026-4": 6, "2026-5": None, "2026-6": 7}
    assert moves(before, now) == Moves(up=1, down=1)


def test_many_steps_at_once_are_one_move() -> None:
    assert moves({"2026-1": 1}, {"2026-1": 7}) == Moves(up=1, down=0)


STEPS = st.dictionaries(st.integers(1, 20), st.none() | st.integers(1, 7), max_size=20)


@given(STEPS, STEPS)
def test_looking_the_other_way_swaps_up_and_down(before: dict[int, int | None], now: dict[int, int | None]) -> None:
    forth, back = moves(before, now), moves(now, before)
    assert (forth.up, forth.down) == (back.down, back.up)
    assert moves(now, now) == Moves(0, 0)
