"""How much each day of a calendar year counts by unit, so that the database can sum very many grants."""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from storage.rules.days import month
from storage.rules.money.shares import PARTS
from storage.rules.money.units import DAYS_A_WEEK, days_in

DAY = PARTS
"""A day of a price by the day, in parts (storage.rules.money.shares), so that price x quantity x parts is exact."""
DAY_OF_A_WEEK = PARTS // DAYS_A_WEEK
"""A day of a price by the week."""


@cache
def parts_of_months(year: int) -> tuple[int, ...]:
    """How many parts of a price by the month the first n days of the year come to, from n = 0 on."""
    lengths = [days_in(*month(year, number)) for number in range(1, 13)]
    each_day = [PARTS // length for length in lengths for _ in range(length)]
    return tuple(accumulate(each_day, initial=0))
