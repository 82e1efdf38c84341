"""What grants cost in a calendar year, as columns that a select of grants sums up (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FunctionElement,
    Integer,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    type_coerce,
)

from storage.rules.money.cost_days import DAY, DAY_OF_A_WEEK, parts_of_months
from storage.rules.money.shares import MILLIONTHS, in_kroner
from storage.rules.money.units import PriceUnit, whole_year
from storage.schema import Grant


class CostOfYear:
    """The columns that tell what a grant costs in the year; one that does not run in it costs nothing."""

    def __init__(self, year: int) -> None:
        first, last = whole_year(year)
        begins, ends = func.greatest(Grant.start, first), func.least(func.coalesce(Grant.stop, last), last)
        self.running: ColumnElement[bool] = and_(Grant.start <= last, or_(Grant.stop.is_(None), Grant.stop >= first))
        self.days: ColumnElement[int] = _days(ends, begins) + 1
        """The grant's days in the year, where it runs in it."""
        # An array counts from one: its entry n + 1 is what the first n days of the year come to.
        new_year = literal(first, Date)
        # Written out, since PostgreSQL takes no entry of a parameter without brackets around it.
        months = literal_column("('{" + ",".join(map(str, parts_of_months(year))) + "}'::integer[])", ARRAY(Integer))
        by_month = months[_days(ends, new_year) + 2] - months[_days(begins, new_year) + 1]
        self.counted: ColumnElement[int] = case(
            (~self.running, 0),
            (Grant.unit == PriceUnit.DAY.value, self.days * DAY),
            (Grant.unit == PriceUnit.MONTH.value, by_month),
            (Grant.unit == PriceUnit.ONCE.value, case((Grant.start >= first, DAY), else_=0)),
            else_=self.days * DAY_OF_A_WEEK,
        )
        """The parts of price x quantity that the grant's days come to; nothing is paid where it is 0."""
        self.of_one: ColumnElement[Decimal] = Grant.unit_price * Grant.quantity * self.counted
        """What one grant costs, to compare it with others: in parts of a krone."""

    def summed(self, *conditions: ColumnElement[bool]) -> ColumnElement[Decimal]:
        """The cost of the grants of a group in shares of a krone, whole numbers that `kroner` reads."""
        total = func.sum(self.of_one)
        chosen = total.filter(*conditions) if conditions else total
        return func.coalesce(chosen, 0) * MILLIONTHS

    def sum_of_shares(self) -> FunctionElement[Any]:
        """The same as one aggregate, NULL of no grants, for a select that narrows it itself."""
        return func.sum(self.of_one * MILLIONTHS)

    def kroner(self, summed: Decimal) -> Fraction:
        """What `summed` comes to in kroner, exact."""
        return in_kroner(int(summed))


def _days(until: ColumnElement[Any], since: ColumnElement[Any]) -> ColumnElement[int]:
    """The days between two dates: PostgreSQL's difference of dates is a whole number."""
    return type_coerce(until - since, Integer)


def small(measure: Any) -> ColumnElement[str]:
    """A measure in small letters; under the C locale PostgreSQL's lower() leaves Æ, Ø and Å alone."""
    return func.lower(func.translate(measure, "ÆØÅÄÖÜÉ", "æøåäöüé"))


def runs_on(day: dt.date) -> ColumnElement[bool]:
    """The grants that run on the day; no stop date has no end."""
    return and_(Grant.start <= day, or_(Grant.stop.is_(None), Grant.stop >= day))
