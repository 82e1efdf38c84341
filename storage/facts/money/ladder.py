"""How many cases stand on each step of the ladder, what they cost, and who moved since a day (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from storage.facts.fact import Facts, Optional


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A step with the cases standing on it and their yearly cost; None where it would be a single case's."""

    step: int
    cases: int
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class CasesOnLadder:
    """The cases on a step (`what` cases) and their cost, or those with a step on both days (compared)."""

    what: str
    count: int
    amount: Optional[Decimal] = None


@dataclass(frozen=True, slots=True)
class Ladder(Facts):
    """The steps on which cases stand on the day `until`, the lowest first, and the moves since `since`."""

    since: Annotated[dt.date, Field(alias="from")]
    until: Annotated[dt.date, Field(alias="to")]
    steps: tuple[LadderStep, ...]
    up: int
    down: int
    parts: tuple[CasesOnLadder, ...]
