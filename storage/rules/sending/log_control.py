"""Whose look-ups stand out in a month, for whoever controls the access log (docs/data-protection.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median

from storage.rules.calendar import ONE_DAY, Calendar, add_months

EVENING, MORNING = 20, 6
"""Night: from eight in the evening to six in the morning, by the office's clock."""
MANY = 20
"""Fewer look-ups in a month are never many."""
TIMES = 3
"""Many: more than so many times what is usual among colleagues."""
COLLEAGUES = 3
"""With fewer colleagues in the team who looked anything up, a person is compared with everybody else."""
OFTEN = 3
"""So many look-ups at night or on days off stand out, and so do so many refusals."""


class Why(StrEnum):
    """Why somebody stands out."""

    MANY = "many"
    OUTSIDE = "outside"
    OFF_HOURS = "off_hours"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Month:
    """What one person did in a month. `cases`: how many different cases they looked up; `outside` and `off_hours`
    count among the look-ups, `refused` besides them.
    """

    staff: str
    team_id: int | None
    look_ups: int
    cases: int
    off_hours: int
    outside: int
    refused: int


@dataclass(frozen=True, slots=True)
class Standout:
    """A person who stands out, and why; `usual` is the colleagues' median, None where none looked anything up."""

    month: Month
    usual: Fraction | None
    why: tuple[Why, ...]


def month_before(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first day of the calendar month before the day's own, and of the day's own."""
    this = day.replace(day=1)
    return add_months(this, -1), this


def days_off(start: dt.date, end: dt.date, calendar: Calendar) -> tuple[dt.date, ...]:
    """Week-ends, public holidays and closing days from `start` to before `end`."""
    days = (start + ONE_DAY * number for number in range((end - start).days))
    return tuple(day for day in days if not calendar.is_workday(day))


def usual_of(one: Month, everybody: Sequence[Month]) -> Fraction | None:
    """The median number of look-ups among colleagues with any: those of the same team, or all if these are few."""
    others = [month for month in everybody if month.staff != one.staff and month.look_ups]
    own_team = [month for month in others if month.team_id is not None and month.team_id == one.team_id]
    compared = own_team if len(own_team) >= COLLEAGUES else others
    return Fraction(median(month.look_ups for month in compared)) if compared else None


def standing_out(everybody: Iterable[Month]) -> tuple[Standout, ...]:
    """Who stands out, those for most reasons first, then those with most look-ups."""
    months = tuple(everybody)
    standouts = [Standout(one, usual := usual_of(one, months), _why(one, usual)) for one in months]
    unusual = [one for one in standouts if one.why]
    return tuple(sorted(unusual, key=lambda one: (-len(one.why), -one.month.look_ups, one.month.staff)))


def _why(one: Month, usual: Fraction | None) -> tuple[Why, ...]:
    reasons = {
        Why.MANY: usual is not None and one.look_ups >= MANY and one.look_ups > TIMES * usual,
        Why.OUTSIDE: one.outside > 0,
        Why.OFF_HOURS: one.off_hours >= OFTEN,
        Why.REFUSED: one.refused >= OFTEN,
    }
    return tuple(why for why, so in reasons.items() if so)
