"""Small draws the demo needs: office days, spans of days, skewed numbers, weighted words."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from functools import cache

from storage.rules.calendar import Calendar

_CALENDAR = Calendar()


@cache
def office_day(day: dt.date) -> dt.date:
    """The day itself, or the last day before it on which somebody was at work."""
    return _CALENDAR.act_by(day)


def days(count: int) -> dt.timedelta:
    """`count` days."""
    return dt.timedelta(count)


def between(rng: random.Random, low: int, high: int) -> dt.timedelta:
    """A whole number of days from `low` to `high`, both possible."""
    return dt.timedelta(rng.randint(low, high))


def skewed(rng: random.Random, most: int, power: float = 2.0) -> int:
    """A number from 0 to `most`, small ones oftener the higher the power."""
    return int((most + 1) * rng.random() ** power)


def weighted(rng: random.Random, weights: Mapping[str, float]) -> str:
    """One of the words, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """`total` shared out by weight in whole numbers, the largest remainders first; the sum is exactly `total`."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares
