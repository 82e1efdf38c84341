"""Whether data and books are whole: what is missing or does not match, and the list behind a check (domain.md §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from storage.facts.fact import WITHHELD, Facts, Flag, Optional, StaffId, Withheld
from storage.facts.sending.sources import RejectedLine


@dataclass(frozen=True, slots=True)
class LoosePostings:
    """Postings without a case: how many, kroner, and their share of all spending in per cent."""

    count: int
    amount: Decimal
    share: float | None


@dataclass(frozen=True, slots=True)
class CheckFound:
    """What one check found: how many; for postings and accounts also the kroner and their share of all spending."""

    check: str
    count: int
    amount: Decimal | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class TeamFound:
    """What the checks found in one team; None: what belongs to no team."""

    team: str | None
    cases_without_caseworker: int
    cases_without_events: int
    grants_without_stop: int
    grants_on_closed_cases: int
    idle_grants: int
    unmatched_postings: int
    postings_without_case: int
    accounts_without_budget: int

    @property
    def cases(self) -> int:
        return self.cases_without_caseworker + self.cases_without_events

    @property
    def grants(self) -> int:
        return self.grants_without_stop + self.grants_on_closed_cases + self.idle_grants

    @property
    def postings(self) -> int:
        return self.unmatched_postings + self.postings_without_case

    @property
    def any(self) -> bool:
        return any((self.cases, self.grants, self.postings, self.accounts_without_budget))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPart:
    """What one check adds to how the answer is worked out."""

    what: str
    amount: Optional[Decimal] = None
    count: int
    pct: Optional[float] = None


@dataclass(frozen=True, slots=True)
class DataQuality(Facts):
    """What is missing or does not match on the day, by check.

    `missing_accounts` are numbers of accounts that have postings or grants this year but no budget.
    """

    cases_without_caseworker: int
    cases_without_events: int
    grants_without_stop: int
    grants_on_closed_cases: int
    idle_grants: int
    postings_without_case: LoosePostings
    unmatched_postings: int
    accounts_without_budget: int
    rejected_rows: int
    missing_accounts: tuple[str, ...]
    checks: tuple[CheckFound, ...]
    """Each check but that of rejected rows, which counts no money."""
    by_team: tuple[TeamFound, ...]
    parts: tuple[CheckPart, ...]


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case that a check finds."""

    case: str
    case_type: Annotated[str, Field(alias="type")]
    team: str
    opened: dt.date
    caseworker: StaffId = WITHHELD
    left: Flag = False
    """The caseworker has left, and the case has not been moved yet."""


@dataclass(frozen=True, slots=True)
class FoundGrant:
    """A grant that a check finds; its price in kroner is for one unit."""

    grant: str
    case: str
    team: str
    measure: str
    account: str
    start: dt.date
    stop: dt.date | None
    price: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class FoundPosting:
    """A ledger line that a check finds, in kroner; `case` None = it has none.

    `grant` is the grant number it names, if unknown or of the same case; another case's number is left out.
    """

    voucher: str
    line: str
    day: dt.date
    account: str
    amount: Decimal
    team: str | None
    case: str | None
    grant: str | None


@dataclass(frozen=True, slots=True)
class MissingAccount:
    """An account that the budget lacks: its name where the chart of accounts knows it, and what is posted on it."""

    account: str
    name: str | None
    teams: tuple[str, ...]
    postings: int
    amount: Decimal


Find: TypeAlias = FoundCase | FoundGrant | FoundPosting | MissingAccount | RejectedLine
"""One line of a list somebody works from."""


@dataclass(frozen=True, slots=True)
class DataQualityList(DataQuality):
    """The same, and the list behind one check: `total` is what it counts; `items` the first of them, or all.

    `withheld` says why it is empty although there is something: wrong_place, counts_only or no_reach; else None.
    """

    check: str
    total: int
    items: tuple[Find, ...]
    withheld: str | None

    def listed(self) -> str:
        return self.check

    def people(self) -> Iterable[str | Withheld | None]:
        return (item.caseworker for item in self.items if isinstance(item, FoundCase))
