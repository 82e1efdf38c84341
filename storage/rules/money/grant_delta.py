"""Many grants kept as the days on which their running cost changes, so that a sum over them is a small read.

A grant adds its price x quantity on its first day and takes it away on the day after its last. The running cost of a
stretch of days follows from the changes up to its end.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from storage.rules.days import month
from storage.rules.money.units import DAYS_A_WEEK, PriceUnit, days_in_month, overlap


class GrantPace(StrEnum):
    """How a cost runs; hours a week run by the week."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ONCE = "once"


PACES = {
    PriceUnit.DAY: GrantPace.DAY,
    PriceUnit.WEEK: GrantPace.WEEK,
    PriceUnit.HOUR: GrantPace.WEEK,
    PriceUnit.MONTH: GrantPace.MONTH,
    PriceUnit.ONCE: GrantPace.ONCE,
}


class Window(NamedTuple):
    """Days over which `amount x days` is summed, and what that sum is divided by."""

    first: dt.date
    last: dt.date
    divisor: int


def windows(pace: GrantPace, first: dt.date, last: dt.date) -> tuple[Window, ...]:
    """The stretches in which [first, last] is summed: one, or one for each calendar month; none if it is empty."""
    if first > last:
        return ()
    if pace != GrantPace.MONTH:
        return (Window(first, last, DAYS_A_WEEK if pace == GrantPace.WEEK else 1),)
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    pieces = (overlap(*month(first.year, first.month + ahead), first, last) for ahead in range(count))
    return tuple(Window(*piece, days_in_month(piece[0])) for piece in pieces if piece is not None)
