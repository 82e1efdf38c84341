"""The period a question names, as its slot holds it (the forms stand in storage/rules/dates/)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from storage.rules.dates import periods
from storage.rules.period import Period


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """A period, read both ways, and where it stands in the folded text."""

    start: int
    end: int
    ahead: Period
    back: Period


def find_period(text: str, today: dt.date) -> PeriodFound | None:
    """The period a folded text names, or None. Of several the first counts.

    >>> import datetime as dt
    >>> find_period("frister inden jul", dt.date(2026, 11, 23)).ahead.as_json()
    {'from': '2026-11-23', 'to': '2026-12-24'}
    """
    found = periods.find_period(text, today)
    return None if found is None else PeriodFound(found.start, found.end, Period(*found.ahead), Period(*found.back))


def period_after(text: str, former: Period | None) -> Period | None:
    """The period after the one asked about before, where the folded text says 'og ugen efter'."""
    after = None if former is None else periods.the_one_after(text, (former.start, former.end))
    return None if after is None else Period(*after)
