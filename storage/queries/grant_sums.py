"""What grants cost in a calendar year, as columns that a select of grants sums up (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Text, Values, and_, case, column, func, or_, values

from storage.rules.cost_days import MILLIONTHS, year_of_cost
from storage.rules.units import Unit, whole_year
from storage.schema import Grant


class CostOfYear:
    """The columns of a select that joins Grant to `stretches` on `matching`: one row a grant, twelve for months.

    A grant has rows when it runs in the year. `shares` is what a row adds to the cost; its sum becomes kroner by
    `kroner`. `is_first` holds for one row of each grant, so that grants are counted by it.
    """

    def __init__(self, year: int) -> None:
        self.cut = year_of_cost(year)
        self.stretches = _stretches(year)
        cut, (first, _) = self.stretches.c, whole_year(year)
        once = Grant.unit == Unit.ONCE.value
        starts = case((Grant.start >= cut.first, 1), else_=0)
        begins, ends = func.greatest(Grant.start, cut.first), func.least(func.coalesce(Grant.stop, cut.last), cut.last)
        self.matching: ColumnElement[bool] = and_(
            Grant.unit == cut.unit,
            Grant.start <= cut.last,
            or_(Grant.stop.is_(None), Grant.stop >= cut.first),
        )
        self.days: ColumnElement[int] = ends - begins + 1
        """The grant's days in the stretch."""
        paid = case((once, starts), else_=self.days)
        self.shares: ColumnElement[Decimal] = Grant.unit_price * Grant.quantity * MILLIONTHS * paid * cut.weight
        self.is_first: ColumnElement[bool] = func.greatest(Grant.start, first).between(cut.first, cut.last)

    def kroner(self, shares: Decimal | int | None) -> Fraction:
        """A sum of `shares` in kroner, exact; nothing summed is nothing."""
        return self.cut.kroner(int(shares or 0))


def _stretches(year: int) -> Values:
    """The year's stretches as rows of unit, first, last and weight."""
    fields: tuple[ColumnElement[Any], ...] = (
        column("unit", Text),
        column("first", Date),
        column("last", Date),
        column("weight", Integer),
    )
    rows = [(one.unit.value, one.first, one.last, one.weight) for one in year_of_cost(year).stretches]
    return values(*fields, name="stretch").data(rows)


def small(measure: Any) -> ColumnElement[str]:
    """A measure in small letters; under the C locale PostgreSQL's lower() leaves Æ, Ø and Å alone."""
    return func.lower(func.translate(measure, "ÆØÅÄÖÜÉ", "æøåäöüé"))


def runs_on(day: dt.date) -> ColumnElement[bool]:
    """The grants that run on the day; no stop date has no end."""
    return and_(Grant.start <= day, or_(Grant.stop.is_(None), Grant.stop >= day))
