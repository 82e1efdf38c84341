"""How far a forecast is over its budget, in steps of a limit, and whether that is news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

HIGHEST_LIMIT = 100
_LIMIT = re.compile(r"(\d{1,3})(?:[.,](\d)0*)?\s*%?", re.ASCII)


class Outlook(NamedTuple):
    """A year's budget and forecast in kroner, as they were shown to somebody."""

    budget: Decimal
    forecast: Decimal


def step_over(outlook: Outlook, limit_pct: Decimal) -> int:
    """How many whole limits (per cent of the budget) the forecast is over; 0 = below the first.

    With a limit of 2: 1,9 % over is 0, 2 % and 3,9 % are 1, 4 % is 2. Of a budget of nothing there is no per cent: any
    forecast over it is step 1, and told once. Of a negative budget (income) its size counts. Raises ValueError for a
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


def is_news(outlook: Outlook, told: Iterable[Outlook], limit_pct: Decimal) -> bool:
    """Whether somebody who was told of `told` this year is to be told now: only of a step higher than all of these.

    What was told is measured with the limit of now, so that another limit tells nobody twice. That there was no budget
    yet, as in January, tells nobody how far the forecast is over the one that has landed since.
    """
    measured = (one for one in told if one.budget or not outlook.budget)
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
