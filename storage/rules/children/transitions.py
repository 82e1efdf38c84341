"""Who turns 16, 17½ or 18, and which rule says what is to be done then (domain.md §3.11 and §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from storage.rules.calendar import add_months, birthday
from storage.rules.deadlines.deadlines import RULES

OLDEST = 18
YOUNGEST = 16


class Age(NamedTuple):
    """An age that matters: so many months after (or before) a birthday."""

    years: float
    birthday: int
    months: int = 0


AGES = (Age(16, birthday=YOUNGEST), Age(17.5, birthday=OLDEST, months=-6), Age(18, birthday=OLDEST))
"""17½ is half a year before the 18th birthday, as in the rule that is due then."""

RULE_OF_BIRTHDAY = {rule.birthday: rule.id for rule in RULES.values() if rule.birthday is not None}


def ages_of(name: str, value: object) -> tuple[float, ...]:
    """Ages as a slot of JSON holds them, one or a list; raises ValueError where one is none that matters."""
    known = [age.years for age in AGES]
    given = value if isinstance(value, list) else [value]
    if not given or any(isinstance(age, bool) or age not in known for age in given):
        raise ValueError(f"slot {name!r} is one or several of {known}")
    return tuple(age for age in known if age in given)


class AgeReached(NamedTuple):
    """A person turns `age` (16, 17.5 or 18) on a day; `rule` is the deadline rule of that age."""

    age: float
    on: dt.date
    rule: str | None


def turns(birth_date: dt.date, first: dt.date, last: dt.date, wanted: Collection[float] = ()) -> list[AgeReached]:
    """The ages reached in [first, last], only those wanted if any are, the earliest first.

    Born on 29/2, a birthday falls on 28/2 in other years.
    """
    of = [age for age in AGES if not wanted or age.years in wanted]
    days = [(age, add_months(birthday(birth_date, age.birthday), age.months)) for age in of]
    return [AgeReached(age.years, day, RULE_OF_BIRTHDAY.get(age.birthday)) for age, day in days if first <= day <= last]


def birth_dates(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Bounds, both included, outside which nobody's birth date gives a turn in [first, last]."""
    # A month's margin: clamped days (29/2, the 31st) move a birthday, never by so much.
    return add_months(first, -12 * OLDEST - 1), add_months(last, -12 * YOUNGEST + 1)
