"""What a question is, the same for all layers, and how its record is read from the TOML file of its name."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from storage.rules.access import Reach, Role
from storage.rules.counts import Counting
from storage.rules.slots import Slots


class QuestionRecordError(ValueError):
    """A record cannot be used; the text names its file and says what is wrong there."""


class QuestionGroup(StrEnum):
    """The six subjects, in the order of the card of help; a question's facts, query and view live in that folder."""

    DEADLINES = "deadlines"
    CHILDREN = "children"
    RECOVERY = "recovery"
    MONEY = "money"
    SENDING = "sending"
    SETUP = "setup"


class Special(StrEnum):
    """The jobs that the engine itself has for a question; one question for each."""

    HELP = "help"
    """Nothing was typed; it also closes every list of what can be asked."""
    OUTSIDE = "outside"
    """The text is outside the bot's field."""
    COURTESY = "courtesy"
    """The text only greets or thanks."""
    CASE = "case"
    """The text is about one case and says no more, or names somebody by a CPR number."""
    CHANNEL = "channel"
    """The text says whose channel this is."""


class PeriodLooks(StrEnum):
    """Which way a period without a year looks."""

    AHEAD = "ahead"
    """The coming one: deadlines."""
    BACK = "back"
    """The latest one: figures."""


class Offered(StrEnum):
    """Whom help offers a question to, of those who may ask it in that place."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    """Whoever belongs to a team: others must name one, which a button cannot."""
    CHOOSERS = "choosers"
    """Administrators and leaders of a team: they choose whose channel it is."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    da: str
    en: str

    def told_in(self, language: str) -> str:
        """The text in `da` or `en`."""
        return self.da if language == "da" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """What is true of one question of questions.md; its keys in the file are these fields, besides `phrases`."""

    id: str
    """The name of its file."""
    group: QuestionGroup
    order: int
    """Its place in its group on the card of help."""
    title: Bilingual
    """Short enough for a button."""
    title_of_all: Bilingual | None = None
    """Its title where no case or channel is named and it shows all of them."""
    title_in_log: Bilingual | None = None
    """Its title in the access log, where `title` would read as the look-up of a case."""
    example: Bilingual | None = None
    """How a person would ask it; it is answered as it stands."""
    special: Special | None = None
    """The engine's own job for it, if any."""

    reach: Reach
    private: bool = False
    """Answered in a private chat only."""
    about_one_case: bool = False
    """Its answer looks up one case where the slot names it; the access log carries the number."""
    looks_up: bool = True
    """False: answered to everybody alike; nothing about a case, a team or a person is looked up."""
    by_person: bool = True
    """False: its figures are never narrowed to a person, and never shown as if they were a named person's own."""
    list_may_be_cut: bool = False
    """Its list may hold fewer lines than its total counts, however much of it is wanted."""

    slots: frozenset[str]
    """The slots it reads."""
    counts: Counting | None = None
    """What it counts, written as slots are, and `ahead`: the days ahead that are meant where no period is named. None:
    nothing, or more than one figure."""
    selected: bool = False
    """It has no facts and no view of its own: whatever is asked of it is answered as a selection."""
    looks: PeriodLooks
    own_by_default: bool = False
    """Without a name it is about the asker's own cases."""
    only_names_narrow: bool = False
    """'Mine' means everything within reach: 'hvad koster mine sager' from a leader means the team's cases."""
    as_of_today: bool = False
    """Answered as of today even where a later day is named; the answer then says so."""
    counts_from_a_day: bool = False
    """Its period is the one day that something counts from."""
    over_in_days: bool = False
    """Its `over` is a number of days; a number of something else is not for it."""
    weekdays_repeat: bool = False
    """Weekdays alone tell when something comes each week, not for how long."""
    of_one_case: str | None = None
    """The question it becomes where one case is named, since it counts many."""
    of_a_period: str | None = None
    """The question it becomes where another time is named, since it has no period."""

    suggested: bool = True
    """Offered as a button where a text is near to it."""
    asked: int | None = None
    """Its place in the list of help, the commonest question first; None: help does not offer it."""
    offered_to: Offered = Offered.EVERYONE
    command: int | None = None
    """Its place among the commands that Teams suggests; None: Teams does not suggest it, as where its example names a
    made-up case or team: the case may be somebody's here, and every press a look-up of it."""
    first_step: int | None = None
    """Its place among the questions offered where nothing better is known; it works in private and in a channel."""
    welcome: Mapping[Role, int] = field(default_factory=dict)
    """Its place among the first questions offered to a role; each is answered without a slot."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For an answer with several lists: by `check` the expressions that find in a folded text which list it wants."""

    @property
    def asks_something(self) -> bool:
        """Whether it is a question at all: no greeting, and inside the bot's field."""
        return self.special not in {Special.OUTSIDE, Special.COURTESY}


PHRASES = "phrases"
"""The table of a record with what people type, a text a language; only training reads it, so it is not kept."""


def load_records(folder: Path) -> Mapping[str, QuestionRecord]:
    """The records of a folder by id, as the card of help has them.

    Raises QuestionRecordError for a file that is no record, a place or a part that two questions take, a part of the
    engine that none takes, and a question named in another that is not there.
    """
    found = [_read(path) for path in sorted(folder.glob("*.toml"))]
    records = {one.id: one for one in sorted(found, key=lambda one: (list(QuestionGroup).index(one.group), one.order))}
    for problem in _problems(records):
        raise QuestionRecordError(f"{folder}: {problem}.")
    return MappingProxyType(records)


def phrases_of(path: Path) -> Mapping[str, str]:
    """What people type, by language, of the record in this file: one phrase a line.

    Raises QuestionRecordError where one of the languages is missing.
    """
    try:
        phrases = _both(tomllib.loads(path.read_text(encoding="utf-8")).get(PHRASES))
    except (TypeError, ValueError) as error:
        raise QuestionRecordError(f"{path}: {PHRASES}: {error}") from error
    return {"da": phrases.da, "en": phrases.en}


def _read(path: Path) -> QuestionRecord:
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        record.pop(PHRASES, None)
    except ValueError as error:
        raise QuestionRecordError(f"{path}: {error}") from error
    for key in sorted(record.keys() - _KEYS.keys()):
        raise QuestionRecordError(f"{path}: there is no key {key!r}; the keys are {', '.join([*_KEYS, PHRASES])}")
    for key in sorted(_REQUIRED - record.keys()):
        raise QuestionRecordError(f"{path}: {key} is missing")
    return QuestionRecord(id=path.stem, **{key: _value(path, key, value) for key, value in record.items()})


def _value(path: Path, key: str, value: object) -> Any:
    try:
        return _KEYS[key](value)
    except (TypeError, ValueError) as error:
        raise QuestionRecordError(f"{path}: {key}: {error}") from error


def _problems(records: Mapping[str, QuestionRecord]) -> Iterable[str]:
    every = records.values()
    yield from _twice("order in a group:", (f"{one.group} {one.order}" for one in every))
    for name in ("special", "asked", "command", "first_step"):
        taken = (getattr(one, name) for one in every)
        yield from _twice(f"{name} =", (place for place in taken if place is not None))
    for role in Role:
        yield from _twice(f"welcome.{role} =", (one.welcome[role] for one in every if role in one.welcome))
    yield from (f"no question is special = {part}" for part in Special if part not in {one.special for one in every})
    for one in every:
        if one.selected and one.counts is None:
            yield f"{one.id} is answered as a selection and has no counts"
        if one.example is None and (one.command is not None or one.special is Special.HELP):
            yield f"{one.id} is a command of Teams and has no example"
        named = {one.of_one_case, one.of_a_period} - {None} - records.keys()
        yield from (f"{one.id} becomes {other!r}, which is no question" for other in named)


def _twice(what: str, places: Iterable[object]) -> Iterable[str]:
    seen: set[object] = set()
    for place in places:
        if place in seen:
            yield f"{what} {place} is taken twice"
        seen.add(place)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} must be a text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} must be a whole number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} must be true or false")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} must be a list of texts")
    return tuple(map(_text, value))


def _slots(value: object) -> frozenset[str]:
    names, known = _texts(value), {one.name for one in fields(Slots)}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no slot {name!r}")
    return frozenset(names)


def _both(value: object) -> Bilingual:
    if not isinstance(value, dict) or value.keys() != {"da", "en"}:
        raise TypeError(f"{value!r} must be a text in da and one in en")
    return Bilingual(_text(value["da"]), _text(value["en"]))


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} must be a table")
    return value


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    QuestionGroup: QuestionGroup,
    Special | None: Special,
    Reach: Reach,
    PeriodLooks: PeriodLooks,
    Offered: Offered,
    Bilingual: _both,
    Bilingual | None: _both,
    bool: _flag,
    int: _number,
    int | None: _number,
    str | None: _text,
    frozenset[str]: _slots,
    Counting | None: Counting.of,
    Mapping[Role, int]: lambda value: {Role(role): _number(place) for role, place in _table(value).items()},
    Mapping[str, tuple[str, ...]]: lambda value: {key: _texts(said) for key, said in _table(value).items()},
}
_FIELDS = [one for one in fields(QuestionRecord) if one.name != "id"]
_TYPES = get_type_hints(QuestionRecord)
_KEYS = {one.name: _READERS[_TYPES[one.name]] for one in _FIELDS}
_REQUIRED = {one.name for one in _FIELDS if one.default is MISSING and one.default_factory is MISSING}
