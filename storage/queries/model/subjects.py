"""What is counted: for each id of conditions.toml the rows it is a number of, their dates and their order (§11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from storage.queries.deadlines.open_deadlines import open_deadline_on
from storage.queries.model.expressions import Expression, is_due, is_overdue
from storage.queries.model.figures import AVERAGE, COUNT, Figured
from storage.queries.model.owners import changed
from storage.queries.model.periods import in_days, within
from storage.queries.reach import AnySelect, existing, open_on
from storage.rules.conditions import Condition
from storage.rules.selection import Selection
from storage.rules.slots import Period
from storage.schema import Case, CaseEvent, Deadline, Team

Stands = Callable[[Selection, dt.date], ColumnElement[bool]]


@dataclass(frozen=True)
class Subject:
    """How one thing is counted.

    `joined` names its rows, their Case and its Team in a select; `stands` says which rows there are on a day.
    `identity` is what is counted once, `item` what a list names it by, `date` the day it is sorted and grouped by.
    `own` are the conditions that narrow the rows themselves, not their cases.
    """

    joined: Callable[[AnySelect], AnySelect]
    stands: Stands
    identity: InstrumentedAttribute[int]
    item: InstrumentedAttribute[str]
    date: InstrumentedAttribute[Any]
    order: tuple[InstrumentedAttribute[Any], ...]
    own: Mapping[str, Expression] = field(default_factory=dict)
    figure: Figured = COUNT


def _of_cases(statement: AnySelect) -> AnySelect:
    return statement.select_from(Case).join(Team, Team.id == Case.team_id)


def _of_deadlines(statement: AnySelect) -> AnySelect:
    joined = statement.select_from(Deadline).join(Case, Case.id == Deadline.case_id)
    return joined.join(Team, Team.id == Case.team_id)


def _of_events(statement: AnySelect) -> AnySelect:
    joined = statement.select_from(CaseEvent).join(Case, Case.id == CaseEvent.case_id)
    return joined.join(Team, Team.id == Case.team_id)


def _cases(selection: Selection, day: dt.date) -> ColumnElement[bool]:
    return existing(day) if selection.of_closed_cases else open_on(day)


def _deadlines(_: Selection, day: dt.date) -> ColumnElement[bool]:
    return open_deadline_on(day)


def _dated(date: InstrumentedAttribute[Any]) -> Stands:
    """What happened in the period asked for, on cases that exist on the day."""
    return lambda selection, day: and_(existing(day), within(date, Period(*selection.days(day)), day))


def _changes(_: Selection, day: dt.date) -> ColumnElement[bool]:
    return and_(open_on(day), changed(Condition("changed"), day))


def _is_of_rule(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    return Deadline.rule.in_(condition.texts)


def _is_event(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    return and_(CaseEvent.kind.in_(condition.texts), in_days(CaseEvent.day, condition.period))


def _cases_that(
    stands: Stands, date: InstrumentedAttribute[Any] = Case.opened, *, dated: bool = False, figure: Figured = COUNT
) -> Subject:
    order = (date, Case.number) if dated else (Case.number,)
    return Subject(_of_cases, stands, Case.id, Case.number, date, order, figure=figure)


SUBJECTS: Mapping[str, Subject] = {
    "cases": _cases_that(_cases),
    "changes": _cases_that(_changes),
    "average": _cases_that(_cases, figure=AVERAGE),
    "openings": _cases_that(_dated(Case.opened), Case.opened, dated=True),
    "closings": _cases_that(_dated(Case.closed), Case.closed, dated=True),
    "deadlines": Subject(
        joined=_of_deadlines,
        stands=_deadlines,
        identity=Deadline.id,
        item=Case.number,
        date=Deadline.due,
        order=(Deadline.due, Case.number, Deadline.rule),
        own={"overdue": is_overdue, "due": is_due, "rule": _is_of_rule},
    ),
    "events": Subject(
        joined=_of_events,
        stands=_dated(CaseEvent.day),
        identity=CaseEvent.id,
        item=Case.number,
        date=CaseEvent.day,
        order=(CaseEvent.day, Case.number, CaseEvent.kind),
        own={"event": _is_event},
    ),
}
