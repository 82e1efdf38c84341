"""How the rows of a select become one figure: a count, an average, a share, a sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

from storage.facts.asked import Figure
from storage.rules.rounding import rounded
from storage.schema import Ownership

Columns = tuple[ColumnElement[Any], ...]


@dataclass(frozen=True)
class Figured:
    """The columns that sum rows up, given what is counted once, and how they are read."""

    columns: Callable[[InstrumentedAttribute[int]], Columns]
    read: Callable[[Sequence[Any]], Figure]


def _counted(identity: InstrumentedAttribute[int]) -> Columns:
    return (func.count(identity.distinct()),)


def _per_caseworker(_: InstrumentedAttribute[int]) -> Columns:
    """Cases that somebody has, and how many people have them."""
    return func.count(Ownership.staff_id), func.count(Ownership.staff_id.distinct())


def _average(row: Sequence[Any]) -> Figure:
    total, people = row
    return None if not people else float(rounded(Fraction(total, people), 1))


COUNT = Figured(_counted, lambda row: int(row[0]))
AVERAGE = Figured(_per_caseworker, _average)
