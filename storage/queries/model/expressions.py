"""Each condition on a case as one SQL expression: the one definition of it (domain.md §11).

The select names Case, its Team, and Ownership of the day. An expression may be unknown where a cell is blank;
`holding` takes that for false, so that its denial is true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import ColumnElement, Date, and_, cast, exists, func, or_

from storage.queries.deadlines.open_deadlines import open_deadline_on, overdue_on
from storage.queries.model.grants_of_case import cost, has_grant, in_numbers
from storage.queries.model.owners import changed, new, no_caseworker, staff
from storage.queries.model.periods import in_days, within
from storage.queries.model.reviews import category, has, has_event, lacks, state
from storage.rules.conditions import Between, Condition
from storage.schema import Case, CaseEvent, Deadline, Team

Expression = Callable[[Condition, dt.date], ColumnElement[bool]]


def team(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    """One of these teams has it, by name."""
    return Team.name.in_(condition.texts)


def case_type(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    return Case.case_type.in_(condition.texts)


def urgent(_: Condition, __: dt.date) -> ColumnElement[bool]:
    return Case.urgent.is_(True)


def concern(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    return in_numbers(Case.concern.expression, condition)


def age(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """Whole years on the day, both ends included; whose birth date is not known has no age."""
    return or_(*(_aged(between, day) for between in condition.numbers))


def _aged(between: Between, day: dt.date) -> ColumnElement[bool]:
    from_low = [] if between.low is None else [_birthday(int(between.low)) <= day]
    to_high = [] if between.high is None else [_birthday(int(between.high) + 1) > day]
    return and_(*from_low, *to_high)


def _birthday(years: int) -> ColumnElement[dt.date]:
    """PostgreSQL adds years as storage.rules.calendar.birthday does: 29/2 falls on 28/2 in other years."""
    return cast(Case.birth_date + func.make_interval(years), Date)


def opened(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    return within(Case.opened, condition.period, day)


def closed(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    return within(Case.closed, condition.period, day)


def event(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """Such an event is known by the day, in the period where there is one."""
    return has_event(condition.texts, day, in_days(CaseEvent.day, condition.period))


def overdue(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """An open deadline is past due, of these rules where any are named; law and own limits both."""
    return _has_deadline(day, is_overdue(condition, day))


def due(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """An open deadline falls due in the period, of these rules where any are named."""
    return _has_deadline(day, is_due(condition, day))


def is_overdue(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """The same of one deadline."""
    return and_(overdue_on(day), *_of_rules(condition))


def is_due(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    """The same of one deadline."""
    return and_(in_days(Deadline.due, condition.period), *_of_rules(condition))


def _of_rules(condition: Condition) -> list[ColumnElement[bool]]:
    return [Deadline.rule.in_(condition.texts)] if condition.texts else []


def _has_deadline(day: dt.date, which: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(Deadline.case_id == Case.id, open_deadline_on(day), which)
    return found.correlate(Case)


EXPRESSIONS: Mapping[str, Expression] = {
    "staff": staff,
    "team": team,
    "case_type": case_type,
    "category": category,
    "urgent": urgent,
    "state": state,
    "lacks": lacks,
    "has": has,
    "overdue": overdue,
    "due": due,
    "age": age,
    "opened": opened,
    "closed": closed,
    "measure": has_grant,
    "performer": has_grant,
    "supplier": has_grant,
    "step": has_grant,
    "no_stop": has_grant,
    "cost": cost,
    "no_caseworker": no_caseworker,
    "changed": changed,
    "new": new,
    "concern": concern,
    "event": event,
}


def holding(
    conditions: Iterable[Condition], day: dt.date, own: Mapping[str, Expression] | None = None
) -> list[ColumnElement[bool]]:
    """The conditions together, for a WHERE; `own` are those that what is counted reads in its own way."""
    expressions = {**EXPRESSIONS, **(own or {})}
    return [_holding(one, expressions[one.name](one, day)) for one in conditions]


def _holding(condition: Condition, expression: ColumnElement[bool]) -> ColumnElement[bool]:
    return expression.is_not(True) if condition.denied else expression
