"""Everything that is known of a municipality: its cases with their whole past and future, and its ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from storage.rules.calendar import add_months
from storage.rules.deadlines.deadlines import DeadlineRow, Event
from storage.rules.deadlines.ownership import AssignmentRow, OwnershipRow
from storage.rules.money.grant_cost import GrantTerms, yearly_cost
from storage.rules.recovery.legality import Recovery


class KnownGrant(NamedTuple):
    """A grant as exported; the measure in small letters."""

    number: str
    measure: str
    performer: str | None
    supplier: str | None
    step: int | None
    account: str
    terms: GrantTerms

    def cost(self, year: int) -> Fraction:
        return yearly_cost([self.terms], year)


@dataclass(frozen=True, eq=False)
class KnownCase:
    """A case with everything that is known of it, later than the day asked about too."""

    number: str
    team: str
    case_type: str
    opened: dt.date
    closed: dt.date | None
    urgent: bool
    concern: int | None
    recovery: Recovery
    audit_outcome: str | None
    birth: dt.date | None
    owners: tuple[OwnershipRow, ...]
    assignments: tuple[AssignmentRow, ...]
    events: tuple[Event, ...]
    deadlines: tuple[DeadlineRow, ...]
    grants: tuple[KnownGrant, ...]

    def owner(self, day: dt.date) -> OwnershipRow:
        return next(row for row in self.owners if row.since <= day < row.until)

    def is_open(self, day: dt.date) -> bool:
        return self.opened <= day and (self.closed is None or self.closed > day)

    def kinds(self, day: dt.date) -> frozenset[str]:
        return frozenset(event.kind for event in self.events if event.day <= day)

    def open_deadlines(self, day: dt.date) -> list[DeadlineRow]:
        return [row for row in self.deadlines if row.opened <= day < row.closed] if self.is_open(day) else []

    def changes(self, day: dt.date) -> int:
        handed_over = sorted(one.since for one in self.assignments)[1:]
        return sum(add_months(day, -12) < since <= day for since in handed_over)

    @cache  # noqa: B019  # a test's few cases, which live as long as it does
    def cost(self, year: int) -> Fraction:
        return yearly_cost((grant.terms for grant in self.grants), year)


@dataclass(frozen=True, eq=False)
class KnownPosting:
    """A ledger line, and what was found to belong to it; `team` is its own, else its case's."""

    day: dt.date
    account: str
    amount: Decimal
    team: str | None
    case: str | None
    grant: str | None


class KnownComplaint(NamedTuple):
    """A complaint as exported; it belongs to the team of its row, and may name no case."""

    number: str
    team: str
    case: str | None
    received: dt.date
    decided: dt.date | None
    outcome: str | None


class KnownAction(NamedTuple):
    """An action of a plan whose deadline is a date, or which has none."""

    number: str
    plan: str
    theme: str
    responsible: str
    due: dt.date | None
    status: str | None
    area: str


class KnownTown(NamedTuple):
    """All cases, when members of staff left, and the ledger: lines of no case and of protected ones too."""

    cases: tuple[KnownCase, ...]
    left: Mapping[str, dt.date]
    postings: tuple[KnownPosting, ...]
    complaints: tuple[KnownComplaint, ...] = ()
    actions: tuple[KnownAction, ...] = ()
