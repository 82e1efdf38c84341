"""What the grants of a case say of it: which run on a day or in a period, and what they cost (domain.md §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from sqlalchemy import ColumnElement, Numeric, and_, exists, literal, or_, select

from storage.queries.money.grant_sums import CostOfYear, runs_on, small
from storage.rules.conditions import Between, Condition
from storage.rules.money.shares import shares
from storage.rules.period import Period
from storage.schema import Case, Grant


def measure(condition: Condition) -> ColumnElement[bool]:
    return small(Grant.measure).in_(_small(condition))


def performer(condition: Condition) -> ColumnElement[bool]:
    return Grant.performer.in_(condition.texts)


def supplier(condition: Condition) -> ColumnElement[bool]:
    return small(Grant.supplier).in_(_small(condition))


def step(condition: Condition) -> ColumnElement[bool]:
    return in_numbers(Grant.step.expression, condition)


def no_stop(_: Condition) -> ColumnElement[bool]:
    """A grant that is there and has none: what is posted without a grant has no stop either."""
    return and_(Grant.id.is_not(None), Grant.stop.is_(None))


OF_GRANT: dict[str, Callable[[Condition], ColumnElement[bool]]] = {
    "measure": measure,
    "performer": performer,
    "supplier": supplier,
    "step": step,
    "no_stop": no_stop,
}
"""What a condition says of one grant, whenever it runs."""


def has_grant(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """The case has a grant with it that runs on the day (with a period: at any time in it)."""
    runs = runs_on(day) if condition.period is None else runs_in(condition.period)
    return exists().where(Grant.case_id == Case.id, runs, OF_GRANT[condition.name](condition)).correlate(Case)


def runs_in(period: Period) -> ColumnElement[bool]:
    """A grant that runs on some day of the period."""
    begins = [] if period.end is None else [Grant.start <= period.end]
    ends = [] if period.start is None else [or_(Grant.stop.is_(None), Grant.stop >= period.start)]
    return and_(True, *begins, *ends)


def yearly_cost(day: dt.date) -> ColumnElement[Decimal]:
    """What all grants of the case cost in the day's calendar year, in shares of a krone; 0 where there are none."""
    cost = CostOfYear(day.year)
    return select(cost.summed()).where(Grant.case_id == Case.id, cost.running).correlate(Case).scalar_subquery()


def cost(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """More kroner than `low` and less than `high`."""
    return or_(*(_costs(yearly_cost(day), between) for between in condition.numbers))


def _costs(of_case: ColumnElement[Decimal], between: Between) -> ColumnElement[bool]:
    over = [] if between.low is None else [of_case > _in_shares(between.low)]
    under = [] if between.high is None else [of_case < _in_shares(between.high)]
    return and_(True, *over, *under)


def _in_shares(kroner: int | Decimal) -> ColumnElement[Decimal]:
    return literal(Decimal(shares(Decimal(kroner))), Numeric)


def in_numbers(column: ColumnElement[int | None], condition: Condition) -> ColumnElement[bool]:
    """Any of the stretches of whole numbers holds it, both ends included."""
    return or_(*(_in(column, between) for between in condition.numbers))


def _in(column: ColumnElement[int | None], between: Between) -> ColumnElement[bool]:
    low = [] if between.low is None else [column >= between.low]
    high = [] if between.high is None else [column <= between.high]
    return and_(*low, *high)


def _small(condition: Condition) -> list[str]:
    return [text.lower() for text in condition.texts]
