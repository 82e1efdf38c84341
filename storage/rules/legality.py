"""Is the case handled as the law demands: requirements, categories and recovery states (domain.md §4)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

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
    """What the case says of its review; a date in the future of the day asked about does not count yet."""

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
            if date is not None and date <= day:
                return state
        category = self.category_on(day)
        if category in {"red", "yellow"}:
            return State.BEING_RESTORED
        seen = self.reviewed is not None and self.reviewed <= day
        return State.REVIEWED if seen or category is not None else State.NOT_REVIEWED


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
