"""Postings no grant covers, and grants nobody posts on (domain.md §8 and §10)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from storage.rules.recovery.reconciliation import WithoutCase, without_case
from tests.reference.books import CasePosting, GrantAccount, counts_on, is_idle, is_unmatched

TODAY = dt.date(2026, 11, 23)
"""45 days before is 9 October."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestAPostingIsUnmatched:
    GRANT = GrantAccount("5282101", day("2026-03-01"), day("2026-08-31"))

    @pytest.mark.parametrize(
        ("posted", "unmatched"),
        [
            ("2026-02-28", True),  # the day before the grant
            ("2026-03-01", False),
            ("2026-08-31", False),
            ("2026-09-01", True),  # the day after
        ],
    )
    def test_when_no_grant_covers_its_date(self, posted: str, unmatched: bool) -> None:
        posting = CasePosting(day(posted), "5282101", "2026-1")
        assert is_unmatched(posting, [self.GRANT], TODAY) is unmatched

    def test_when_the_grant_covering_its_date_has_another_account(self) -> None:
        assert is_unmatched(CasePosting(day("2026-04-01"), "5282102", "2026-1"), [self.GRANT], TODAY)

    def test_when_its_case_has_no_grants(self) -> None:
        assert is_unmatched(CasePosting(day("2026-04-01"), "5282101", "2026-1"), [], TODAY)

    def test_but_not_when_one_grant_of_several_covers_it(self) -> None:
        later = GrantAccount("5282102", day("2026-09-01"), None)
        posting = CasePosting(day("2026-11-23"), "5282102", "2026-1")
        assert not is_unmatched(posting, [self.GRANT, later], TODAY)

    def test_but_not_without_a_case(self) -> None:
        assert not is_unmatched(CasePosting(day("2026-04-01"), "5282101", None), [], TODAY)

    @pytest.mark.parametrize("posted", ["2025-12-31", "2026-11-24", "2027-01-01"])
    def test_but_not_outside_the_year_up_to_the_day(self, posted: str) -> None:
        assert not is_unmatched(CasePosting(day(posted), "5282101", "2026-1"), [], TODAY)


@pytest.mark.parametrize(
    ("posted", "counts"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-11-23", True), ("2026-11-24", False)],
)
def test_a_posting_counts_from_new_years_day_to_the_day_asked_about(posted: str, counts: bool) -> None:
    assert counts_on(day(posted), TODAY) is counts


class TestAGrantIsIdle:
    @pytest.mark.parametrize(
        ("start", "idle"),
        [
            ("2024-01-01", True),
            ("2026-10-08", True),  # 46 days ago
            ("2026-10-09", False),  # exactly 45 days ago
            ("2026-11-23", False),
            ("2026-12-01", False),  # not begun
        ],
    )
    def test_when_it_started_more_than_45_days_ago(self, start: str, idle: bool) -> None:
        assert is_idle(GrantAccount("5282101", day(start), None), [], TODAY, case_open=True) is idle

    @pytest.mark.parametrize(
        ("stop", "idle"),
        [("2026-11-22", False), ("2026-11-23", True), ("2027-01-31", True)],
    )
    def test_while_it_runs(self, stop: str, idle: bool) -> None:
        grant = GrantAccount("5282101", day("2026-01-01"), day(stop))
        assert is_idle(grant, [], TODAY, case_open=True) is idle

    @pytest.mark.parametrize(
        ("posted", "idle"),
        [
            ("2025-12-31", True),  # before its start
            ("2026-01-01", False),
            ("2026-02-01", False),  # long ago, yet posted on
            ("2026-11-23", False),
            ("2026-11-24", True),  # not known yet
        ],
    )
    def test_when_nothing_is_posted_from_its_start_to_the_day(self, posted: str, idle: bool) -> None:
        grant = GrantAccount("5282101", day("2026-01-01"), None)
        assert is_idle(grant, [day(posted)], TODAY, case_open=True) is idle

    def test_but_not_on_a_closed_case(self) -> None:
        assert not is_idle(GrantAccount("5282101", day("2026-01-01"), None), [], TODAY, case_open=False)


def test_postings_without_a_case_are_a_share_of_what_is_spent() -> None:
    # Frederiksberg 2019 found 32 % of the spend.
    assert without_case(412, Decimal("32000000.00"), Decimal("100000000.00")) == WithoutCase(
        412, Decimal("32000000.00"), 32.0
    )
    assert without_case(1, Fraction(1, 3), Fraction(0)) == WithoutCase(1, Decimal("0.33"), None)
