"""What a selection found, whatever it is of: the figures, and the rows behind them (domain.md §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from storage.facts.asked import AskedFigures, Figure
from storage.facts.complaint_source import ComplaintSource
from storage.facts.fact import WITHHELD, Facts, MaybeWithheld, NotInJson, Optional, StaffId, Withheld
from storage.facts.of_team import TeamFigure
from storage.rules.selection import Selection


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """The open deadline of a case that falls due first; it may be past."""

    rule: str
    due: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedCase:
    """A case of the list; `category` None = not reviewed. A channel is shown no caseworkers.

    Who sees a case for its costs alone is given its number and `cost`: the rest is WITHHELD.
    """

    case: str
    type: MaybeWithheld[str] = WITHHELD
    team: MaybeWithheld[str] = WITHHELD
    caseworker: StaffId = WITHHELD
    category: MaybeWithheld[str | None] = WITHHELD
    state: MaybeWithheld[str] = WITHHELD
    next_deadline: MaybeWithheld[NextDeadline | None] = WITHHELD
    cost: NotInJson[Decimal | None] = None
    """In kroner, where the list is of cost or ordered by it: what the case adds to the sum, else its yearly cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedDeadline:
    """An open deadline; `days_left` below 0 = so many days over."""

    case: str
    rule: str
    due: dt.date
    days_left: int
    caseworker: StaffId = WITHHELD


@dataclass(frozen=True, slots=True)
class SelectedGrant:
    """A grant; `yearly_cost` is its own in the calendar year of the day, WITHHELD in a channel."""

    grant: str
    case: str
    measure: str
    performer: str | None
    supplier: str | None
    step: int | None
    stop: dt.date | None
    yearly_cost: MaybeWithheld[Decimal]


@dataclass(frozen=True, slots=True)
class SelectedEvent:
    """Something that happened on a case."""

    case: str
    event: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class SelectedComplaint:
    """A complaint; `case` None = it is about none, or about one out of the viewer's reach."""

    complaint: str
    case: str | None
    received: dt.date
    decided: dt.date | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedAction:
    """A line of a plan; `deadline` as the plan writes it."""

    plan: str
    no: str
    title: str
    responsible: MaybeWithheld[str | None] = WITHHELD
    deadline: str | None
    status: str | None


SelectedRow = SelectedCase | SelectedDeadline | SelectedGrant | SelectedEvent | SelectedComplaint | SelectedAction


@dataclass(frozen=True, slots=True)
class ShareOf:
    """What a percentage is made of: so many, of so many; of sums kroner."""

    part: Figure
    whole: Figure


@dataclass(frozen=True, slots=True)
class OfAll:
    """Where it is asked whether all are so: how many there are, and how many are not."""

    whole: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedFacts(Facts):
    """What was asked for. `items` are all rows in the order of `asked.items`, None where there is no list.

    `left_out` are teams asked about whose cases the asker does not see; `own`: what they see are their own cases alone.
    """

    asked: AskedFigures
    total: Figure
    """The figure again, under the name that other questions give it."""
    items: Optional[tuple[SelectedRow, ...]] = None
    mean: Optional[float] = None
    """Of days, and so are the next three: of those finished in the period, None where there are none."""
    median: Optional[float] = None
    count: Optional[int] = None
    over_limit: Optional[int] = None
    """How many took longer than the deadline rule from the one event to the other allows; None where there is none."""
    by_event: Optional[dict[str, int]] = None
    left_out: tuple[str, ...] = ()
    source: Optional[ComplaintSource] = None
    """Of complaints: what they were counted from."""
    selection: NotInJson[Selection]
    own: NotInJson[bool] = False
    of_team: NotInJson[TeamFigure | None] = None
    """Where there is none among the asker's own cases: the team's figure."""
    share: NotInJson[ShareOf | None] = None
    """Where the figure is a percentage, and not of a list of groups alone."""
    of_all: NotInJson[OfAll | None] = None

    def people(self) -> Iterable[str | Withheld | None]:
        """The caseworkers of rows and groups, and the people whom the question itself names."""
        rows = [row.caseworker for row in self.items or () if isinstance(row, SelectedCase | SelectedDeadline)]
        named = [text for one in self.selection.conditions if one.name in _PEOPLE for text in one.texts]
        return (*rows, *self.asked.people(), *named)


_PEOPLE = frozenset({"staff", "responsible"})
