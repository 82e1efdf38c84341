"""How many days of a year a grant runs (domain.md §8): what queries/money/unit_costs.py must equal."""

from __future__ import annotations

import datetime as dt

from storage.rules.money.units import days_in, overlap, whole_year


def grant_days(start: dt.date, stop: dt.date | None, year: int) -> int:
    """How many days of the calendar year the grant runs; without a stop date to 31 December."""
    shared = overlap(start, stop, *whole_year(year))
    return 0 if shared is None else days_in(*shared)
