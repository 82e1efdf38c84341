"""What splits a figure into groups: for each id of conditions.toml the key of a row (domain.md §11).

The select names Case, its Team and Ownership of the day. A case with several deadlines, grants or gaps stands in each
of their groups, once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, and_, column, func, literal_column, or_, values

from storage.queries.deadlines.open_deadlines import open_deadline_on
from storage.queries.filters import CASE_TYPE, CASEWORKER, RULE, TEAM
from storage.queries.model.expressions import is_due, is_overdue
from storage.queries.model.grants_of_case import OF_GRANT, runs_in
from storage.queries.model.reviews import category_or_none_on, every_requirement, has_event, is_required
from storage.queries.model.subjects import Subject
from storage.queries.money.grant_sums import runs_on, small
from storage.queries.reach import AnySelect
from storage.rules.conditions import Condition
from storage.rules.selection import Selection
from storage.schema import Case, Deadline, Grant, Ownership, Team


@dataclass(frozen=True)
class Grouping:
    """The key of each row, and the rows a select joins to know it: which, and on what."""

    key: ColumnElement[Any]
    rows: type[Deadline | Grant] | FromClause | None = None
    on: ColumnElement[bool] | None = None

    def joined(self, statement: AnySelect) -> AnySelect:
        return statement if self.rows is None else statement.join(self.rows, self.on)


def _caseworker(*_: Any) -> Grouping:
    return Grouping(Ownership.staff_id.expression)


def _team(*_: Any) -> Grouping:
    return Grouping(Team.name.expression)


def _case_type(*_: Any) -> Grouping:
    return Grouping(Case.case_type.expression)


def _category(_: Subject, __: Selection, day: dt.date) -> Grouping:
    return Grouping(category_or_none_on(day))


def _month(subject: Subject, selection: Selection, day: dt.date) -> Grouping:
    """As 2026-11."""
    # Written out: PostgreSQL takes two parameters of one value for two expressions, and groups by neither.
    return Grouping(func.to_char(subject.date(selection, day), literal_column("'YYYY-MM'")))


def _account(subject: Subject, *_: Any) -> Grouping:
    assert subject.account is not None  # noqa: S101  # for the type checker; conditions.toml gives it to no other
    return Grouping(subject.account)


def _rule(subject: Subject, selection: Selection, day: dt.date) -> Grouping:
    """Of cases: by the rules of their open deadlines, of those overdue or due alone where that is asked for."""
    if Deadline in subject.of:
        return Grouping(Deadline.rule.expression)
    wanted = [_OF_DEADLINE[one.name](one, day) for one in _affirmed(selection, _OF_DEADLINE)]
    return Grouping(
        Deadline.rule.expression, Deadline, and_(Deadline.case_id == Case.id, open_deadline_on(day), *wanted)
    )


_OF_DEADLINE = {"overdue": is_overdue, "due": is_due}


def _requirement(_: Subject, selection: Selection, day: dt.date) -> Grouping:
    """Cases by what they lack, of that alone which is asked for."""
    named = [text for one in _affirmed(selection, {"lacks"}) for text in one.texts]
    wanted = named or every_requirement(day)
    each = values(column("requirement", Text), name="requirement").data([(one,) for one in wanted])
    lacking = (and_(each.c.requirement == one, is_required(one, day), ~has_event(one, day)) for one in wanted)
    return Grouping(each.c.requirement, each, or_(*lacking))


def _measure(subject: Subject, selection: Selection, day: dt.date) -> Grouping:
    return _of_grants(small(Grant.measure), subject, selection, day)


def _supplier(subject: Subject, selection: Selection, day: dt.date) -> Grouping:
    return _of_grants(Grant.supplier.expression, subject, selection, day)


def _of_grants(key: ColumnElement[Any], subject: Subject, selection: Selection, day: dt.date) -> Grouping:
    """Of cases: by their grants that run on the day, or in the period asked about; of those asked for alone."""
    if Grant in subject.of:
        return Grouping(key)
    wanted = _affirmed(selection, OF_GRANT)
    periods = [one.period for one in wanted if one.period is not None]
    runs = [runs_in(period) for period in periods] or [runs_on(day)]
    narrowing = (OF_GRANT[one.name](one) for one in wanted)
    return Grouping(key, Grant, and_(Grant.case_id == Case.id, *runs, *narrowing))


def _affirmed(selection: Selection, names: Mapping[str, Any] | set[str]) -> list[Condition]:
    return [one for one in selection.conditions if one.name in names and not one.denied]


GROUPINGS: Mapping[str, Callable[[Subject, Selection, dt.date], Grouping]] = {
    CASEWORKER: _caseworker,
    TEAM: _team,
    CASE_TYPE: _case_type,
    "category": _category,
    "month": _month,
    RULE: _rule,
    "requirement": _requirement,
    "measure": _measure,
    "supplier": _supplier,
    "account": _account,
}
