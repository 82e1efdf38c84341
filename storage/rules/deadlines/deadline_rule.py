"""What a deadline rule is, and how the rules are read from their TOML file."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

RULES_FILE = Path(__file__).with_name("deadlines.toml")


class RuleError(ValueError):
    """The file of deadline rules cannot be used; the text names the rule and what is wrong with it."""


class LengthUnit(StrEnum):
    """What a rule's length is counted in (domain.md §2)."""

    HOURS = "hours"
    WEEKDAYS = "weekdays"
    WORKDAYS = "workdays"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Length:
    """How long after the trigger a deadline is due; negative = before the birthday."""

    amount: int
    unit: LengthUnit


@dataclass(frozen=True, slots=True)
class Law:
    """A legal reference and the days it applied, both included."""

    text: str
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One record of domain.md §3; exactly one of `triggers` and `birthday` is given."""

    id: str
    danish: str
    english: str
    law: tuple[Law, ...]
    length: Length
    satisfied_by: frozenset[str]
    triggers: frozenset[str] = frozenset()
    birthday: int | None = None
    case_types: frozenset[str] | None = None
    """None = every case type."""
    repeat_months: int | None = None
    ends: frozenset[str] = field(default=frozenset())
    council_limit: bool = False
    """The council decides the length; `length` is the default."""

    def covers(self, case_type: str) -> bool:
        """Whether the rule applies to cases of that type."""
        return self.case_types is None or case_type in self.case_types

    def title(self, language: str) -> str:
        """The name people read, in `da` or `en`."""
        return self.danish if language == "da" else self.english


def legal_reference(rule: Rule, on: dt.date) -> str:
    """The paragraph that demanded it on that day: Serviceloven (SEL) until 2023, Barnets Lov (BL) from 2024 on."""
    return next(law.text for law in rule.law if law.valid_from <= on <= law.valid_to)


def load_rules(path: Path = RULES_FILE) -> Mapping[str, Rule]:
    """The rules of a TOML file by id, in its order.

    Raises RuleError for an unknown key or unit, an id used twice, a rule without exactly one of triggers and
    birthday, or laws that leave a day without a reference.
    """
    rules: dict[str, Rule] = {}
    for record in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
        rule = _rule(record)
        if rule.id in rules:
            raise RuleError(f"The rule {rule.id} stands twice.")
        rules[rule.id] = rule
    return MappingProxyType(rules)


def _rule(record: dict[str, Any]) -> Rule:
    name = record.get("id", "without an id")
    sets = {key: frozenset(record[key]) for key in _SETS if key in record}
    try:
        law = tuple(_law(**entry) for entry in record["law"])
        length = Length(record["length"]["amount"], LengthUnit(record["length"]["unit"]))
        rule = Rule(**(record | sets | {"law": law, "length": length}))
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(f"The rule {name} cannot be read: {error}.") from error
    problem = _problem(rule)
    if problem:
        raise RuleError(f"The rule {name}: {problem}.")
    return rule


_SETS = ("triggers", "satisfied_by", "case_types", "ends")


def _law(text: str, to: dt.date = dt.date.max, **other: dt.date) -> Law:
    # `from` is no Python name, hence read from `other`.
    start = other.pop("from", dt.date.min)
    if other:
        raise TypeError(f"unknown {', '.join(other)}")
    return Law(text, start, to)


def _problem(rule: Rule) -> str | None:
    checks = {
        "needs either triggers or a birthday": bool(rule.triggers) == (rule.birthday is not None),
        "needs an event that satisfies it": not rule.satisfied_by,
        "has ends but no repetition": bool(rule.ends) and rule.repeat_months is None,
        "a birthday cannot repeat": rule.birthday is not None and rule.repeat_months is not None,
        "only a birthday can have a length before it": rule.birthday is None and rule.length.amount <= 0,
        "a birthday's length is in months": rule.birthday is not None and rule.length.unit is not LengthUnit.MONTHS,
        "only a limit in weeks can be the council's": rule.council_limit and rule.length.unit is not LengthUnit.WEEKS,
        "the laws must follow each other without a gap": not _gapless(rule.law),
    }
    return next((problem for problem, wrong in checks.items() if wrong), None)


def _gapless(laws: tuple[Law, ...]) -> bool:
    if not laws or laws[0].valid_from != dt.date.min or laws[-1].valid_to != dt.date.max:
        return False
    return all(earlier.valid_to + dt.timedelta(1) == later.valid_from for earlier, later in pairwise(laws))
