"""Changes of caseworker, most of them in the team that has too much to do."""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

from storage.demo import proportions as p
from storage.demo.days import between, days, office_day
from storage.demo.plan import PlannedCase

_LEAST_AGE = 40
"""Days that a case must have run before it can have changed hands."""


class Shift(NamedTuple):
    """One row of `rådgiverskift`; `until` is the last day, included, or None while it runs."""

    caseworker: str
    since: dt.date
    until: dt.date | None


def shifts_of(rng: random.Random, case: PlannedCase, today: dt.date) -> list[Shift]:
    """Who had the case when, in order; empty where it never changed hands (`sager.rådgiver` says whose it is then)."""
    end = case.closed or today
    if case.caseworker is None:
        return _left_without(rng, case, end)
    changes = _change_days(rng, case, end)
    owners = _owners(rng, case, changes)
    if not owners:
        return []
    lasts = [*(day - days(1) for day in changes), case.closed]
    return [Shift(*row) for row in zip(owners, [case.opened, *changes], lasts, strict=True)]


def _change_days(rng: random.Random, case: PlannedCase, end: dt.date) -> list[dt.date]:
    """The first days of new caseworkers, in order."""
    life = (end - case.opened).days
    if life < _LEAST_AGE or case.fixed:
        return []
    draw = rng.random()
    if draw < case.team.plan.restless_share:
        # Two or three within the last year: what F20 calls a particular risk.
        changes = [end - between(rng, 5, min(350, life - 10)) for _ in range(rng.choice((2, 2, 3)))]
    elif draw < case.team.plan.restless_share + p.ONE_CHANGE:
        changes = [end - between(rng, 5, life - 10)]
    else:
        return []
    return sorted({max(case.opened + days(1), office_day(day)) for day in changes})


def _owners(rng: random.Random, case: PlannedCase, changes: list[dt.date]) -> list[str]:
    """One caseworker for each spell, no two alike in a row, ending with the present one."""
    owner = case.caseworker
    if owner is None or not changes:
        return []
    owners = [owner]
    for first_day in reversed(changes):
        gone = [staff for staff, left_on in case.team.former.items() if left_on >= first_day]
        others = [staff for staff in (*case.team.load, *gone) if staff != owners[0]]
        if not others:
            return []
        owners.insert(0, rng.choice(others))
    return owners


def _left_without(rng: random.Random, case: PlannedCase, end: dt.date) -> list[Shift]:
    """A case that nobody has taken over yet."""
    last_day = end - between(rng, 3, 30)
    if last_day <= case.opened:
        return []
    return [Shift(rng.choice(list(case.team.load)), case.opened, last_day)]
