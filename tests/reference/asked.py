"""What a selection gives in full, from the files alone: its figure, list, groups, development and comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from storage.facts.asked import Figure
from storage.rules.period import Period
from storage.rules.rounding import percent
from storage.rules.selection import (
    CHEAPEST,
    DEAREST,
    EARLIEST,
    KRONER,
    LATEST,
    Selection,
    at_period,
    compared_with,
    stretches,
)
from tests.reference.known_actions import action_groups, actions_of
from tests.reference.known_town import KnownTown
from tests.reference.selected import Row, dearest_of, figure_of, groups_of, is_of_accounts, rows_of

_NO_LIST = frozenset({"in_time", "days"})


class Item(NamedTuple):
    """One line of a list; two with the same `rank` may stand either way round."""

    name: str
    rank: Any


class Point(NamedTuple):
    """One point of a development."""

    since: dt.date
    until: dt.date
    value: Figure


class Expected(NamedTuple):
    """The right answer. Items and groups are all there are, whatever the limit; None where it has none."""

    value: Figure
    items: tuple[Item, ...] | None
    groups: Mapping[Any, Figure] | None
    series: tuple[Point, ...] | None
    compared: Figure
    compared_groups: Mapping[Any, Figure] | None


def reached(town: KnownTown, teams: frozenset[str], *, also_without_team: bool = False) -> KnownTown:
    """What the files say of these teams; a controller sees what belongs to none as well."""
    cases = tuple(case for case in town.cases if case.team in teams)
    numbers = {case.number for case in cases}
    complaints = tuple(one for one in town.complaints if (one.case in numbers if one.case else one.team in teams))
    postings = town.postings
    if not also_without_team:
        postings = tuple(one for one in postings if one.team in teams)
    return town._replace(cases=cases, complaints=complaints, postings=postings)


def asked_of(selection: Selection, town: KnownTown, day: dt.date) -> Expected:
    """Everything that a right answer to the selection may hold, seen on the day."""
    other = compared_with(selection)
    return Expected(
        value=_value(selection, town, day),
        items=_items(selection, town, _seen_on(selection, day)),
        groups=_groups(selection, town, day) if selection.group_by else None,
        series=_series(selection, town, day) if selection.per else None,
        compared=None if other is None else _value(other, town, day),
        compared_groups=_groups(other, town, day) if other is not None and other.group_by else None,
    )


def _seen_on(selection: Selection, day: dt.date) -> dt.date:
    """What stands on a day is seen on the last one of the period, never on one to come."""
    if selection.kind.time == "day" and selection.period is not None and selection.period.end is not None:
        return min(day, selection.period.end)
    return day


def _of_whole(selection: Selection) -> Selection | None:
    """What a share is a share of."""
    if selection.share_of is None:
        return None
    return replace(selection, conditions=selection.share_of, share_of=None, form=None)


def _of_part(selection: Selection) -> Selection:
    return selection if selection.share_of is None else replace(selection, share_of=None, form=None)


def _share(part: Figure, whole: Figure) -> float | None:
    return percent(Fraction(part or 0), Fraction(whole or 0))


def _value(selection: Selection, town: KnownTown, day: dt.date) -> Figure:
    whole, day = _of_whole(selection), _seen_on(selection, day)
    part = _figure(_of_part(selection), town, day)
    return part if whole is None else _share(part, _figure(whole, town, day))


def _figure(selection: Selection, town: KnownTown, day: dt.date) -> Figure:
    if selection.what == "actions":
        return len(actions_of(selection, town, day))
    return figure_of(selection, rows_of(selection, town, day), day)


def _groups(selection: Selection, town: KnownTown, day: dt.date) -> Mapping[Any, Figure]:
    whole, day = _of_whole(selection), _seen_on(selection, day)
    part = _grouped(_of_part(selection), town, day)
    if whole is None:
        return part
    return {key: _share(part.get(key), figure) for key, figure in _grouped(whole, town, day).items()}


def _grouped(selection: Selection, town: KnownTown, day: dt.date) -> Mapping[Any, Figure]:
    if selection.what == "actions":
        return action_groups(selection, actions_of(selection, town, day))
    return groups_of(selection, town, day)


def _series(selection: Selection, town: KnownTown, day: dt.date) -> tuple[Point, ...]:
    return tuple(
        Point(first, last, _value(at_period(selection, Period(first, last)), town, day))
        for first, last in stretches(selection, day)
    )


def _items(selection: Selection, town: KnownTown, day: dt.date) -> tuple[Item, ...] | None:
    """In the order that is asked for."""
    if selection.what in _NO_LIST or (selection.what == "spent" and is_of_accounts(selection)):
        return None
    if selection.what == "actions":
        actions = actions_of(selection, town, day)
        return tuple(Item(one.number, rank) for rank, one in enumerate(actions))
    rows = rows_of(_of_part(selection), town, day)
    if selection.kind.unit == KRONER:
        return _of_sums(selection, rows, day)
    ranked = [Item(_name(row), _RANKS[selection.order](row, day) if selection.order in _RANKS else 0) for row in rows]
    return tuple(sorted(ranked, key=lambda item: item.rank))


def _of_sums(selection: Selection, rows: list[Row], day: dt.date) -> tuple[Item, ...]:
    cases = dearest_of(selection, rows, day)
    return tuple(
        Item(name, rank) for rank, name in enumerate(reversed(cases) if selection.order == CHEAPEST else cases)
    )


def _name(row: Row) -> str:
    if row.complaint is not None:
        return row.complaint.number
    return row.grant.number if row.grant is not None else row.case.number


def _cost(row: Row, day: dt.date) -> Fraction:
    """What makes a row dear: the grant's own yearly cost, or its case's."""
    return row.case.cost(day.year) if row.grant is None else row.grant.cost(day.year)


def _ordinal(row: Row) -> int:
    """The day that a list is ordered by; a grant without stop ends last."""
    if row.grant is not None:
        return (row.grant.terms.stop or dt.date.max).toordinal()
    if row.deadline is not None:
        return row.deadline.due.toordinal()
    if row.event is not None:
        return row.event.day.toordinal()
    return (row.complaint.received if row.complaint is not None else row.case.opened).toordinal()


_RANKS: Mapping[str | None, Callable[[Row, dt.date], Any]] = {
    DEAREST: lambda row, day: -_cost(row, day),
    CHEAPEST: _cost,
    EARLIEST: lambda row, _: _ordinal(row),
    LATEST: lambda row, _: -_ordinal(row),
}
