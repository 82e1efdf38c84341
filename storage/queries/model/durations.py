"""How long it takes from one event to the next of another kind (domain.md §11)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Integer, func, select, type_coerce
from sqlalchemy.orm import aliased

from storage.rules.selection import Selection
from storage.schema import CaseEvent

_NEXT = aliased(CaseEvent, name="next_event")


def finished(selection: Selection, day: dt.date) -> ColumnElement[Any]:
    """The day of the next event of the other kind on the case, or of one that day; NULL where none is known yet."""
    return (
        select(func.min(_NEXT.day))
        .where(
            _NEXT.case_id == CaseEvent.case_id,
            _NEXT.kind == selection.to_event,
            _NEXT.day >= CaseEvent.day,
            _NEXT.day <= day,
        )
        .correlate(CaseEvent)
        .scalar_subquery()
    )


def days_taken(selection: Selection, day: dt.date) -> ColumnElement[int]:
    """Days from the event to that one."""
    return type_coerce(finished(selection, day) - CaseEvent.day, Integer)
