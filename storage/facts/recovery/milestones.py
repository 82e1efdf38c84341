"""How far the department's milestones have come (domain.md §5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from storage.facts.fact import Facts, Optional
from storage.rules.recovery.milestones import MilestoneStatus


@dataclass(frozen=True, slots=True)
class MilestoneStanding:
    """How one milestone stands on the day; paces are per week, figures with decimals have two.

    `pace_needed` is None when the due date is here or past and something is left; `expected_on` when nothing moves.
    """

    milestone: str
    title: str
    total: int
    reached: int
    left: int
    expected: float
    pace_now: float
    pace_needed: float | None
    due: dt.date
    expected_on: dt.date | None
    status: MilestoneStatus


@dataclass(frozen=True, slots=True)
class MilestoneAdvance(MilestoneStanding):
    """The same, and how many cases reached it since the day that is compared with."""

    reached_since: int

    @classmethod
    def of(cls, one: MilestoneStanding, reached_since: int) -> MilestoneAdvance:
        """The standing with what came since."""
        stands = {field.name: getattr(one, field.name) for field in fields(MilestoneStanding)}
        return cls(**stands, reached_since=reached_since)


@dataclass(frozen=True, slots=True)
class CountOnDay:
    """A point of a curve: the count reached by that day."""

    on: dt.date
    count: int


@dataclass(frozen=True, slots=True)
class MilestoneCurve:
    """What a chart of one milestone shows: what was reached by when, and the corners of the expected line."""

    milestone: str
    reached: tuple[CountOnDay, ...]
    expected: tuple[CountOnDay, ...]


@dataclass(frozen=True, slots=True)
class MilestonesByDay:
    """How the milestones' forecasts compare with the day in the question.

    `in_time` names those expected by then; `pace_needed` is, by name, how many a week it takes to be done by then.
    """

    day: dt.date
    in_time: tuple[str, ...]
    pace_needed: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Milestones(Facts):
    """The milestones asked for, by due date. `curve` is of the one that stands worst, None where none is open.

    `by` is there where a day was asked about, `known` (every name there is) where the name asked for fits none.
    """

    items: tuple[MilestoneStanding, ...]
    curve: MilestoneCurve | None
    by: Optional[MilestonesByDay] = None
    known: Optional[tuple[str, ...]] = None
