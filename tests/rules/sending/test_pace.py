"""Whoever posts as fast as the rule allows stays within what Teams takes, also where posts arrive late."""

from __future__ import annotations

import random

import pytest

from storage.rules.sending.pace import IN_A_CONVERSATION, IN_A_TENANT, Limit, buckets_of

TEAMS_TAKES = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


def as_fast_as_allowed(limits: tuple[Limit, ...], seconds: float, idle_at: float | None = None) -> list[float]:
    """When posts start for somebody who always has one to post, but for half a minute from `idle_at` on."""
    present, full_at, starts = 0.0, [0.0] * len(limits), []
    while present < seconds:
        if idle_at is not None and idle_at <= present < idle_at + 30:
            present = idle_at + 30
        wait = max(limit.wait(at, present) for limit, at in zip(limits, full_at, strict=True))
        if wait > 0:
            present += wait + 1e-6
            continue
        full_at = [limit.after(at, present) for limit, at in zip(limits, full_at, strict=True)]
        starts.append(present)
    return starts


def most_within(moments: list[float], seconds: float) -> int:
    first, most = 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


@pytest.mark.parametrize("idle_at", [None, 0.0, 100.0, 1800.0])
@pytest.mark.parametrize("late", [0.0, 0.5])
def test_a_conversation_stays_within_every_window(idle_at: float | None, late: float) -> None:
    chance = random.Random(7)
    starts = as_fast_as_allowed(IN_A_CONVERSATION, 7300.0, idle_at)
    arrivals = sorted(start + chance.uniform(0, late) for start in starts)
    assert [n for n, seconds in TEAMS_TAKES if most_within(arrivals, seconds) > n] == []
    assert len(arrivals) > 2800  # and is not slower than it has to be


def test_a_tenant_stays_at_or_under_25_a_second() -> None:
    chance = random.Random(7)
    arrivals = sorted(start + chance.uniform(0, 0.1) for start in as_fast_as_allowed(IN_A_TENANT, 60.0))
    assert most_within(arrivals, 1.0) <= 25
    assert len(arrivals) > 1000


def test_the_first_posts_go_at_once() -> None:
    assert as_fast_as_allowed(IN_A_CONVERSATION, 0.4) == [0.0, 0.0, 0.0]


def test_a_thread_counts_for_its_conversation_and_everybody_for_the_tenant() -> None:
    thread, other = buckets_of("19:a;messageid=1", "kommunen"), buckets_of("19:a;messageid=2", "kommunen")
    assert thread == other
    shared = set(thread) & set(buckets_of("19:b", "kommunen"))
    assert {bucket.limit for bucket in shared} == set(IN_A_TENANT)
