"""Which postings no grant covers and which grants nobody posts on, case by case (domain.md §8 and §10).

What the SQL of `storage/imports/reconciled.py` must equal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from storage.rules.money.units import runs_on, whole_year
from storage.rules.recovery.reconciliation import IDLE_DAYS


class GrantAccount(NamedTuple):
    """The account a grant is paid from, and the days it runs."""

    account: str
    start: dt.date
    stop: dt.date | None


class CasePosting(NamedTuple):
    """A ledger line: its day, its account, and the case it was found to belong to (None = none)."""

    day: dt.date
    account: str
    case: str | None


def counts_on(posted: dt.date, day: dt.date) -> bool:
    """Whether a posting belongs to the figures of `day`: dated in its year, and not after it."""
    return whole_year(day.year)[0] <= posted <= day


def is_unmatched(posting: CasePosting, case_grants: Iterable[GrantAccount], day: dt.date) -> bool:
    """A posting of the year with a case, but none of that case's grants covers its date and account.

    Cost and income count alike.
    """
    if posting.case is None or not counts_on(posting.day, day):
        return False
    return not any(
        grant.account == posting.account and runs_on(grant.start, grant.stop, posting.day) for grant in case_grants
    )


def is_idle(grant: GrantAccount, posted: Iterable[dt.date], day: dt.date, *, case_open: bool) -> bool:
    """A grant of an open case, running on `day`, that started before day - 45 days and on whose case and account
    nothing was posted from its start to `day`; `posted` holds the days of the postings on that case and account.
    """
    if not case_open or not runs_on(grant.start, grant.stop, day):
        return False
    if grant.start >= day - dt.timedelta(days=IDLE_DAYS):
        return False
    return not any(grant.start <= posting <= day for posting in posted)
