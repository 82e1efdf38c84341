"""The groups of a selection, in order, and beside each what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.asked import AskedGroup, Figure, GroupKey
from storage.queries.filters import CASE_TYPE, CASEWORKER, TEAM
from storage.queries.model.comparing import beside
from storage.queries.model.groupings import GROUPINGS
from storage.queries.model.seen import figures_of, read_figure, seen_by
from storage.rules.access import Scope
from storage.rules.selection import CHEAPEST, EARLIEST, FEWEST, LATEST, Selection, compared_with

_NAMED_BY = {CASEWORKER: "staff", TEAM: TEAM, CASE_TYPE: CASE_TYPE, "category": "category"}
"""The condition whose values are the keys of a grouping."""


async def group_figures(session: AsyncSession, scope: Scope, selection: Selection) -> tuple[AskedGroup, ...] | None:
    """None where no groups are asked for; a channel gets no caseworkers (§9)."""
    if not selection.group_by:
        return None
    if CASEWORKER in selection.group_by and not scope.names_people:
        return ()
    other = compared_with(selection)
    before = None if other is None else await _figures(session, scope, other)
    return laid_out(selection, await _figures(session, scope, selection), before)


def laid_out(
    selection: Selection, found: Mapping[GroupKey, Figure], before: Mapping[GroupKey, Figure] | None
) -> tuple[AskedGroup, ...]:
    """The groups in order, as many as are asked for; beside each what it was `before`, or is in another team."""
    if before is None:
        groups = [AskedGroup(key, value) for key, value in found.items()]
    else:
        nothing = selection.nothing
        groups = [
            AskedGroup(key, found.get(key, nothing), beside(selection, before.get(key, nothing)))
            for key in dict.fromkeys([*found, *before])
        ]
    return tuple(_in_order(groups, selection)[: selection.limit])


async def _figures(session: AsyncSession, scope: Scope, selection: Selection) -> dict[GroupKey, Figure]:
    """The figure of each group, of a pair of keys where two groupings are asked for."""
    seen = seen_by(scope, selection)
    groupings = [GROUPINGS[name](seen.subject, seen.selection.whole, seen.day) for name in selection.group_by]
    keys = [grouping.key for grouping in groupings]
    statement = figures_of(seen, *keys, groupings=groupings).group_by(*keys)
    found = _asked_by_name(selection.whole, selection.nothing)
    for row in await session.execute(seen.subject.within(statement, seen.scope)):
        key = tuple(row[: len(keys)])
        found[key[0] if len(key) == 1 else key] = read_figure(seen, row[len(keys) :])
    return found


def _asked_by_name(selection: Selection, nothing: Figure) -> dict[GroupKey, Figure]:
    """Groups that the question itself names are told where they hold nothing, too."""
    if len(selection.group_by) != 1:
        return {}
    name = _NAMED_BY.get(selection.group_by[0])
    named = (one for one in selection.conditions if one.name == name and not one.denied)
    return {text: nothing for one in named for text in one.texts}


def _in_order(groups: Iterable[AskedGroup], selection: Selection) -> list[AskedGroup]:
    """The largest first, or as asked for; months as they follow. What has no key is nobody's, and comes last."""
    by_key = sorted(groups, key=lambda group: _sortable(group.key))
    if selection.order in {EARLIEST, LATEST} or (selection.order is None and selection.group_by == ("month",)):
        ordered = sorted(by_key, key=lambda group: _sortable(group.key), reverse=selection.order == LATEST)
    else:
        ascending = selection.order in {FEWEST, CHEAPEST}
        ordered = sorted(by_key, key=lambda group: _ranked(group.value, ascending=ascending))
    return sorted(ordered, key=lambda group: group.key is None)


def _ranked(value: Figure, *, ascending: bool) -> tuple[bool, float]:
    """A figure that is made of nothing stands after all others."""
    number = 0.0 if value is None else float(value)
    return value is None, number if ascending else -number


def _sortable(key: GroupKey) -> tuple[tuple[bool, str], ...]:
    parts = key if isinstance(key, tuple) else (key,)
    return tuple((part is None, part or "") for part in parts)
