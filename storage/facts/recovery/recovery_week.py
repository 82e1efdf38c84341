"""A team's recovery in its weekly digest, and the parts of it that the milestone report shares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts
from storage.facts.recovery.milestones import MilestoneAdvance
from storage.facts.recovery.plan import PlannedAction, PlannedActionOfYear
from storage.rules.children.bottlenecks import Bottleneck


@dataclass(frozen=True, slots=True)
class CaseToRestore:
    """A red or yellow case that is not restored yet; `missing` are the requirements it lacks."""

    case: str
    category: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToRestore:
    """How many cases are to be restored, and in restoring order those that may be listed."""

    total: int
    items: tuple[CaseToRestore, ...]


@dataclass(frozen=True, slots=True)
class LateActions:
    """The plans' actions past their deadline, those late the longest first, without who is responsible.

    `new_overdue` counts those that were not late yet on the earlier day.
    """

    overdue: int
    new_overdue: int
    items: tuple[PlannedActionOfYear | PlannedAction, ...]


@dataclass(frozen=True, slots=True)
class ComingOfAge:
    """Who turns 16, 17½ or 18: `young` counts people, `total` ages turned, as some turn two.

    `young` is None where the viewer may only count the cases. No channel shows which cases they are.
    """

    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    total: int
    young: int | None


@dataclass(frozen=True, slots=True)
class CaseChangingHands:
    """A case whose caseworker changed that many times in a year."""

    case: str
    changes: int


@dataclass(frozen=True, slots=True)
class RepeatedChanges:
    """How many cases changed caseworker twice or more, and those that may be listed."""

    repeated: int
    items: tuple[CaseChangingHands, ...]


@dataclass(frozen=True, slots=True)
class UrgentCases:
    """Open cases with the urgent flag. The flag has no date: `before` is from the snapshot (None = none was kept)."""

    total: int
    before: int | None


@dataclass(frozen=True, slots=True)
class RecoverySteps:
    """Cases that took a step of the recovery since the earlier day, closed ones too."""

    reviewed: int
    restored: int
    reported_done: int


@dataclass(frozen=True, slots=True)
class RecoveryWeek(Facts):
    """What Monday's digest tells of the recovery."""

    milestones: tuple[MilestoneAdvance, ...]
    restoring: ToRestore
    plan: LateActions
    transitions: ComingOfAge
    changes: RepeatedChanges
    urgent: UrgentCases
    bottleneck: Bottleneck | None
    """The team's own; None where it has no more than its share."""
