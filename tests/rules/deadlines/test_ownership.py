"""Who had a case when."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rules.deadlines.ownership import AssignmentRow, OwnershipRow, ownership_rows
from tests.examples import examples

FIRST, LAST = dt.date.min, dt.date.max


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_without_changes_the_case_is_the_caseworkers_of_the_case_list_all_along() -> None:
    assert ownership_rows("anna", []) == [OwnershipRow(FIRST, LAST, "anna")]
    assert ownership_rows(None, []) == [OwnershipRow(FIRST, LAST, None)]


def test_the_last_day_of_a_change_is_included() -> None:
    changes = [AssignmentRow(on("2024-01-01"), on("2024-03-31"), "bo")]
    assert ownership_rows("anna", changes) == [
        (FIRST, on("2024-01-01"), "anna"),
        (on("2024-01-01"), on("2024-04-01"), "bo"),
        (on("2024-04-01"), LAST, "anna"),
    ]


def test_of_two_changes_the_later_one_counts_and_the_earlier_resumes() -> None:
    changes = [
        AssignmentRow(on("2024-02-01"), on("2024-02-29"), "carl"),
        AssignmentRow(on("2024-01-01"), None, "bo"),
    ]
    assert ownership_rows(None, changes) == [
        (FIRST, on("2024-01-01"), None),
        (on("2024-01-01"), on("2024-02-01"), "bo"),
        (on("2024-02-01"), on("2024-03-01"), "carl"),
        (on("2024-03-01"), LAST, "bo"),
    ]


def test_neighbours_with_the_same_owner_are_one_row() -> None:
    changes = [
        AssignmentRow(on("2024-01-01"), on("2024-01-31"), "anna"),
        AssignmentRow(on("2024-02-01"), None, "bo"),
        AssignmentRow(on("2024-03-01"), LAST, "bo"),
    ]
    assert ownership_rows("anna", changes) == [(FIRST, on("2024-02-01"), "anna"), (on("2024-02-01"), LAST, "bo")]


def test_a_change_that_ends_before_it_begins_covers_nothing() -> None:
    assert len(ownership_rows("anna", [AssignmentRow(on("2024-02-01"), on("2024-01-31"), "bo")])) == 1


days = st.integers(0, 60).map(lambda n: dt.date(2024, 1, 1) + dt.timedelta(n))
staff = st.sampled_from(["anna", "bo", "carl"])
changes = st.lists(
    st.builds(AssignmentRow, days, st.one_of(st.none(), days), staff), max_size=6, unique_by=lambda a: a.since
)


def owner_on(fallback: str | None, assignments: list[AssignmentRow], day: dt.date) -> str | None:
    covering = [a for a in assignments if a.since <= day and (a.until is None or day <= a.until)]
    return max(covering, key=lambda a: a.since).staff_id if covering else fallback


@settings(max_examples=examples(300))
@given(st.one_of(st.none(), staff), changes)
def test_the_rows_say_the_same_as_asking_day_by_day(fallback: str | None, assignments: list[AssignmentRow]) -> None:
    rows = ownership_rows(fallback, assignments)
    assert (rows[0].since, rows[-1].until) == (FIRST, LAST)
    for row, following in pairwise(rows):
        assert row.until == following.since
        assert row.staff_id != following.staff_id
    for day in (dt.date(2023, 12, 30) + dt.timedelta(n) for n in range(70)):
        [owner] = [row.staff_id for row in rows if row.since <= day < row.until]
        assert owner == owner_on(fallback, assignments, day)
