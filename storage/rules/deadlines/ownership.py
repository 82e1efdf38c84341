"""Who had a case when (formats.md, last paragraph), as intervals without a gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from storage.rules.calendar import FOREVER, ONE_DAY


class AssignmentRow(NamedTuple):
    """One row of `rådgiverskift`; `until` is its last day (included), None while it runs."""

    since: dt.date
    until: dt.date | None
    staff_id: str


class OwnershipRow(NamedTuple):
    """The case was this person's (None = nobody's) on every day D with since <= D < until."""

    since: dt.date
    until: dt.date
    staff_id: str | None


def ownership_rows(fallback_staff_id: str | None, assignments: Sequence[AssignmentRow]) -> list[OwnershipRow]:
    """The owners from 0001-01-01 to 9999-12-31, half-open, gapless, equal neighbours merged.

    Where several assignments cover a day the one with the later `since` counts; where none does, the fallback
    (`sager.rådgiver`) does. An assignment that ends before it begins covers nothing.
    """
    rows: list[OwnershipRow] = []
    turns = sorted({dt.date.min, FOREVER, *(a.since for a in assignments), *map(_end, assignments)})
    for since, until in pairwise(turns):
        covering = [a for a in assignments if a.since <= since < _end(a)]
        owner = max(covering, key=_since).staff_id if covering else fallback_staff_id
        if rows and rows[-1].staff_id == owner:
            rows[-1] = rows[-1]._replace(until=until)
        else:
            rows.append(OwnershipRow(since, until, owner))
    return rows


def _since(assignment: AssignmentRow) -> dt.date:
    return assignment.since


def _end(assignment: AssignmentRow) -> dt.date:
    """The first day after the assignment."""
    if assignment.until is None or assignment.until >= FOREVER:
        return FOREVER
    return assignment.until + ONE_DAY
