"""Actions of a plan: what is overdue, what is due in a period, and how far each is (domain.md §6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from storage.rules.naming import natural

OVERDUE = "overdue"
"""The word of the slot `status` for actions past their deadline."""
CONCLUDED = "afsluttet"
"""The word that some exports use for implemented."""
NO_CERTAIN_END = frozenset({"unknown", "recurring", "open-ended"})
"""Precisions that are never overdue."""
ONLY_STARTS = "start"


class ActionStatus(StrEnum):
    """How far an action is; the values are the words of the exports and of the answers."""

    WAITING = "afventer"
    STARTED = "igangsat"
    IMPLEMENTED = "implementeret"
    NOT_RELEVANT = "ikke relevant"


class Colour(Enum):
    """Fredensborg's colours of an action; a case's category, which has the same three words, is something else."""

    RED = auto()
    YELLOW = auto()
    GREEN = auto()


_COLOURS = {
    ActionStatus.WAITING: Colour.RED,
    ActionStatus.STARTED: Colour.YELLOW,
    ActionStatus.IMPLEMENTED: Colour.GREEN,
}
_OVER = frozenset({ActionStatus.IMPLEMENTED, ActionStatus.NOT_RELEVANT})


@dataclass(frozen=True, slots=True)
class Action:
    """What decides when an action is due: its deadline as it was read, its status, and the day it was finished.

    `side` (due, start, range) and `precision` are those of storage/rules/dates/; `year` 0: it has no status by year.
    """

    number: str
    starts: dt.date | None
    ends: dt.date | None
    precision: str
    side: str | None
    status: str | None
    finished: dt.date | None = None
    year: int = 0


def shown_status(status: str | None) -> str | None:
    """The status as it is shown: 'afsluttet' is implemented."""
    return ActionStatus.IMPLEMENTED.value if status == CONCLUDED else status


def colour_of(status: str | None) -> Colour | None:
    """The colour of a status, None where it has none: the status is not relevant, or missing."""
    shown = shown_status(status)
    return next((colour for word, colour in _COLOURS.items() if word == shown), None)


def is_overdue(action: Action, day: dt.date) -> bool:
    """Whether the action's last day is past and it is not over yet; one without a certain end never is."""
    if action.ends is None or action.precision in NO_CERTAIN_END or action.side == ONLY_STARTS:
        return False
    finished = action.finished is not None and action.finished <= day
    return action.ends < day and not finished and not _is_over(action)


def is_due_in(action: Action, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether the action's last day lies in [since, until]; an end that is None is open.

    A line with the status of one year and no date of its own belongs to the end of that year.
    """
    last = action.ends or (dt.date(action.year, 12, 31) if action.year and action.starts is None else None)
    if last is None:
        return False
    return (since is None or since <= last) and (until is None or last <= until)


def order(action: Action, day: dt.date) -> tuple[int, dt.date, list[tuple[int, int, str]], int]:
    """The key to sort actions by: first those longest overdue, then those to come by date, then those without a date,
    then those that are over.
    """
    rank = 0 if is_overdue(action, day) else 2 if _is_over(action) else 1
    return rank, action.ends or dt.date.max, natural(action.number), action.year


def _is_over(action: Action) -> bool:
    return shown_status(action.status) in _OVER
