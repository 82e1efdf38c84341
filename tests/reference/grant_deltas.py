"""What grants cost by the changes of their running cost: what the SQL of `storage/imports/money_sums.py` must equal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from storage.rules.calendar import FOREVER, ONE_DAY
from storage.rules.money.grant_cost import GrantTerms
from storage.rules.money.grant_delta import PACES, GrantPace, Window, windows
from storage.rules.money.units import days_in


class Delta(NamedTuple):
    """From `day` on the cost a day, week or month is `amount` kroner higher; at the pace `once` it is paid that day."""

    pace: GrantPace
    day: dt.date
    amount: Decimal


def deltas_of(grant: GrantTerms) -> tuple[Delta, ...]:
    """The one or two changes a grant makes. Price (14 digits) x quantity (12 digits) is exact in a Decimal."""
    pace, rate = PACES[grant.unit], grant.unit_price * grant.quantity
    begins = Delta(pace, grant.start, rate)
    if pace == GrantPace.ONCE or grant.stop is None or grant.stop == FOREVER:
        return (begins,)
    return begins, Delta(pace, grant.stop + ONE_DAY, -rate)


def amount_days(deltas: Iterable[Delta], window: Window) -> Fraction:
    """Kroner x days that deltas of one pace come to in the window, before the division.

    A change of `amount` counts from its day, or from the window's first day, to the window's last; at the pace `once`
    the amount counts when its day lies in the window.
    """
    known = (delta for delta in deltas if delta.day <= window.last)
    return sum((Fraction(delta.amount) * _times(delta, window) for delta in known), Fraction(0))


def delta_cost(deltas: Iterable[Delta], first: dt.date, last: dt.date) -> Fraction:
    """The exact cost in [first, last] of the grants behind the deltas: the same as the sum of their `cost_in`."""
    kept = list(deltas)
    total = Fraction(0)
    for pace in GrantPace:
        alike = [delta for delta in kept if delta.pace == pace]
        for window in windows(pace, first, last):
            total += amount_days(alike, window) / window.divisor
    return total


def _times(delta: Delta, window: Window) -> int:
    if delta.pace == GrantPace.ONCE:
        return int(delta.day >= window.first)
    return days_in(max(delta.day, window.first), window.last)
