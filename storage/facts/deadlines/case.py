"""One case: its status, its deadlines, what is missing before it can be reported done, and what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from storage.facts.fact import Facts, NotInJson


@dataclass(frozen=True, slots=True)
class Required:
    """One line of the case's checklist; `met` is the latest day it was done, None = missing."""

    requirement: str
    met: dt.date | None


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """An open deadline of the case; `status` is overdue, due_soon or later."""

    rule: str
    due: dt.date
    status: str


@dataclass(frozen=True, slots=True)
class CaseGrant:
    """A grant of the case that has not ended before D: `price` of a unit, in kroner; `stop` None = no stop date."""

    grant: str
    measure: str
    stop: dt.date | None
    price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class CostOfGrant:
    """One named grant's part of the case's cost in the year; `what` is grant."""

    what: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CaseworkerBefore:
    """Who had the case before its caseworker now, and until which day."""

    caseworker: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class CaseInDetail(Facts):
    """The case for those who may see it in detail; its cost is that of D's calendar year.

    `missing` lists what must still be done before the case can be reported done, in the order people check it.
    """

    case: str
    type: str
    team: str
    caseworker: str | None
    category: str | None
    urgent: bool
    state: str
    missing: tuple[str, ...]
    checklist: tuple[Required, ...]
    deadlines: tuple[CaseDeadline, ...]
    grants: tuple[CaseGrant, ...]
    yearly_cost: Decimal
    parts: tuple[CostOfGrant, ...]
    before: NotInJson[CaseworkerBefore | None] = None
    last_follow_up: NotInJson[dt.date | None] = None

    def people(self) -> Iterable[str | None]:
        """The caseworker, and who was it before."""
        return (self.caseworker, *([self.before.caseworker] if self.before else []))


@dataclass(frozen=True, slots=True)
class CaseCosts(Facts):
    """The case for a controller: only its number and its costs (§9)."""

    case: str
    grants: tuple[CaseGrant, ...]
    yearly_cost: Decimal
    parts: tuple[CostOfGrant, ...]
