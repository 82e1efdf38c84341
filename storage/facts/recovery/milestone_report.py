"""What the monthly report on the milestones tells a leader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts
from storage.facts.recovery.milestones import MilestoneAdvance
from storage.facts.recovery.recovery_week import LateActions
from storage.rules.children.bottlenecks import Bottleneck


@dataclass(frozen=True, slots=True)
class LedBottlenecks:
    """Where the leader's own work piles up.

    `teams` are the leader's teams with more than their share of the department's, `caseworkers` those with more than
    their share within the leader's teams.
    """

    teams: tuple[Bottleneck, ...]
    caseworkers: tuple[Bottleneck, ...]


@dataclass(frozen=True, slots=True)
class MilestoneReport(Facts):
    """The department's milestones and late actions since a month ago, and bottlenecks in the leader's teams."""

    teams: tuple[str, ...]
    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    milestones: tuple[MilestoneAdvance, ...]
    plan: LateActions
    bottlenecks: LedBottlenecks

    def people(self) -> Iterable[str | None]:
        return (one.key for one in self.bottlenecks.caseworkers)
