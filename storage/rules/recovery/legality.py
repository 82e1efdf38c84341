"""Is the case handled as the law demands: requirements, categories and recovery states (domain.md §4)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from storage.rules.calendar import FOREVER

NO_CATEGORY = "none"
"""The word for cases without a category: not reviewed."""
CATEGORIES = ("red", "yellow", "green", NO_CATEGORY)

SETS_FILE = Path(__file__).with_name("legality.toml")


class State(StrEnum):
    """How far a case has come; the values are the state words of the answers."""

    NOT_REVIEWED = "not_reviewed"
    REVIEWED = "reviewed"
    BEING_RESTORED = "being_restored"
    RESTORED = "restored"
    REPORTED_DONE = "reported_done"
    AUDITED = "audited"


@dataclass(frozen=True, slots=True)
class RequirementSet:
    """What cases of some types must hold, from a day on: event kinds, in the order people check them."""

    name: str
    valid_from: dt.date
    case_types: frozenset[str]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """The case's fields about its review; a date after the day in question does not count yet."""

    category: str | None
    reviewed: dt.date | None
    restored: dt.date | None
    reported_done: dt.date | None
    audited: dt.date | None

    def category_on(self, day: dt.date) -> str | None:
        """red, yellow or green; None = not reviewed. It counts from the review date where there is one."""
        return self.category if self.reviewed is None or self.reviewed <= day else None

    def state_on(self, day: dt.date) -> State:
        """The furthest state reached by that day; green needs no restoring."""
        dated = (
            (self.audited, State.AUDITED),
            (self.reported_done, State.REPORTED_DONE),
            (self.restored, State.RESTORED),
        )
        for date, state in dated:
            if _reached(date, day):
                return state
        if self.category_on(day) in {"red", "yellow"}:
            return State.BEING_RESTORED
        return State.REVIEWED if self.reviewed_on(day) else State.NOT_REVIEWED

    def reviewed_on(self, day: dt.date) -> bool:
        """Whether somebody has looked it through by that day: the review is dated, or left a category."""
        return _reached(self.reviewed, day) or self.category_on(day) is not None

    def lawful_on(self, day: dt.date) -> bool:
        """Category green, or reported done on or before the day (§4)."""
        return self.category_on(day) == "green" or _reached(self.reported_done, day)


@dataclass(frozen=True, slots=True)
class RecoveryProgress:
    """How far some cases have come; each state counts the cases that have reached it, later ones too.

    `by_category` has red, yellow, green and none (not reviewed), `missing` the cases lacking each requirement; what no
    case has is left out.
    """

    total: int
    reviewed: int
    by_category: dict[str, int]
    being_restored: int
    """Red or yellow and not restored yet: not part of the others."""
    restored: int
    reported_done: int
    audited: int
    lawful: int
    missing: dict[str, int]


def progress(cases: Iterable[tuple[Recovery, Sequence[str], int]], day: dt.date) -> RecoveryProgress:
    """Count cases, given as (recovery, requirements lacking on that day, how many cases are alike in both)."""
    reached: Counter[State] = Counter()
    categories: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    restoring = lawful = 0
    for recovery, lacking, alike in cases:
        categories[recovery.category_on(day) or NO_CATEGORY] += alike
        missing.update(dict.fromkeys(lacking, alike))
        reached[State.REVIEWED] += alike * recovery.reviewed_on(day)
        reached[State.RESTORED] += alike * _reached(recovery.restored, day)
        reached[State.REPORTED_DONE] += alike * _reached(recovery.reported_done, day)
        reached[State.AUDITED] += alike * _reached(recovery.audited, day)
        restoring += alike * (recovery.state_on(day) is State.BEING_RESTORED)
        lawful += alike * recovery.lawful_on(day)
    return RecoveryProgress(
        total=categories.total(),
        reviewed=reached[State.REVIEWED],
        by_category=by_severity(categories),
        being_restored=restoring,
        restored=reached[State.RESTORED],
        reported_done=reached[State.REPORTED_DONE],
        audited=reached[State.AUDITED],
        lawful=lawful,
        missing=dict(sorted(missing.items(), key=lambda entry: (-entry[1], entry[0]))),
    )


def by_severity(categories: Counter[str]) -> dict[str, int]:
    """Red, yellow, green and none, in that order; what no case has is left out."""
    return {word: categories[word] for word in CATEGORIES if categories[word]}


def restoring_order(
    number: str, *, urgent: bool, yearly_cost: Decimal | None, earliest_due: dt.date | None
) -> tuple[bool, Decimal, dt.date, str]:
    """Sorts cases as they should be restored: urgent first, then the dearest (yearly cost in kroner), then the
    earliest open deadline (§4); without cost or deadline last among those, and by case number where all is equal.
    """
    return (not urgent, -(yearly_cost or Decimal(0)), earliest_due or FOREVER, number)


def load_sets(path: Path = SETS_FILE) -> tuple[RequirementSet, ...]:
    """The requirement sets of a TOML file, the latest first."""
    records = tomllib.loads(path.read_text(encoding="utf-8"))["set"]
    sets = (
        RequirementSet(one["name"], one["from"], frozenset(one["case_types"]), tuple(one["requirements"]))
        for one in records
    )
    return tuple(sorted(sets, key=lambda one: one.valid_from, reverse=True))


SETS = load_sets()


def requirements_of(case_type: str, day: dt.date) -> tuple[str, ...]:
    """What a case of that type must hold on that day; nothing for a type no set names."""
    for one in SETS:
        if case_type in one.case_types and one.valid_from <= day:
            return one.requirements
    return ()


def missing_on(case_type: str, day: dt.date, events: AbstractSet[str]) -> tuple[str, ...]:
    """The requirements without an event among the kinds known by that day."""
    return tuple(wanted for wanted in requirements_of(case_type, day) if wanted not in events)


def _reached(date: dt.date | None, day: dt.date) -> bool:
    return date is not None and date <= day
