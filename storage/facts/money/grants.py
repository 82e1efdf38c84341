"""Grants that end in a period or have no stop date (domain.md §8 and §10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, NotInJson


@dataclass(frozen=True, slots=True)
class EndingGrant:
    """A grant of an open case; `stop` None = it has no stop date. The cost is the grant's in the calendar year."""

    grant: str
    case: str
    measure: str
    stop: dt.date | None
    yearly_cost: Decimal
    listed: NotInJson[bool] = True
    """False where the viewer sees the case for its costs alone."""


@dataclass(frozen=True, slots=True)
class GrantsTogether:
    """The grants that end (`what` ending) or those without a stop date (without_stop), and their cost in the year."""

    what: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Grants(Facts):
    """Those that end in the period, the next first, and after them those without a stop date."""

    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    ending: int
    without_stop: int
    items: tuple[EndingGrant, ...]
    parts: tuple[GrantsTogether, ...]
