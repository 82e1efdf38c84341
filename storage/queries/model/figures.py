"""How the rows of a select become one figure: a count, an average, a share, a sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, FunctionElement, FunctionFilter, func

from storage.facts.asked import Figure
from storage.queries.model.durations import days_taken
from storage.queries.money.grant_sums import CostOfYear
from storage.rules.money.shares import in_kroner
from storage.rules.rounding import percent, rounded
from storage.rules.selection import Selection
from storage.schema import Deadline, Ownership, Posting, PostingDay

Aggregate = FunctionElement[Any] | FunctionFilter[Any]
"""A column that sums rows up; it can be narrowed to some of them."""
Columns = tuple[Aggregate, ...]


@dataclass(frozen=True)
class Figured:
    """The columns that sum rows up, given what is counted once, and how they are read."""

    columns: Callable[[ColumnElement[Any], Selection, dt.date], Columns]
    read: Callable[[Sequence[Any]], Figure]


def _counted(identity: ColumnElement[Any], _: Selection, __: dt.date) -> Columns:
    return (func.count(identity.distinct()),)


def _per_caseworker(*_: Any) -> Columns:
    """Cases that somebody has, and how many people have them."""
    return func.count(Ownership.staff_id), func.count(Ownership.staff_id.distinct())


def _in_time(*_: Any) -> Columns:
    return func.count(), func.count().filter(Deadline.in_time.is_(True))


def _days(_: ColumnElement[Any], selection: Selection, day: dt.date) -> Columns:
    return func.count(), func.sum(days_taken(selection, day))


def _yearly_cost(_: ColumnElement[Any], __: Selection, day: dt.date) -> Columns:
    return (CostOfYear(day.year).sum_of_shares(),)


def _posted(*_: Any) -> Columns:
    return (func.sum(Posting.amount),)


def _posted_by_day(*_: Any) -> Columns:
    return (func.sum(PostingDay.amount),)


def _average(row: Sequence[Any]) -> Figure:
    total, people = row
    return None if not people else float(rounded(Fraction(int(total), int(people)), 1))


def _mean(row: Sequence[Any]) -> Figure:
    count, total = row
    return None if not count else float(rounded(Fraction(int(total), int(count)), 1))


COUNT = Figured(_counted, lambda row: int(row[0]))
AVERAGE = Figured(_per_caseworker, _average)
SHARE = Figured(_in_time, lambda row: percent(row[1], row[0]))
DAYS = Figured(_days, _mean)
COST = Figured(_yearly_cost, lambda row: rounded(in_kroner(int(row[0] or 0))))
POSTED = Figured(_posted, lambda row: rounded(Decimal(row[0] or 0)))
POSTED_ON_ACCOUNTS = Figured(_posted_by_day, lambda row: rounded(Decimal(row[0] or 0)))
