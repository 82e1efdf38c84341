"""What a question names besides itself: the slots of questions.md, and how they are written in JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from storage.rules.children.transitions import Ages, ages_of
from storage.rules.period import Period
from storage.rules.selection import Selection, with_people
from storage.rules.selection_json import WHAT, selection_as_json, selection_from_json
from storage.rules.slot_values import flag_of, number_of, object_of, period_of, text_of

FIRST_FORECAST = "first"


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
    age: Ages | None = None
    """Which of 16, 17½ and 18 `transitions` is asked about."""
    forecast: str | None = None
    """Which of a year's forecasts `budget` is asked about: FIRST_FORECAST."""
    limit: int | None = None
    over: int | None = None
    group_by: str | None = None
    check: str | None = None
    """Which list of `data_quality` is wanted: the name of the count that it explains."""
    selection: Selection | None = None
    """What is asked for in full, where the other slots cannot hold it; they are then empty, but for `case`."""

    @property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of the period; None: that end is open, or no period is named."""
        return (None, None) if self.period is None else (self.period.start, self.period.end)

    def about(self, staff: str, candidates: Collection[str]) -> Slots:
        """The same about one of the people whom a name fits."""
        if self.selection is None:
            return replace(self, staff=staff)
        return replace(self, selection=with_people(self.selection, candidates, {staff}))

    def as_json(self) -> dict[str, Any]:
        """The slots that are named, as questions.md writes them; what a button sends back. A selection is flat."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name != _SELECTION}
        plain = {
            name: value.as_json() if isinstance(value, Period | Ages) else value
            for name, value in named.items()
            if value is not None
        }
        return plain if self.selection is None else {**plain, **selection_as_json(self.selection)}

    @classmethod
    def from_json(cls, value: object) -> Slots:
        """Slots from a button or `--batch` line; those with a key `what` are a selection, but for the case.

        Raises ValueError naming the slot when one is unknown or of the wrong type.
        """
        given = {name: item for name, item in object_of("slots", value).items() if item is not None}
        if WHAT in given:
            case = given.pop("case", None)
            selection = selection_from_json(given)
            return cls(case=None if case is None else text_of("case", case), selection=selection)
        return cls(**{name: _slot(name, item) for name, item in given.items()})


_SELECTION = "selection"


def _slot(name: str, value: object) -> Any:
    if name not in _KNOWN:
        raise ValueError(f"there is no slot {name!r}")
    return _READ_AS.get(name, text_of)(name, value)


_KNOWN = {one.name for one in fields(Slots)} - {_SELECTION}
_READ_AS: Mapping[str, Callable[[str, object], Any]] = {
    "period": period_of,
    "urgent": flag_of,
    "age": ages_of,
    "limit": number_of,
    "over": number_of,
}
