"""Who turns 16, 17½ or 18, and which rule says what is to be done then (domain.md §3.11 and §10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from storage.rules.calendar import add_months, birthday
from storage.rules.deadlines.deadlines import RULES
from storage.rules.slot_values import object_of

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


@dataclass(frozen=True, slots=True)
class Ages:
    """The first and the last age asked about, in years; of these only the ages of AGES are ever told."""

    first: float
    last: float

    def as_json(self) -> dict[str, float]:
        """As a slot holds it."""
        return {"from": self.first, "to": self.last}

    def __contains__(self, years: float) -> bool:
        return self.first <= years <= self.last


EVERY_AGE = Ages(AGES[0].years, AGES[-1].years)


def ages_of(name: str, value: object) -> Ages:
    """The ages {from, to} of a slot in JSON; raises ValueError where they are no such numbers."""
    given = object_of(name, value)
    ends = [given.get(end) for end in ("from", "to")]
    known = [age.years for age in AGES]
    if set(given) != {"from", "to"} or any(isinstance(end, bool) or end not in known for end in ends):
        raise ValueError(f"slot {name!r}: from and to are each one of {known}")
    first, last = (float(end) for end in ends if isinstance(end, int | float))
    return Ages(min(first, last), max(first, last))


class AgeReached(NamedTuple):
    """A person turns `age` (16, 17.5 or 18) on a day; `rule` is the deadline rule of that age."""

    age: float
    on: dt.date
    rule: str | None


def turns(birth_date: dt.date, first: dt.date, last: dt.date, wanted: Ages = EVERY_AGE) -> list[AgeReached]:
    """The ages reached in [first, last], only those wanted, the earliest first.

    Born on 29/2, a birthday falls on 28/2 in other years.
    """
    of = [age for age in AGES if age.years in wanted]
    days = [(age, add_months(birthday(birth_date, age.birthday), age.months)) for age in of]
    return [AgeReached(age.years, day, RULE_OF_BIRTHDAY.get(age.birthday)) for age, day in days if first <= day <= last]


def birth_dates(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Bounds, both included, outside which nobody's birth date gives a turn in [first, last]."""
    # A month's margin: clamped days (29/2, the 31st) move a birthday, never by so much.
    return add_months(first, -12 * OLDEST - 1), add_months(last, -12 * YOUNGEST + 1)
