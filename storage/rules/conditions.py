"""What a question can ask of the store, one record each in conditions.toml, and one condition of a question."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from storage.rules.period import Period

CONDITIONS_FILE = Path(__file__).with_name("conditions.toml")


class SelectionError(ValueError):
    """What is asked cannot be asked so; the text says why."""


class Takes(StrEnum):
    """What a condition is given besides its name."""

    FLAG = "flag"
    WORDS = "words"
    TEXTS = "texts"
    RULES = "rules"
    NUMBERS = "numbers"
    AMOUNTS = "amounts"


class Looks(StrEnum):
    """Whether a condition looks at days of its own."""

    NO = "no"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    id: str
    danish: str
    english: str

    def title(self, language: str) -> str:
        """The name people read, in `da` or `en`."""
        return self.danish if language == "da" else self.english


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedKind(_Record):
    """Something that is counted or summed; conditions.toml says what its fields mean."""

    unit: str
    about: tuple[str, ...]
    time: str
    usual: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionKind(_Record):
    """A condition there is; conditions.toml says what its fields mean."""

    value: Takes
    on: tuple[str, ...]
    words: tuple[str, ...] = ()
    period: Looks = Looks.NO
    denied: bool = True

    def fits(self, what: CountedKind) -> bool:
        """Whether it makes sense for what is counted."""
        return not {what.id, *what.about}.isdisjoint(self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKind(_Record):
    """What splits a figure into groups."""

    on: tuple[str, ...]

    def fits(self, what: CountedKind) -> bool:
        """Whether it makes sense for what is counted."""
        return not {what.id, *what.about}.isdisjoint(self.on)


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers from `low` to `high`; an end that is None is open. Whole numbers include both ends, kroner neither."""

    low: int | Decimal | None = None
    high: int | Decimal | None = None


Value = str | Between


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: any of its values holds, or where it is denied none of them does.

    `period` are the days it looks at, where it looks at any of its own. Raises SelectionError for an unknown name, and
    for values or a period that it does not take.
    """

    name: str
    values: tuple[Value, ...] = ()
    period: Period | None = None
    denied: bool = False

    def __post_init__(self) -> None:
        if self.name not in CONDITIONS:
            raise SelectionError(f"There is no condition {self.name!r}.")
        problem = _problem(self, self.kind)
        if problem:
            raise SelectionError(f"The condition {self.name!r} {problem}.")

    @property
    def kind(self) -> ConditionKind:
        return CONDITIONS[self.name]

    @property
    def texts(self) -> tuple[str, ...]:
        """The values that are words or texts."""
        return tuple(value for value in self.values if isinstance(value, str))

    @property
    def numbers(self) -> tuple[Between, ...]:
        """The values that are numbers or kroner."""
        return tuple(value for value in self.values if isinstance(value, Between))


def _problem(condition: Condition, kind: ConditionKind) -> str | None:
    """Why the condition cannot stand, as the end of a sentence; None where it can."""
    return (
        _problem_of_values(condition, kind)
        or _problem_of_period(condition.period, kind.period)
        or ("cannot be denied" if condition.denied and not kind.denied else None)
    )


def _problem_of_values(condition: Condition, kind: ConditionKind) -> str | None:
    values, texts = condition.values, condition.texts
    numbered = kind.value in {Takes.NUMBERS, Takes.AMOUNTS}
    if kind.value is Takes.FLAG:
        return "takes no value" if values else None
    if not values:
        return None if kind.value is Takes.RULES else "needs a value"
    if len(condition.numbers if numbered else texts) != len(values) or "" in texts:
        return "takes numbers from and to" if numbered else "takes texts"
    if any(not _is_stretch(between) for between in condition.numbers):
        return "needs an end that is not below its beginning"
    unknown = [word for word in texts if kind.words and word not in kind.words]
    return f"takes {', '.join(kind.words)}, not {', '.join(unknown)}" if unknown else None


def _is_stretch(between: Between) -> bool:
    low, high = between.low, between.high
    return (low is not None or high is not None) and (low is None or high is None or low <= high)


def _problem_of_period(period: Period | None, looks: Looks) -> str | None:
    if period is None:
        return "needs a period" if looks is Looks.MUST else None
    if looks is Looks.NO:
        return "takes no period"
    if period.start and period.end and period.end < period.start:
        return "needs a period that ends on or after the day it begins"
    return None


_Kind = TypeVar("_Kind", bound=_Record)


def load_kinds(table: str, kind: type[_Kind], path: Path = CONDITIONS_FILE) -> Mapping[str, _Kind]:
    """The records of one table of the file by id, in its order; raises SelectionError for keys that are not known."""
    records = tomllib.loads(path.read_text(encoding="utf-8"))[table]
    return MappingProxyType({name: _read(name, record, kind) for name, record in records.items()})


def _read(name: str, record: Mapping[str, Any], kind: type[_Kind]) -> _Kind:
    unknown = record.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise SelectionError(f"{name} has {', '.join(sorted(unknown))}, which nothing reads.")
    given = {key: _READ_AS.get(key, lambda value: value)(value) for key, value in record.items()}
    try:
        return kind(id=name, **given)
    except TypeError as error:
        raise SelectionError(f"{name} cannot be read: {error}.") from error


_READ_AS: Mapping[str, Any] = {"about": tuple, "on": tuple, "words": tuple, "value": Takes, "period": Looks}

COUNTED = load_kinds("what", CountedKind)
CONDITIONS = load_kinds("condition", ConditionKind)
GROUPS = load_kinds("group", GroupKind)
