"""The actions of the department's plans (domain.md §6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Annotated

from pydantic import Field

from storage.facts.fact import WITHHELD, Facts, MaybeWithheld, Optional
from storage.facts.group import GroupTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """One line of a plan; `responsible` and `deadline` as the plan writes them.

    `responsible` is WITHHELD where a whole channel reads along.
    """

    plan: str
    no: str
    title: str
    responsible: MaybeWithheld[str | None] = WITHHELD
    deadline: str | None
    starts: Annotated[dt.date | None, Field(alias="from")]
    ends: Annotated[dt.date | None, Field(alias="to")]
    precision: str
    """How exactly the deadline is written: a word of docs/dates.md."""
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedActionOfYear(PlannedAction):
    """A line of a plan that is written by year: the action's status in one year and area."""

    area: str | None
    year: int

    @classmethod
    def of(cls, line: PlannedAction, area: str | None, year: int) -> PlannedActionOfYear:
        """The line as it stands in that year and area."""
        return cls(**{field.name: getattr(line, field.name) for field in fields(PlannedAction)}, area=area, year=year)


@dataclass(frozen=True, slots=True)
class ActionPlan(Facts):
    """The actions asked for, the late ones first. `known` (every plan there is) where the plan asked for is none."""

    total: int
    overdue: int
    by_status: dict[str, int]
    items: tuple[PlannedActionOfYear | PlannedAction, ...]
    groups: Optional[tuple[GroupTotal, ...]] = None
    known: Optional[tuple[str, ...]] = None
