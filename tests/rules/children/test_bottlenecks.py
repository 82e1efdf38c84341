"""Where what is left piles up."""

from __future__ import annotations

import pytest

from storage.rules.children.bottlenecks import Bottleneck, WorkShare, bottlenecks


def test_a_team_with_twice_its_share_is_a_bottleneck() -> None:
    parts = [WorkShare("Team Nord", left=20, cases=50), WorkShare("Distrikt 2", left=30, cases=200)]
    assert bottlenecks(parts) == (Bottleneck("Team Nord", 20, 50, 40.0, 20.0),)


def test_a_team_with_a_little_less_than_twice_its_share_is_none() -> None:
    assert bottlenecks([WorkShare("Team Nord", left=20, cases=50), WorkShare("Distrikt 2", left=31, cases=200)]) == ()


@pytest.mark.parametrize(("left", "found"), [(4, 0), (5, 1)])
def test_a_handful_of_cases_is_no_bottleneck(left: int, found: int) -> None:
    assert (
        len(bottlenecks([WorkShare("Team Nord", left=left, cases=10), WorkShare("Distrikt 2", left=0, cases=90)]))
        == found
    )


def test_where_all_is_done_nothing_piles_up() -> None:
    assert bottlenecks([WorkShare("Team Nord", 0, 10), WorkShare("Distrikt 2", 0, 0)]) == ()


def test_a_team_alone_has_its_share() -> None:
    assert bottlenecks([WorkShare("Team Nord", 30, 40)]) == ()
    assert bottlenecks([]) == ()


def test_the_most_left_comes_first_and_nobodys_last_among_equals() -> None:
    parts = [WorkShare("Anna", 10, 10), WorkShare(None, 20, 20), WorkShare("Bo", 20, 20), WorkShare("Carl", 0, 100)]
    assert [one.key for one in bottlenecks(parts)] == ["Bo", None, "Anna"]
