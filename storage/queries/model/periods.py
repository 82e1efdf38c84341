"""Whether a date lies in the days a condition looks at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.orm import InstrumentedAttribute

from storage.rules.period import Period

AnyDate = InstrumentedAttribute[Any] | ColumnElement[Any]


def in_days(date: AnyDate, period: Period | None) -> ColumnElement[bool]:
    """Both ends included; a missing end is open, and so is no period."""
    if period is None:
        return true()
    since = true() if period.start is None else date >= period.start
    until = true() if period.end is None else date <= period.end
    return and_(since, until)


def reached_by(date: AnyDate, day: dt.date) -> ColumnElement[bool]:
    """Dated on the day or before it: true or false, never unknown, so that its opposite can be asked too."""
    return and_(date.is_not(None), date <= day)


def within(date: AnyDate, period: Period | None, day: dt.date) -> ColumnElement[bool]:
    """Dated in the period and known by the day."""
    return and_(reached_by(date, day), in_days(date, period))
