"""Who turns 16, 17½ or 18 in a period, and whether what is due then is done (domain.md §3.11 and §10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Optional
from storage.facts.group import GroupTotal


@dataclass(frozen=True, slots=True)
class Transition:
    """A person's case: `age` is 16, 17.5 or 18, turned `on` that day; `rule` None = no rule asks anything of the case.

    `status` is done, overdue, due_soon or later by the rule's deadline, None where there is no rule.
    """

    case: str
    age: int | float
    on: dt.date
    rule: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Transitions(Facts):
    """Ages turned in a period, the next first; somebody who turns two of them counts twice."""

    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    total: int
    items: tuple[Transition, ...]
    groups: Optional[tuple[GroupTotal, ...]] = None
