"""What a deadline rule says, and its deadline where the day it counts from is named (domain.md §3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from storage.facts.fact import Clock, Facts, Optional


@dataclass(frozen=True, slots=True)
class RuleAnswer(Facts):
    """One rule; `due` and `act_by` None: no day was named. `due_at` stands beside `due` for a length in hours."""

    rule: str
    law: str
    length: str
    due: dt.date | None = None
    act_by: dt.date | None = None
    """The last workday on or before it."""
    due_at: Optional[Clock] = None


@dataclass(frozen=True, slots=True)
class RulesToChoose(Facts):
    """Every rule, where none was named: the keys of one rule are null then."""

    rule: None
    law: None
    length: None
    due: None
    act_by: None
    rules: tuple[RuleAnswer, ...]
