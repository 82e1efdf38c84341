"""What all facts share: their JSON, made in one place, and the types whose JSON differs from the Python value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final, Protocol, TypeVar, runtime_checkable

from pydantic import Field, PlainSerializer, TypeAdapter

from storage.rules.access import Refusal

_T = TypeVar("_T")


class Withheld(Enum):
    """The value of a field that this viewer may not see; None means that there is nothing to see."""

    WITHHELD = "withheld"


WITHHELD: Final = Withheld.WITHHELD

MaybeWithheld = Annotated[_T | Withheld, Field(exclude_if=lambda value: value is WITHHELD)]
"""A field whose key is left out where it is WITHHELD."""
Optional = Annotated[_T | None, Field(exclude_if=lambda value: value is None)]
"""A field whose key is left out where it is None."""
Flag = Annotated[bool, Field(exclude_if=lambda is_set: not is_set)]
"""A field whose key is left out where it is False."""
NotInJson = Annotated[_T, Field(exclude=True)]
"""A field for our own views; questions.md names no key for it."""
StaffId = MaybeWithheld[str | None]
"""A caseworker: a staff id, None = a case without one, WITHHELD = this viewer is shown no people."""
Moment = Annotated[dt.datetime, PlainSerializer(lambda moment: moment.isoformat(), when_used="json")]
"""A moment with its offset, as +00:00."""
Clock = Annotated[dt.time, PlainSerializer(lambda time: time.isoformat("minutes"), when_used="json")]
"""A time of day by the wall clock, as 15:40."""
AsNumber = Annotated[Decimal, PlainSerializer(float, when_used="json")]
"""A decimal written as a number in JSON, such as full-year citizens; money is text."""


class Facts:
    """The base of every question's and reminder's facts: a frozen dataclass whose fields are the keys of its JSON."""

    __slots__ = ()

    def people(self) -> Iterable[str | Withheld | None]:
        """The staff ids that these facts carry, so that people read names."""
        return ()

    def refusal(self) -> Refusal | None:
        """Why the asker gets no answer, as the access log records it; None = they get one."""
        return None

    def spoken(self) -> str | None:
        """The language that the answer is in; None: the asker's."""
        return None

    def listed(self) -> str | None:
        """The check whose list these facts hold, which the next question may lean on; None: they hold none."""
        return None

    def values(self) -> dict[str, Any]:
        """The fields by name, as a template reads them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]

    def as_json(self) -> dict[str, Any]:
        """The fact keys of questions.md: dates ISO, money as text, percentages one decimal."""
        json: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return json


@dataclass(frozen=True, slots=True)
class Nothing(Facts):
    """The facts of a message that is the same for everybody."""


NOTHING: Final = Nothing()


class Group(Protocol):
    """One group of an answer that is split by caseworker, team, case type or rule."""

    @property
    def key(self) -> str | None: ...


@runtime_checkable
class Grouped(Protocol):
    """Facts that can be split into groups; None = the question wants no groups."""

    @property
    def groups(self) -> Sequence[Group] | None: ...


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}
"""Built when a kind of facts is first written: building costs, and a process answers few kinds."""


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def from_json(kind: type[_T], json: object) -> _T:
    """Facts of that kind from their JSON; raises ValueError where the JSON does not fit the kind."""
    facts: _T = _adapter(kind).validate_python(json)
    return facts
