"""A team's week, as Monday's digest tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.deadlines.overdue import OverdueDeadline
from storage.facts.deadlines.upcoming import UpcomingDeadline
from storage.facts.fact import Facts
from storage.facts.recovery.milestones import MilestoneAdvance
from storage.facts.recovery.recovery_week import ComingOfAge, LateActions, RepeatedChanges, ToRestore, UrgentCases
from storage.rules.children.bottlenecks import Bottleneck


@dataclass(frozen=True, slots=True)
class OverdueInWeek:
    """What is overdue in the team, the worst first."""

    total: int
    by_rule: dict[str, int]
    items: tuple[OverdueDeadline, ...]


@dataclass(frozen=True, slots=True)
class UpcomingInWeek:
    """What falls due in the next fourteen days, the next first."""

    total: int
    by_rule: dict[str, int]
    items: tuple[UpcomingDeadline, ...]


@dataclass(frozen=True, slots=True)
class TeamCaseload:
    """The team's open cases and how many of its caseworkers stand where; `low` and `high` are the team's own band."""

    total: int
    caseworkers: int
    low: int
    high: int
    under: int
    within: int
    over: int
    without_caseworker: int


@dataclass(frozen=True, slots=True)
class SinceLastWeek:
    """Since the same day a week ago; `overdue` and `caseload` are differences, the others counts.

    The last three are cases that took a step of the recovery, closed ones too.
    """

    overdue: int
    new_overdue: int
    resolved: int
    caseload: int
    opened: int
    closed: int
    reviewed: int
    restored: int
    reported_done: int

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        of_deadlines = (self.new_overdue, self.resolved)
        of_cases = (self.caseload, self.opened, self.closed)
        return any((*of_deadlines, *of_cases, self.reviewed, self.restored, self.reported_done))


@dataclass(frozen=True, slots=True)
class TeamWeek(Facts):
    """What Monday's digest tells a team; `week` is an ISO week, as 2026-W48, `since` and `until` its Monday and Sunday.

    From `milestones` on it tells of the recovery; `bottleneck` is the team's own, None where it has no more than its
    share.
    """

    team: str
    week: str
    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    overdue: OverdueInWeek
    upcoming: UpcomingInWeek
    caseload: TeamCaseload
    since_last_week: SinceLastWeek
    milestones: tuple[MilestoneAdvance, ...]
    restoring: ToRestore
    plan: LateActions
    transitions: ComingOfAge
    changes: RepeatedChanges
    urgent: UrgentCases
    bottleneck: Bottleneck | None

    @property
    def worth_telling(self) -> bool:
        """False where nothing is overdue, due, to be restored or changed.

        Milestones and plans are the department's: they alone are no reason to send a team a digest.
        """
        late_or_due = self.overdue.total or self.upcoming.total
        return bool(late_or_due or self.since_last_week.any or self.restoring.total or self.changes.repeated)
