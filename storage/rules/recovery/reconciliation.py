"""Whether the books fit the cases: postings no grant covers, grants nobody posts on (domain.md §8 and §10)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from storage.rules.rounding import Exact, percent, rounded

IDLE_DAYS = 45
"""A grant that started longer ago than this should have been posted on."""


class WithoutCase(NamedTuple):
    """Postings not tied to a citizen: how many, kroner, and the share of what is spent in per cent."""

    postings: int
    amount: Decimal
    share: float | None


def without_case(postings: int, amount: Exact, spent: Exact) -> WithoutCase:
    """Postings without a case, as a share of all that is spent; the share of nothing is None."""
    return WithoutCase(postings, rounded(amount), percent(amount, spent))
