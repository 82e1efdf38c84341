"""What a question is: who asks what, from where, and the facts that answer it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import Enum, auto
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from messages.setting import COPENHAGEN
from storage.rules.access import Person, Scope
from storage.rules.calendar import Calendar
from storage.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Period:
    """Both ends included; a missing end is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def as_json(self) -> dict[str, str | None]:
        return {
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
        }


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of questions.md; None = not named. `staff` is a staff id, `team` a team's name, `case` a number."""

    case: str | None = None
    staff: str | None = None
    team: str | None = None
    case_type: str | None = None
    rule: str | None = None
    requirement: str | None = None
    category: str | None = None
    urgent: bool | None = None
    account: str | None = None
    milestone: str | None = None
    plan: str | None = None
    theme: str | None = None
    status: str | None = None
    period: Period | None = None
    measure: str | None = None
    limit: int | None = None
    over: int | None = None
    group_by: str | None = None
    check: str | None = None
    """Which list of `data_quality` is asked for: the name of the count it stands behind."""

    def as_json(self) -> dict[str, Any]:
        """The slots that are named, as questions.md writes them; what a button sends back."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value.as_json() if isinstance(value, Period) else value
            for name, value in named.items()
            if value is not None
        }

    @classmethod
    def from_json(cls, value: object) -> Slots:
        """Slots from a button or `--batch` line.

        Raises ValueError naming the slot when one is unknown or of the wrong type.
        """
        if not isinstance(value, dict):
            raise ValueError("slots must be an object")
        known = {f.name for f in fields(cls)}
        return cls(**{name: _slot(name, item, known) for name, item in value.items() if item is not None})


def _slot(name: str, value: object, known: set[str]) -> Any:
    if name not in known:
        raise ValueError(f"there is no slot {name!r}")
    if name == "period":
        if not isinstance(value, dict):
            raise ValueError("period must be an object with from and to")
        return _period(*(_date(value.get(end)) for end in ("from", "to")))
    expected: type = {"urgent": bool, "limit": int, "over": int}.get(name, str)
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        raise ValueError(f"slot {name!r} must be of type {expected.__name__}")
    if isinstance(value, int) and expected is int and not 0 < value <= MOST:
        raise ValueError(f"slot {name!r} must lie between 1 and {MOST}")
    if isinstance(value, str) and _NO_TEXT.search(value):
        raise ValueError(f"slot {name!r} holds what is no text")
    return value


MOST = 1_000_000_000
"""More than any list holds or any case costs."""
YEARS = range(1900, 2200)
"""The years people ask about; outside them the calendar's own arithmetic ends."""
_NO_TEXT = re.compile("[\\x00\\ud800-\\udfff]")
"""NUL and halves of characters: PostgreSQL stores neither."""


def _date(value: object) -> dt.date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("a period's from and to are ISO dates")
    day = dt.date.fromisoformat(value)
    if day.year not in YEARS:
        raise ValueError(f"a period lies between {YEARS.start} and {YEARS.stop - 1}")
    return day


def _period(start: dt.date | None, end: dt.date | None) -> Period:
    if start is not None and end is not None and end < start:
        raise ValueError("a period ends on or after the day it begins")
    return Period(start, end)


class Place(Enum):
    """Where a question is asked."""

    PRIVATE = auto()
    CHANNEL = auto()


class Reach(Enum):
    """Who a question answers (domain.md §9); `bot.permission` decides before the question is asked."""

    ANYONE = auto()
    """Everyone known, everywhere; what it tells is nobody's in particular."""
    MEMBERS = auto()
    """Everyone known; in a channel those who belong to its team."""
    CASES = auto()
    """Anyone with case access, within their reach."""
    BUDGET = auto()
    """Coordinators, leaders and controllers, within their reach."""
    DELIVERIES = auto()
    """Administrators, and leaders about their teams."""
    LOG = auto()
    """Administrators."""


class NotYoursError(Exception):
    """An answer that finds what it was asked for unknown or out of reach, which the asker cannot tell apart."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question put to the store, already understood and allowed.

    `scope` is what the asker may see here: narrowed to the channel's team in a channel, and to the asked-about team or
    person where one is named and allowed. `today` is the day D asked about.
    """

    session: AsyncSession
    asker: Person
    scope: Scope
    slots: Slots
    today: dt.date
    now: dt.datetime
    calendar: Calendar
    language: str
    place: Place
    zone: ZoneInfo = COPENHAGEN
    """The time zone people read the clock in (SAGSPULS_TIMEZONE)."""
    case_weights: Mapping[str, Decimal] = field(default_factory=dict)
    """What a case of a type weighs in a caseload (SAGSPULS_CASE_WEIGHTS); 1 for the others."""
    application_weeks: int = 8
    """The council's limit for answering an application (SAGSPULS_APPLICATION_LIMIT_WEEKS)."""
    channel_team_id: int | None = None
    team_id: int | None = None
    """The asked-about team (slot `team`) resolved; None = no team named."""
    text: str = ""
    """What was typed, CPR masked; empty for a button."""
    form: Mapping[str, Any] = field(default_factory=dict)
    """What a card's inputs sent besides question, slots and page: `do` and the fields of that form."""
    page: int = 1
    whole: bool = False
    """The whole of a list is wanted, however long: it is to be a file."""
    suggestions: tuple[str, ...] = ()
    """The question ids nearest to what was typed, likeliest first; for `none`."""
    conversation_id: str = ""
    """The Bot Framework conversation the question came from; empty on the command line."""


class Facts(Protocol):
    """Frozen facts of a query: complete before rendering."""

    def as_json(self) -> dict[str, Any]:
        """The fact keys of questions.md: dates ISO, money as strings, percentages one decimal."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One question id: how it is answered, whom it answers and where.

    `answer` raises NotYoursError when the case it looks up is out of reach.
    `private`: wrong_place in a channel.
    `template`: the name of its message (a key of messages.views.VIEWS).
    """

    id: str
    answer: Callable[[Ask], Awaitable[Facts]]
    reach: Reach = Reach.CASES
    private: bool = False
    logs_case: bool = False
    """Its answer looks up one case where the slot names it; the access log carries the number."""

    @property
    def template(self) -> str:
        return f"answers/{self.id}"
