"""A selection as one viewer sees it: on which day, and the select of the rows that are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select, true

from storage.facts.asked import Figure
from storage.queries.model.expressions import holding
from storage.queries.model.figures import Aggregate
from storage.queries.model.groupings import Grouping
from storage.queries.model.subjects import Subject, subject_of
from storage.rules.access import Scope
from storage.rules.rounding import percent
from storage.rules.selection import Selection


class Seen(NamedTuple):
    """A selection as it is figured, its subject, and the viewer on the day it is seen on."""

    scope: Scope
    selection: Selection
    subject: Subject

    @property
    def day(self) -> dt.date:
        return self.scope.day


def seen_by(scope: Scope, selection: Selection) -> Seen:
    """What stands on a day is seen on the last day of the period asked about; never on one that is still to come."""
    if selection.kind.time == "day" and selection.period is not None and selection.period.end is not None:
        scope = replace(scope, day=min(scope.day, selection.period.end))
    return Seen(scope, selection.figured, subject_of(selection.figured, scope))


def rows_of(seen: Seen, *columns: Any, groupings: Sequence[Grouping] = ()) -> Select[*tuple[Any, ...]]:
    """These columns of the rows that are counted, whoever may see them: the caller narrows them to who asks."""
    statement: Select[*tuple[Any, ...]] = seen.subject.joined(select(*columns), seen.scope)
    # Two groupings of the same rows, as measure and supplier, are of the same one of them: joined once.
    for grouping in {grouping.rows: grouping for grouping in groupings}.values():
        statement = grouping.joined(statement)
    conditions = holding(seen.selection.conditions, seen.day, seen.subject.own)
    return statement.where(seen.subject.stands(seen.selection.whole, seen.day), *conditions)


def figure_of(seen: Seen) -> tuple[Aggregate, ...]:
    """The columns that sum the rows up."""
    return seen.subject.figure.columns(seen.subject.identity, seen.selection, seen.day)


def figures_of(seen: Seen, *keys: Any, groupings: Sequence[Grouping] = ()) -> Select[*tuple[Any, ...]]:
    """A select of these keys and the columns that `read_figure` reads. Of a share: the rows of the whole, summed up
    twice, first those that are in the share.
    """
    share = seen.selection
    if share.share_of is None:
        return rows_of(seen, *keys, *figure_of(seen), groupings=groupings)
    more = [one for one in share.conditions if one not in share.share_of]
    # Without conditions of its own the share is the whole.
    chosen = and_(true(), *holding(more, seen.day, seen.subject.own))
    part = [column.filter(chosen) for column in figure_of(seen)]
    return rows_of(seen._replace(selection=share.whole), *keys, *part, *figure_of(seen), groupings=groupings)


def read_figure(seen: Seen, columns: Sequence[Any]) -> Figure:
    """What the columns of `figures_of` come to."""
    read = seen.subject.figure.read
    if seen.selection.share_of is None:
        return read(columns)
    half = len(columns) // 2
    part, whole = read(columns[:half]), read(columns[half:])
    assert isinstance(part, int | Decimal)  # noqa: S101  # for the type checker: Selection has no share of a share
    assert isinstance(whole, int | Decimal)  # noqa: S101
    return percent(part, whole)
