"""Cases that changed caseworker repeatedly, and cases without one (domain.md §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.facts.fact import WITHHELD, Facts, Flag, NotInJson, Optional, StaffId, Withheld
from storage.facts.group import GroupTotal
from storage.facts.of_team import TeamFigure


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """One open case with `changes` of caseworker in (D − 12 months, D]."""

    case: str
    changes: int
    caseworker: StaffId = WITHHELD
    left: Flag = False
    """The caseworker has left: nobody has the case any more, though it still carries the name."""


@dataclass(frozen=True, slots=True)
class CaseworkerChanges(Facts):
    """Open cases without caseworker or with one who has left, then those that changed caseworker twice a year or more.

    Within both the most changes come first. A case that is both counts once in `total`, and in `repeated` and
    `without_caseworker` alike.
    """

    total: int
    repeated: int
    without_caseworker: int
    items: tuple[ChangedCase, ...]
    groups: Optional[tuple[GroupTotal, ...]] = None
    own: NotInJson[bool] = False
    """What the asker sees are their own cases alone, none of which can be without caseworker."""
    of_team: NotInJson[TeamFigure | None] = None
    """How many of the asker's team are: for somebody who sees their own alone."""

    def people(self) -> Iterable[str | Withheld | None]:
        """The caseworkers in the list."""
        return (item.caseworker for item in self.items)
