"""Cases opened and closed in a period (domain.md §7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Optional


@dataclass(frozen=True, slots=True)
class InAndOut:
    """How many cases were opened and closed."""

    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class MonthInAndOut:
    """The same for one month, written as 2026-11."""

    month: str
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class GroupInAndOut:
    """The same for one group; `total` is opened less closed."""

    key: str | None
    total: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Flow(Facts):
    """Cases within reach on D opened and closed in [since, until], which never goes beyond D."""

    since: Annotated[dt.date | None, Field(alias="from")]
    """None: from the beginning."""
    until: Annotated[dt.date, Field(alias="to")]
    opened: int
    closed: int
    net: int
    by_type: dict[str, InAndOut]
    by_month: tuple[MonthInAndOut, ...]
    """The twelve months up to `until`; the last one is counted up to that day."""
    groups: Optional[tuple[GroupInAndOut, ...]] = None
