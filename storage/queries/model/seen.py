"""A selection as one viewer sees it: on which day, and the select of the rows that are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from storage.queries.model.expressions import holding
from storage.queries.model.groupings import Grouping
from storage.queries.model.subjects import Subject, subject_of
from storage.rules.access import Scope
from storage.rules.selection import Selection


class Seen(NamedTuple):
    """A selection, its subject, and the viewer on the day it is seen on."""

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
    return Seen(scope, selection, subject_of(selection, scope))


def rows_of(seen: Seen, *columns: Any, groupings: Sequence[Grouping] = ()) -> Select[*tuple[Any, ...]]:
    """These columns of the rows that are counted, whoever may see them: the caller narrows them to who asks."""
    statement: Select[*tuple[Any, ...]] = seen.subject.joined(select(*columns))
    # Two groupings of the same rows, as measure and supplier, are of the same one of them: joined once.
    for grouping in {grouping.rows: grouping for grouping in groupings}.values():
        statement = grouping.joined(statement)
    conditions = holding(seen.selection.conditions, seen.day, seen.subject.own)
    return statement.where(seen.subject.stands(seen.selection, seen.day), *conditions)


def figure_of(seen: Seen) -> tuple[ColumnElement[Any], ...]:
    """The columns that sum the rows up."""
    return seen.subject.figure.columns(seen.subject.identity, seen.selection, seen.day)
