"""Where a case stands on the ladder, by its grants (domain.md §8): what queries/money/ladder.py must equal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from storage.rules.money.units import runs_on


class StepGrant(NamedTuple):
    """A grant's step (1 least ... 7 most intervening; None = not on the ladder) and the days it runs."""

    step: int | None
    start: dt.date
    stop: dt.date | None


def step_on(grants: Iterable[StepGrant], day: dt.date) -> int | None:
    """The highest step among a case's grants running that day; None where none of them has one."""
    running = (grant.step for grant in grants if runs_on(grant.start, grant.stop, day))
    return max((step for step in running if step is not None), default=None)
