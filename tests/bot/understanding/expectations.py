"""What each qualified question must come to in the evaluated town, worked out from its files for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from storage.rules.selection import BY_COST, KRONER, Selection
from tests.bot.understanding.qualified import ASKERS, TEAM
from tests.reference.asked import Expected, asked_of, reached
from tests.reference.known_town import KnownTown
from tests.reference.wanted import wanted
from tests.storage.demo_folder import TODAY

CONTROLLER = "økonom"


class Part(NamedTuple):
    """One thing that is asked, its right answer, and the teams named in it that the asker cannot see."""

    selection: Selection
    right: Expected
    hidden: frozenset[str]


@dataclass(frozen=True, eq=False)
class Expectations:
    """The right answers of one town, within the reach of each role."""

    town: KnownTown

    @cached_property
    def teams(self) -> frozenset[str]:
        return frozenset(case.team for case in self.town.cases)

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """The teams of each role; a caseworker's questions name themselves or their team."""
        own = frozenset({TEAM})
        return {"rådgiver": own, "koordinator": own, "leder": self.teams, CONTROLLER: self.teams}

    @cached_property
    def towns(self) -> Mapping[str, KnownTown]:
        return {
            role: reached(self.town, teams, also_without_team=role == CONTROLLER) for role, teams in self.reach.items()
        }

    def of(self, line: Mapping[str, Any]) -> list[tuple[Part, ...]]:
        """Every honest reading of the line; raises NoSelectionError where one is no selection."""
        role: str = line["as"]
        readings = wanted(line, ASKERS[role], TODAY)
        return [tuple(self._part(selection, role) for selection in reading) for reading in readings]

    def _part(self, selection: Selection, role: str) -> Part:
        right = asked_of(selection, self.towns[role], TODAY)
        if role == CONTROLLER and not _tells_costs(selection):
            right = right._replace(items=None)
        return Part(selection, right, self._named(selection) - self.reach[role])

    def _named(self, selection: Selection) -> frozenset[str]:
        named = {text for one in selection.conditions if one.name == "team" and not one.denied for text in one.texts}
        return frozenset(_with(named, selection.compare)) & self.teams


def _with(names: Iterable[str], compare: object) -> Iterable[str]:
    yield from names
    if isinstance(compare, str):
        yield compare


def _tells_costs(selection: Selection) -> bool:
    """A controller is given a list where it tells what cases cost; actions are everybody's (§9)."""
    return selection.kind.unit == KRONER or selection.what in {"grants", "actions"} or selection.order in BY_COST
