"""The kinds of reminder, one record each in reminders.toml: what is true of a kind, whatever its messages say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from storage.rules.access import Role
from storage.rules.sending.recurrence import DAILY, MONTHLY, WEEKLY

KINDS_FILE = Path(__file__).with_name("reminders.toml")
NOTICE = "notice"
"""The kind of a run that tells administrators something (storage.schema.Notice); no schedule has it."""
_WORD = re.compile(r"[\w*-]+(?: (?:… )?[\w*-]+)*")
_ID = re.compile(r"[a-z]+(?:_[a-z]+)*")
_VIEW = re.compile(r"[a-z_]+/[a-z_]+")


class ReminderKindError(ValueError):
    """A record of reminders.toml cannot be used; the text names it and says why."""


@dataclass(frozen=True, slots=True)
class ReminderKind:
    """One kind of reminder; reminders.toml says what its fields mean."""

    id: str
    danish: str
    english: str
    words: tuple[str, ...]
    view: str
    readers: frozenset[Role] | None = None
    """None = it goes to each team's channel."""
    rhythm: str = WEEKLY
    limit_pct: Decimal | None = None

    def title(self, language: str) -> str:
        """The name people read, in `da` or `en`."""
        return self.danish if language == "da" else self.english

    @property
    def monthly(self) -> str | None:
        """Its usual rhythm as `Rhythm.monthly` says it."""
        return self.rhythm if self.rhythm in MONTHLY else None

    @property
    def daily(self) -> bool:
        """Whether it usually looks each working day."""
        return self.rhythm == DAILY

    @property
    def is_for_administrators(self) -> bool:
        """Whether administrators alone get it: one message about every team, set up by them alone."""
        return self.readers == frozenset({Role.ADMIN})

    def limit(self, given: Decimal | None) -> Decimal:
        """The limit given, else the kind's own; raises ValueError where it has none."""
        if self.limit_pct is None:
            raise ValueError(f"{self.id} has no limit")
        return given or self.limit_pct


def load_kinds(path: Path = KINDS_FILE) -> Mapping[str, ReminderKind]:
    """The kinds of a TOML file by id, in its order.

    Raises ReminderKindError for an unknown or missing key, role or rhythm, and for an id or a word that stands twice.
    """
    kinds: dict[str, ReminderKind] = {}
    named: dict[str, str] = {}
    for record in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["kind"]:
        kind = _kind(record)
        if kind.id in {NOTICE, *kinds}:
            raise ReminderKindError(f"The reminder {kind.id} stands twice.")
        for word in map(str.casefold, kind.words):
            if word in named:
                raise ReminderKindError(f"The reminder {kind.id}: {word!r} names {named[word]} already.")
            named[word] = kind.id
        kinds[kind.id] = kind
    return MappingProxyType(kinds)


def _kind(record: Mapping[str, Any]) -> ReminderKind:
    name = record.get("id", "without an id")
    known = {one.name for one in fields(ReminderKind)}
    for wrong, keys in (("unknown", record.keys() - known), ("missing", _NEEDED - record.keys())):
        if keys:
            raise ReminderKindError(f"The reminder {name}: {wrong} {', '.join(sorted(keys))}.")
    try:
        given: dict[str, Any] = {key: _READ_AS.get(key, str)(value) for key, value in record.items()}
        kind = ReminderKind(**given)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ReminderKindError(f"The reminder {name} cannot be read: {error}.") from error
    problem = _problem(kind)
    if problem:
        raise ReminderKindError(f"The reminder {name}: {problem}.")
    return kind


def _listed(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return [str(one) for one in value]


_NEEDED = frozenset({"id", "danish", "english", "words", "view"})
_READ_AS: Mapping[str, Callable[[Any], object]] = {
    "words": lambda words: tuple(_listed(words)),
    "readers": lambda roles: frozenset(map(Role, _listed(roles))),
    "limit_pct": Decimal,
}


def _problem(kind: ReminderKind) -> str | None:
    checks = {
        "its id is written in small letters": not _ID.fullmatch(kind.id),
        "needs a title in both languages": not (kind.danish and kind.english),
        "needs a word that people use for it": not kind.words,
        "a word is letters, with * for an ending and … between words": not all(map(_WORD.fullmatch, kind.words)),
        "its view is written as subject/file": not _VIEW.fullmatch(kind.view),
        "has readers but no role": kind.readers == frozenset(),
        f"{kind.rhythm!r} is no rhythm": kind.rhythm not in {WEEKLY, DAILY, *MONTHLY},
        "a limit is above 0": kind.limit_pct is not None and kind.limit_pct <= 0,
    }
    return next((problem for problem, wrong in checks.items() if wrong), None)


KINDS = load_kinds()
USUAL_KIND = next(iter(KINDS))
"""The id of the kind that is meant where none is named."""
