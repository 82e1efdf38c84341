"""Who has a case on a day, as conditions on it; the select joins Ownership of the day (storage.queries.reach)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, func, select

from storage.queries.children.changes import AT_RISK, changes_by_case
from storage.queries.model.periods import within
from storage.queries.people import without_caseworker
from storage.rules.conditions import Condition
from storage.schema import Case, Ownership


def staff(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    """One of these has it, by staff id."""
    return Ownership.staff_id.in_(condition.texts)


def no_caseworker(_: Condition, day: dt.date) -> ColumnElement[bool]:
    """Nobody has it, or somebody who has left by the day (§11)."""
    return without_caseworker(day)


def changed(_: Condition, day: dt.date) -> ColumnElement[bool]:
    """Two changes of caseworker or more in the twelve months before (§7)."""
    counted = changes_by_case(day)
    return Case.id.in_(select(counted.c.case_id).where(counted.c.changes >= AT_RISK))


def new(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """Whoever has it got it in the period, handed over or as its first (§11)."""
    return and_(Ownership.staff_id.is_not(None), within(held_since(), condition.period, day))


def held_since() -> ColumnElement[dt.date]:
    """The day whoever has the case got it: not before there was a case."""
    return func.greatest(Ownership.since, Case.opened)
