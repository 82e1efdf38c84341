"""What the review of a case says on a day, as columns: category, state, and requirements met (domain.md §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from storage.queries.model.periods import reached_by, within
from storage.rules.case_types import CASE_TYPES
from storage.rules.conditions import Condition
from storage.rules.recovery.legality import NO_CATEGORY, SETS, State, requirements_of
from storage.schema import Case, CaseEvent

MORE_ACTION = "more_action"
_RESTORING = ("red", "yellow")
_STEPS: dict[str, InstrumentedAttribute[dt.date | None]] = {
    State.REVIEWED: Case.reviewed,
    State.RESTORED: Case.restored,
    State.REPORTED_DONE: Case.reported_done,
    State.AUDITED: Case.audited,
    MORE_ACTION: Case.audited,
}


def category_on(day: dt.date) -> ColumnElement[str | None]:
    """red, yellow or green: the category counts from the review date where there is one (§4)."""
    return case((or_(Case.reviewed.is_(None), Case.reviewed <= day), Case.category))


def category_or_none_on(day: dt.date) -> ColumnElement[str]:
    """The same, and the word none for a case without one."""
    return func.coalesce(category_on(day), NO_CATEGORY)


def category(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    return category_or_none_on(day).in_(condition.texts)


def state(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """A dated state reached by the day (with a period: in it); not reviewed and being restored exactly (§11)."""
    return or_(*(_in_state(word, condition, day) for word in condition.texts))


def _in_state(word: str, condition: Condition, day: dt.date) -> ColumnElement[bool]:
    further = or_(*(reached_by(step, day) for step in (Case.restored, Case.reported_done, Case.audited)))
    if word == State.NOT_REVIEWED:
        return and_(~further, ~_is_reviewed(day))
    if word == State.BEING_RESTORED:
        return and_(~further, category_or_none_on(day).in_(_RESTORING))
    asks_for_more = Case.audit_outcome == MORE_ACTION if word == MORE_ACTION else None
    if condition.period is not None:
        reached = within(_STEPS[word], condition.period, day)
    else:
        reached = _is_reviewed(day) if word == State.REVIEWED else reached_by(_STEPS[word], day)
    return reached if asks_for_more is None else and_(reached, asks_for_more)


def _is_reviewed(day: dt.date) -> ColumnElement[bool]:
    """Somebody has looked it through: the review is dated, or left a category (`Recovery.reviewed_on`)."""
    return or_(reached_by(Case.reviewed, day), category_on(day).is_not(None))


def lacks(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """The case's type demands it on the day, and no such event is known by then; without a value anything at all."""
    wanted = condition.texts or every_requirement(day)
    return or_(false(), *(and_(is_required(one, day), ~has_event(one, day)) for one in wanted))


def has(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """The case's type demands it on the day, and there is such an event."""
    return or_(*(and_(is_required(one, day), has_event(one, day)) for one in condition.texts))


def every_requirement(day: dt.date) -> tuple[str, ...]:
    """What cases of any type must hold on the day, each once."""
    return tuple(dict.fromkeys(one for kind in CASE_TYPES for one in requirements_of(kind, day)))


def is_required(requirement: str, day: dt.date) -> ColumnElement[bool]:
    """Whether a case of the type must hold it on the day."""
    types = {kind for one in SETS for kind in one.case_types}
    return Case.case_type.in_(sorted(kind for kind in types if requirement in requirements_of(kind, day)))


def has_event(kind: str | Iterable[str], day: dt.date, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an event of that kind, or any of those, is known on the case by the day."""
    kinds: Any = [kind] if isinstance(kind, str) else list(kind)
    found = exists().where(CaseEvent.case_id == Case.id, CaseEvent.kind.in_(kinds), CaseEvent.day <= day, *more)
    return found.correlate(Case)
