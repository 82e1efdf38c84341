"""How long things take: days from one event to another, in figures, and how many took longer than the rule allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from storage.rules.calendar import Calendar
from storage.rules.deadlines.deadlines import RULES, Rule, due_date
from storage.rules.rounding import rounded


class TimeTaken(NamedTuple):
    """So many that began on that day, on cases of that type, and took so many days."""

    case_type: str
    begun: dt.date
    days: int
    number: int


@dataclass(frozen=True, slots=True)
class Times:
    """Mean and median in days, None of nothing; `over_limit` None where no deadline goes from the one to the other."""

    mean: float | None
    median: float | None
    count: int
    over_limit: int | None


def times_of(
    taken: Sequence[TimeTaken], from_event: str, to_event: str, calendar: Calendar, *, application_weeks: int
) -> Times:
    """The figures of what was finished (domain.md §11); days are whole, so a limit in hours is judged by the day."""
    count = sum(one.number for one in taken)
    rules = [one for one in RULES.values() if from_event in one.triggers and to_event in one.satisfied_by]
    late = (one.number for one in taken if _is_late(one, rules, calendar, application_weeks))
    return Times(
        mean=float(rounded(Fraction(sum(one.days * one.number for one in taken), count), 1)) if count else None,
        median=_median(taken, count) if count else None,
        count=count,
        over_limit=sum(late) if rules else None,
    )


def _is_late(one: TimeTaken, rules: Sequence[Rule], calendar: Calendar, application_weeks: int) -> bool:
    finished = one.begun + dt.timedelta(days=one.days)
    covering = (rule for rule in rules if rule.covers(one.case_type))
    return any(
        finished > due_date(rule, one.begun, None, calendar, application_weeks=application_weeks)[0]
        for rule in covering
    )


def _median(taken: Sequence[TimeTaken], count: int) -> float:
    """That of the middle, or halfway between the two of the middle."""
    middle = {(count - 1) // 2, count // 2}
    days, passed = [], 0
    for one in sorted(taken, key=lambda one: one.days):
        days += [one.days for place in middle if passed <= place < passed + one.number]
        passed += one.number
    return sum(days) / len(days)
