"""How far a forecast is over its budget, in steps of a limit, and whether that is news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

HIGHEST_LIMIT = 100
_LIMIT = re.compile(r"(\d{1,3})(?:[.,](\d)0*)?\s*%?", re.ASCII)


class Outlook(NamedTuple):
    """A year's budget and forecast in kroner, as somebody sees them."""

    budget: Decimal
    forecast: Decimal


def step_over(outlook: Outlook, limit_pct: Decimal) -> int:
    """How many whole limits (per cent of the budget) the forecast is over; 0 = below the first.

    With a limit of 2: 1,9 % over is 0, 2 % and 3,9 % are 1, 4 % is 2. A budget of 0 has no per cent: any forecast over
    it is step 1, and so is news only once. For a negative budget (income) its size counts. Raises ValueError for a
    limit that is not above 0.
    """
    if limit_pct <= 0:
        raise ValueError(f"a limit of {limit_pct} per cent has no steps")
    over = outlook.forecast - outlook.budget
    if over <= 0:
        return 0
    if outlook.budget == 0:
        return 1
    return int(100 * over // (abs(outlook.budget) * limit_pct))


def is_news(outlook: Outlook, earlier: Iterable[Outlook], limit_pct: Decimal) -> bool:
    """Whether an outlook is news to somebody who got `earlier` ones this year: its step must be higher than theirs.

    Earlier outlooks are measured with the present limit, so that a new limit repeats nothing. Those from before there
    was a budget, as in January, do not count once there is one: they did not show how far over it the forecast is.
    """
    measured = (one for one in earlier if one.budget or not outlook.budget)
    highest = max((step_over(one, limit_pct) for one in measured), default=0)
    return step_over(outlook, limit_pct) > highest


def limit_of(text: str) -> Decimal:
    """A limit as people write it, 2, 2,5 or 2.5 %: above 0 and up to 100, with at most one decimal.

    Raises ValueError for anything else.
    """
    found = _LIMIT.fullmatch(text.strip())
    limit = Decimal(f"{found.group(1)}.{found.group(2) or 0}") if found else Decimal(0)
    if not 0 < limit <= HIGHEST_LIMIT:
        raise ValueError(f"{text!r} is no limit: write per cent with at most one decimal, as 2 or 2,5")
    return limit
