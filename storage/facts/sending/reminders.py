"""The schedules a person may see, and when each falls due next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from storage.facts.fact import AsNumber, Clock, Facts, Moment, Optional

EVERY_TEAM = "all"


@dataclass(frozen=True, slots=True)
class ScheduledTime:
    """How often, and at what time; `weekday` is 0 on Mondays. Neither daily nor monthly: every week."""

    weekday: int
    at: Clock
    daily: Optional[Literal[True]] = None
    monthly: Optional[str] = None
    """first or last such weekday of the month, a day of it, or `before` one."""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One schedule; `target` is a team's name or all, `next` when it next falls due, None while it rests for good."""

    id: int
    kind: str
    target: str
    when: ScheduledTime
    limit_pct: Optional[AsNumber] = field(default=None, kw_only=True)
    """How many per cent over the budget a team must be to be mentioned; None = the kind's own limit."""
    next: Moment | None
    paused: bool
    paused_from: dt.date | None
    paused_until: dt.date | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class Reminders(Facts):
    """The schedules, the oldest first; `may_change`: whether the viewer sets any up.

    `done` is what has just happened to one: added, changed, paused, resumed or removed.
    """

    schedules: tuple[ScheduleRow, ...]
    may_change: bool
    done: str | None
