"""What is most urgent today: overdue, due this week, urgent cases, grants that end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class Pressing:
    """One thing to do; `what` is overdue, due, urgent or grant.

    An urgent case stands there without a deadline of its own; a grant's date is its last day.
    """

    what: str
    case: str
    rule: str | None
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class MyDay(Facts):
    """Numbers over everything, items at most ten unless more are wanted.

    Overdue first, then what is due until Sunday, then urgent cases, then grants that end within thirty days.
    """

    overdue: int
    due_this_week: int
    urgent: int
    grants_ending: int
    items: tuple[Pressing, ...]
