"""Actions of a plan: shown status, overdue, due in a period, in order (domain.md §6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.recovery.legality import State
from storage.rules.recovery.plans import (
    Action,
    ActionStatus,
    Colour,
    colour_of,
    is_due_in,
    is_overdue,
    order,
    shown_status,
)

TODAY = dt.date(2025, 6, 30)
YESTERDAY = dt.date(2025, 6, 29)
ACTION = Action(number="1", starts=YESTERDAY, ends=YESTERDAY, precision="day", side="due", status="igangsat")


def sorted_on(actions: Iterable[Action], day: dt.date) -> list[Action]:
    return sorted(actions, key=lambda action: order(action, day))


def test_an_open_action_is_overdue_from_the_day_after_its_last_day() -> None:
    assert is_overdue(ACTION, TODAY)
    assert not is_overdue(ACTION, YESTERDAY)


@pytest.mark.parametrize(
    ("status", "overdue"),
    [
        ("afventer", True),
        ("igangsat", True),
        (None, True),
        ("implementeret", False),
        ("afsluttet", False),
        ("ikke relevant", False),
    ],
)
def test_what_is_carried_out_or_not_relevant_is_never_overdue(status: str | None, overdue: bool) -> None:
    assert is_overdue(replace(ACTION, status=status), TODAY) is overdue


@pytest.mark.parametrize(("finished", "overdue"), [(TODAY, False), (dt.date(2025, 7, 1), True)])
def test_a_finishing_date_ends_lateness_from_that_day(finished: dt.date, overdue: bool) -> None:
    assert is_overdue(replace(ACTION, finished=finished), TODAY) is overdue


@pytest.mark.parametrize("precision", ["unknown", "recurring", "open-ended"])
def test_an_action_without_a_certain_end_is_never_overdue(precision: str) -> None:
    assert not is_overdue(replace(ACTION, precision=precision), TODAY)


def test_an_action_that_only_says_when_it_starts_is_never_overdue() -> None:
    assert not is_overdue(replace(ACTION, side="start"), TODAY)
    assert is_overdue(replace(ACTION, side="range"), TODAY)


def test_an_action_without_a_date_is_neither_overdue_nor_due() -> None:
    undated = replace(ACTION, starts=None, ends=None)
    assert not is_overdue(undated, TODAY)
    assert not is_due_in(undated, None, None)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("2025-06-29", "2025-06-29", True),
        ("2025-06-30", "2025-07-31", False),
        ("2025-01-01", "2025-06-28", False),
        ("2025-06-01", None, True),
        (None, "2025-06-28", False),
        (None, None, True),
    ],
)
def test_due_in_a_period_means_its_last_day_lies_in_it(first: str | None, last: str | None, due: bool) -> None:
    since, until = (None if text is None else dt.date.fromisoformat(text) for text in (first, last))
    assert is_due_in(ACTION, since, until) is due


def test_an_action_told_by_year_and_without_a_date_of_its_own_belongs_to_its_year() -> None:
    of_year = replace(ACTION, starts=None, ends=None, precision="unknown", side=None, year=2021)
    assert is_due_in(of_year, dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert not is_due_in(of_year, dt.date(2021, 1, 1), dt.date(2021, 9, 30))
    assert not is_overdue(of_year, TODAY)


def test_concluded_is_shown_as_implemented() -> None:
    assert shown_status("afsluttet") == "implementeret"
    assert [shown_status(status) for status in ActionStatus] == list(ActionStatus)
    assert shown_status(None) is None


def test_fredensborgs_colours_tell_how_far_an_action_is_and_nothing_about_a_case() -> None:
    assert [colour_of(status) for status in ActionStatus] == [Colour.RED, Colour.YELLOW, Colour.GREEN, None]
    assert colour_of("afsluttet") is Colour.GREEN
    assert colour_of(None) is None
    assert colour_of(State.RESTORED.value) is None


def test_the_order_is_late_then_by_date_then_without_a_date_and_at_last_what_is_over() -> None:
    late, later = replace(ACTION, number="9"), replace(ACTION, number="8", ends=dt.date(2025, 6, 1))
    coming = replace(ACTION, number="7", ends=dt.date(2025, 12, 31))
    undated = [replace(ACTION, number=number, starts=None, ends=None, precision="unknown") for number in ("2", "10")]
    done = replace(ACTION, number="1", status="implementeret")
    assert sorted_on([done, *reversed(undated), coming, late, later], TODAY) == [later, late, coming, *undated, done]


ACTIONS = st.builds(
    Action,
    number=st.text(max_size=5),
    starts=st.none() | st.dates(),
    ends=st.none() | st.dates(),
    precision=st.sampled_from(["day", "month", "year", "open-ended", "recurring", "unknown"]),
    side=st.sampled_from(["due", "start", "range", None]),
    status=st.sampled_from([*ActionStatus, "afsluttet", None]),
    finished=st.none() | st.dates(),
    year=st.integers(0, 2100),
)


@given(st.lists(ACTIONS), st.dates())
def test_ordering_keeps_every_action_and_puts_the_late_ones_first(actions: list[Action], day: dt.date) -> None:
    ordered = sorted_on(actions, day)
    late = [is_overdue(action, day) for action in ordered]
    assert len(ordered) == len(actions)
    assert late == sorted(late, reverse=True)


@given(ACTIONS, st.dates(), st.dates())
def test_what_is_late_stays_late_until_its_finishing_date(action: Action, one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    still_open = action.finished is None or action.finished > last
    assert not (is_overdue(action, first) and still_open) or is_overdue(action, last)
