"""Which actions of the plans a selection counts, in plain Python (domain.md §6 and §11)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from storage.rules.conditions import Condition
from storage.rules.selection import Selection
from tests.reference.case_conditions import is_in
from tests.reference.known_town import KnownAction, KnownTown

_OVER = frozenset({"implementeret", "ikke relevant"})


def actions_of(selection: Selection, town: KnownTown, day: dt.date) -> list[KnownAction]:
    """The actions, the late first, then the others by date, those without one, and last what is over."""
    found = [one for one in town.actions if all(_holds(one, condition, day) for condition in selection.conditions)]
    return sorted(found, key=lambda one: (_rank(one, day), one.due or dt.date.max, int(one.number)))


def action_groups(selection: Selection, actions: Sequence[KnownAction]) -> dict[Any, int]:
    """How many there are of each key."""
    keys = [tuple(_KEYS[name](one) for name in selection.group_by) for one in actions]
    return dict(Counter(key[0] if len(key) == 1 else key for key in keys))


def _rank(action: KnownAction, day: dt.date) -> int:
    return 0 if _is_overdue(action, day) else 2 if action.status in _OVER else 1


def _is_overdue(action: KnownAction, day: dt.date) -> bool:
    return action.due is not None and action.due < day and action.status not in _OVER


def _holds(action: KnownAction, condition: Condition, day: dt.date) -> bool:
    return _CONDITIONS[condition.name](action, condition, day) is not condition.denied


def _is_responsible(action: KnownAction, condition: Condition, _: dt.date) -> bool:
    """By first name, or by staff id: the plan of these tests names people so."""
    return any(text.casefold() in action.responsible.casefold().split(", ") for text in condition.texts)


_CONDITIONS: Mapping[str, Callable[[KnownAction, Condition, dt.date], bool]] = {
    "theme": lambda action, condition, _: action.theme.partition(":")[0] in condition.texts,
    "status": lambda action, condition, _: action.status in condition.texts,
    "area": lambda action, condition, _: action.area in condition.texts,
    "responsible": _is_responsible,
    "overdue": lambda action, _, day: _is_overdue(action, day),
    "due": lambda action, condition, _: is_in(action.due, condition.period),
}
_KEYS: Mapping[str, Callable[[KnownAction], str | None]] = {
    "plan": lambda action: action.plan,
    "theme": lambda action: action.theme,
    "status": lambda action: action.status,
    "responsible": lambda action: action.responsible,
    "area": lambda action: action.area,
}
