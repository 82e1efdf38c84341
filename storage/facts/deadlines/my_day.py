"""What is most urgent today: overdue, due this week, urgent cases, grants that end, cases new to the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class Pressing:
    """One thing to do; `what` is overdue, due, urgent, grant or new.

    An urgent case stands there without a deadline of its own; a grant's date is its last day, a new case's the day the
    person got it.
    """

    what: str
    case: str
    rule: str | None
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class MyDay(Facts):
    """Numbers over everything, items at most three of each kind unless more are wanted.

    Overdue first, then what is due until Sunday, then urgent cases, then grants that end within thirty days, then what
    one person got in the last fourteen: of a team nothing is new to anybody.
    """

    overdue: int
    due_this_week: int
    urgent: int
    grants_ending: int
    new: int
    items: tuple[Pressing, ...]
