"""What each condition of a selection says of a case, a deadline or a grant (domain.md §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from storage.rules.calendar import birthday
from storage.rules.conditions import Between, Condition
from storage.rules.deadlines.deadlines import DeadlineRow
from storage.rules.money.units import overlap
from storage.rules.period import Period
from storage.rules.recovery.legality import State, missing_on, requirements_of
from tests.reference.known_town import KnownCase, KnownComplaint, KnownGrant

CHANGES_AT_RISK = 2


def is_in(date: dt.date | None, period: Period | None) -> bool:
    if date is None:
        return False
    return period is None or (period.start or dt.date.min) <= date <= (period.end or dt.date.max)


def is_known(date: dt.date | None, period: Period | None, day: dt.date) -> bool:
    return date is not None and date <= day and is_in(date, period)


def _any_number(number: Any, condition: Condition) -> bool:
    return number is not None and any(
        (between.low is None or between.low <= number) and (between.high is None or number <= between.high)
        for between in condition.values
        if isinstance(between, Between)
    )


def _state(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    return any(_in_state(case, str(word), condition.period, day) for word in condition.values)


def _in_state(case: KnownCase, word: str, period: Period | None, day: dt.date) -> bool:
    recovery = case.recovery
    dates = {"restored": recovery.restored, "reported_done": recovery.reported_done, "audited": recovery.audited}
    if word in {State.NOT_REVIEWED, State.BEING_RESTORED}:
        return recovery.state_on(day) == word
    if word == State.REVIEWED:
        return recovery.reviewed_on(day) if period is None else is_known(recovery.reviewed, period, day)
    if word == "more_action":
        return case.audit_outcome == "more_action" and is_known(recovery.audited, period, day)
    return is_known(dates[word], period, day)


def _age(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    if case.birth is None:
        return False
    years = day.year - case.birth.year
    return _any_number(years if birthday(case.birth, years) <= day else years - 1, condition)


def _lacks(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    missing = missing_on(case.case_type, day, case.kinds(day))
    return any(one in missing for one in condition.values) if condition.values else bool(missing)


def _has(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    required = requirements_of(case.case_type, day)
    return any(one in required and one in case.kinds(day) for one in condition.values)


def _has_grant(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    return any(runs_in(grant, condition.period, day) and is_grant(grant, condition) for grant in case.grants)


def runs_in(grant: KnownGrant, period: Period | None, day: dt.date) -> bool:
    start, stop = grant.terms.start, grant.terms.stop
    if period is None:
        return grant.terms.runs_on(day)
    return overlap(start, stop, period.start or dt.date.min, period.end or dt.date.max) is not None


def is_grant(grant: KnownGrant, condition: Condition) -> bool:
    match condition.name:
        case "measure":
            return grant.measure in {str(text).lower() for text in condition.values}
        case "performer":
            return grant.performer in condition.values
        case "supplier":
            return grant.supplier is not None and grant.supplier.lower() in {
                str(one).lower() for one in condition.values
            }
        case "step":
            return _any_number(grant.step, condition)
    return grant.terms.stop is None


def _cost(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    cost = case.cost(day.year)
    return any(
        (one.low is None or cost > one.low) and (one.high is None or cost < one.high)
        for one in condition.values
        if isinstance(one, Between)
    )


def _new(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    owner = case.owner(day)
    return owner.staff_id is not None and is_known(max(owner.since, case.opened), condition.period, day)


def _event(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    return any(one.kind in condition.values and is_known(one.day, condition.period, day) for one in case.events)


def _is_overdue(deadline: DeadlineRow, condition: Condition, day: dt.date) -> bool:
    return deadline.due < day and (not condition.values or deadline.rule in condition.values)


def _is_due(deadline: DeadlineRow, condition: Condition, _: dt.date) -> bool:
    return is_in(deadline.due, condition.period) and (not condition.values or deadline.rule in condition.values)


def _some(of_deadline: Callable[[DeadlineRow, Condition, dt.date], bool]) -> Callable[..., bool]:
    return lambda case, condition, day: any(
        of_deadline(deadline, condition, day) for deadline in case.open_deadlines(day)
    )


OF_DEADLINE: dict[str, Callable[[DeadlineRow, Condition, dt.date], bool]] = {
    "overdue": _is_overdue,
    "due": _is_due,
    "rule": lambda deadline, condition, _: deadline.rule in condition.values,
}


OF_CASE: dict[str, Callable[[KnownCase, Condition, dt.date], bool]] = {
    "staff": lambda case, condition, day: case.owner(day).staff_id in condition.values,
    "team": lambda case, condition, _: case.team in condition.values,
    "case_type": lambda case, condition, _: case.case_type in condition.values,
    "category": lambda case, condition, day: (case.recovery.category_on(day) or "none") in condition.values,
    "urgent": lambda case, _, __: case.urgent,
    "state": _state,
    "lacks": _lacks,
    "has": _has,
    "overdue": _some(_is_overdue),
    "due": _some(_is_due),
    "age": _age,
    "opened": lambda case, condition, day: is_known(case.opened, condition.period, day),
    "closed": lambda case, condition, day: is_known(case.closed, condition.period, day),
    "measure": _has_grant,
    "performer": _has_grant,
    "supplier": _has_grant,
    "step": _has_grant,
    "no_stop": _has_grant,
    "cost": _cost,
    "changed": lambda case, _, day: case.changes(day) >= CHANGES_AT_RISK,
    "new": _new,
    "concern": lambda case, condition, _: _any_number(case.concern, condition),
    "event": _event,
}


def _status(complaint: KnownComplaint, condition: Condition, day: dt.date) -> bool:
    decided = complaint.decided is not None and complaint.decided <= day
    words = {"decided", complaint.outcome} if decided else {"open"}
    return not words.isdisjoint(condition.texts)


OF_COMPLAINT: dict[str, Callable[[KnownComplaint, Condition, dt.date], bool]] = {
    "status": _status,
    "team": lambda complaint, condition, _: complaint.team in condition.values,
}
