"""The people and teams that a selection names, and which of them the asker may ask about (domain.md §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from storage.queries import people, teams
from storage.queries.filters import CASEWORKER, TEAM
from storage.rules.access import Person, may_ask_about_person, may_ask_about_team, reaches_team, scope_of
from storage.rules.conditions import Condition
from storage.rules.selection import OF_PEOPLE, Selection, with_conditions
from storage.session import AsyncSession

MYSELF = frozenset({"mig", "me"})


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """What a selection names, as its asker may ask about it.

    `selection` has staff ids for "mig", the teams' own spelling, and only teams that the asker sees; `left_out` are the
    others. `only_as_member`: the one team named is the asker's own, and no role of theirs reaches it.
    """

    selection: Selection
    teams: frozenset[int | None] = frozenset()
    """All that it asks about, by id; None: a name that no team has."""
    left_out: tuple[str, ...] = ()
    only_as_member: int | None = None
    unreachable: bool = False
    """It asks about a person or a team that is unknown, or none of the asker's business."""

    @property
    def is_about_people(self) -> bool:
        """Whether it asks about a person, or splits what it tells by them."""
        return bool(
            OF_PEOPLE & {one.name for one in self.selection.conditions}
            or {CASEWORKER, "responsible"} & set(self.selection.group_by)
        )


async def named_in(session: AsyncSession, asker: Person, selection: Selection, day: dt.date) -> AskedAbout:
    """Look up everybody and every team that a selection names."""
    selection = with_conditions(selection, lambda some: tuple(_myself(one, asker) for one in some))
    known = {team.name: team.id for team in await teams.all_teams(session)} if _names_teams(selection) else {}
    selection = _spelt(selection, known)
    asked = {name: known.get(name) for name in _asked_teams(selection)}
    denied = {text for one in selection.conditions if one.name == TEAM and one.denied for text in one.texts}
    unknown = bool(denied - known.keys()) or not await _may_ask_about_staff(session, asker, selection, day)
    about_teams = _about_teams(asker, selection, asked)
    return replace(about_teams, unreachable=about_teams.unreachable or unknown)


def _about_teams(asker: Person, selection: Selection, asked: Mapping[str, int | None]) -> AskedAbout:
    """Without the teams that the asker does not see, where they see another one that it names."""
    all_asked = frozenset(asked.values())
    askable = {name: team for name, team in asked.items() if team is not None and may_ask_about_team(asker, team)}
    reached = {name for name, team in askable.items() if reaches_team(asker, team)}
    conditions = {text for one in selection.conditions if one.name == TEAM and not one.denied for text in one.texts}
    as_member = None
    if _affirmed(selection, "staff"):
        reached = set(askable)
    elif askable and not reached and conditions & askable.keys():
        as_member = next(iter(askable.values()))
        reached = set(askable)
    if None in all_asked or (asked and not reached):
        return AskedAbout(selection, all_asked, unreachable=True)
    left_out = tuple(name for name in asked if name not in reached)
    if conditions and not conditions & reached:
        return AskedAbout(selection, all_asked, unreachable=True)
    return AskedAbout(_without(selection, frozenset(left_out)), all_asked, left_out, as_member)


def _without(selection: Selection, left_out: frozenset[str]) -> Selection:
    """Without these teams; a comparison with one of them goes, too."""
    if not left_out:
        return selection

    def seen(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            replace(one, values=tuple(text for text in one.texts if text not in left_out))
            if _asks_of_team(one)
            else one
            for one in conditions
            if not _asks_of_team(one) or set(one.texts) - left_out
        )

    compare = None if selection.compare in left_out else selection.compare
    return with_conditions(selection, seen, compare=compare)


def _asks_of_team(condition: Condition) -> bool:
    return condition.name == TEAM and not condition.denied


def _affirmed(selection: Selection, name: str) -> set[str]:
    return {text for one in selection.conditions if one.name == name and not one.denied for text in one.texts}


def _myself(condition: Condition, asker: Person) -> Condition:
    if condition.name not in OF_PEOPLE:
        return condition
    return replace(condition, values=tuple(asker.id if one.casefold() in MYSELF else one for one in condition.texts))


def _names_teams(selection: Selection) -> bool:
    return isinstance(selection.compare, str) or any(one.name == TEAM for one in selection.conditions)


def _asked_teams(selection: Selection) -> Iterator[str]:
    """The teams that it asks about, in the order of the question."""
    for one in selection.conditions:
        if _asks_of_team(one):
            yield from one.texts
    if isinstance(selection.compare, str):
        yield selection.compare


def _spelt(selection: Selection, known: Mapping[str, int]) -> Selection:
    """With the teams' own spelling."""

    def spelt(name: str) -> str:
        return name if name in known else next((team for team in known if teams.is_alike(team, name)), name)

    def each(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            replace(one, values=tuple(map(spelt, one.texts))) if one.name == TEAM else one for one in conditions
        )

    compare = spelt(selection.compare) if isinstance(selection.compare, str) else selection.compare
    return with_conditions(selection, each, compare=compare)


async def _may_ask_about_staff(session: AsyncSession, asker: Person, selection: Selection, day: dt.date) -> bool:
    """Who is asked about must be the asker's to ask about; who is left out of the answer need only be known."""
    asked = _affirmed(selection, "staff")
    denied = {text for one in selection.conditions if one.name == "staff" and one.denied for text in one.texts}
    if denied - (await people.names_of(session, denied)).keys():
        return False
    found = await people.by_ids(session, asked, day)
    if any(not may_ask_about_person(asker, one) for one in found.values()):
        return False
    gone = asked - found.keys()
    if not gone:
        return True
    return gone <= {one.id for one in await people.leavers_with_cases(session, scope_of(asker, day))}
