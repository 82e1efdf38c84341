"""Until when things are kept, worked out from the settings (docs/data-protection.md)."""

from __future__ import annotations

import datetime as dt

from storage.rules.calendar import add_months
from storage.settings import Settings

MONTHS = 12
FINDINGS = dt.timedelta(days=90)
"""How long an import's findings are kept, the newest run's longer: they may quote cells of the exports."""
PACES = dt.timedelta(days=1)
"""How long the pace of a conversation is kept after the last post to it."""
COUNTS = dt.timedelta(days=5 * 366)
"""How long counts and sums of single days are kept: as long as the longest of the recovery plans runs."""


def closed_cases_until(today: dt.date, settings: Settings) -> dt.date | None:
    """Cases closed before this day are erased; None = there is no limit."""
    years = settings.closed_cases_years
    return add_months(today, -years * MONTHS) if years else None


def log_until(now: dt.datetime, settings: Settings) -> dt.datetime:
    """Lines of the access log before this moment are deleted, and what else is kept for the log's sake."""
    day = add_months(now.date(), -settings.access_log_years * MONTHS)
    return dt.datetime.combine(day, dt.time(), dt.UTC)
