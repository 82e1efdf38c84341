"""The deadlines of one case as interval rows, so that any past day can be asked about (domain.md §3 and §10)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, zip_longest
from typing import NamedTuple

from storage.rules.calendar import FOREVER, Calendar, add_months, birthday
from storage.rules.deadlines.deadline_rule import LengthUnit, Rule, legal_reference, load_rules

__all__ = [
    "EVENTS",
    "RULES",
    "CaseHistory",
    "DeadlineRow",
    "Event",
    "Rule",
    "deadline_rows",
    "due_date",
    "legal_reference",
]

RULES = load_rules()
EVENTS = frozenset(kind for rule in RULES.values() for kind in rule.triggers | rule.satisfied_by | rule.ends)
"""The events that any deadline depends on."""
MET = "met"
LAPSED = "lapsed"
SUPERSEDED = "superseded"
CASE_CLOSED = "case_closed"


class Event(NamedTuple):
    """One event of a case; `kind` is the vocabulary word of formats.md in small letters."""

    kind: str
    day: dt.date
    at: dt.time | None = None
    next_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """What the deadlines of a case depend on; the events may come in any order."""

    case_type: str
    birth_date: dt.date | None
    opened: dt.date
    closed: dt.date | None
    events: Sequence[Event]


class DeadlineRow(NamedTuple):
    """One deadline, with the meaning of `Deadline` in storage/schema/worked_out.py: open on D = opened <= D < closed.

    A deadline met before it was ever open (on the day it arose, or before the case was opened) has opened = closed:
    it is open on no day and yet counts as met. So has an age deadline whose case was closed before it opened: on the
    days before, nobody knew that it never would (domain.md §10).
    """

    rule: str
    opened: dt.date
    due: dt.date
    due_at: dt.time | None
    act_by: dt.date
    closed: dt.date
    outcome: str | None
    in_time: bool | None


class _Ending(NamedTuple):
    day: dt.date
    outcome: str | None
    in_time: bool | None = None


class _Span(NamedTuple):
    """A deadline before the case's own opening and closing are laid over it."""

    opened: dt.date
    due: dt.date
    due_at: dt.time | None
    endings: list[_Ending]


def deadline_rows(case: CaseHistory, calendar: Calendar, *, application_weeks: int = 8) -> list[DeadlineRow]:
    """Every deadline the case has, had, or will have by age; `application_weeks` is the council's limit.

    For every day D the rows open on D are those that follow from the facts dated on or before D alone.
    """
    by_kind = _by_kind(case.events)
    rows: list[DeadlineRow] = []
    for rule in RULES.values():
        if not rule.covers(case.case_type) or (rule.birthday is None and rule.triggers.isdisjoint(by_kind)):
            continue
        for span in _spans(rule, case, by_kind, calendar, application_weeks):
            row = _row(rule, case, span, calendar)
            if row.outcome == MET or row.opened < row.closed or rule.birthday is not None:
                rows.append(row)
    return rows


def due_date(
    rule: Rule, day: dt.date, at: dt.time | None, calendar: Calendar, *, application_weeks: int = 8
) -> tuple[dt.date, dt.time | None]:
    """When a deadline is due that starts with an event on `day` (for age rules: the birthday).

    The time is given for rules in hours only, by the wall clock; an event without time counts from 00:00.
    A date beyond the calendar's end becomes its last day.
    """
    amount = application_weeks if rule.council_limit else rule.length.amount
    try:
        return _due_date(amount, rule.length.unit, day, at, calendar)
    except OverflowError:
        return FOREVER, None


def _due_date(
    amount: int, unit: LengthUnit, day: dt.date, at: dt.time | None, calendar: Calendar
) -> tuple[dt.date, dt.time | None]:
    match unit:
        case LengthUnit.HOURS:
            moment = dt.datetime.combine(day, at or dt.time.min) + dt.timedelta(hours=amount)
            return moment.date(), moment.time()
        case LengthUnit.WEEKDAYS:
            return calendar.add_weekdays(day, amount), None
        case LengthUnit.WORKDAYS:
            return calendar.add_workdays(day, amount), None
        case LengthUnit.WEEKS:
            return day + dt.timedelta(weeks=amount), None
        case LengthUnit.MONTHS:
            return add_months(day, amount), None


def _by_kind(events: Sequence[Event]) -> dict[str, list[Event]]:
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    return by_kind


def _pick(by_kind: dict[str, list[Event]], kinds: frozenset[str]) -> list[Event]:
    """The events of those kinds, the earliest first; on one day those without a time come first."""
    found = [event for kind in kinds for event in by_kind.get(kind, ())]
    found.sort(key=lambda event: (event.day, event.at or dt.time.min, event.kind))
    return found


def _spans(
    rule: Rule, case: CaseHistory, by_kind: dict[str, list[Event]], calendar: Calendar, application_weeks: int
) -> Iterator[_Span]:
    if rule.birthday is not None:
        yield from _age_span(rule, rule.birthday, case, by_kind, calendar)
        return
    triggers = _pick(by_kind, rule.triggers)
    if not triggers:
        return
    satisfying = _pick(by_kind, rule.satisfied_by)
    ends = [event.day for event in _pick(by_kind, rule.ends)]
    for trigger in triggers:
        due, due_at = due_date(rule, trigger.day, trigger.at, calendar, application_weeks=application_weeks)
        endings = []
        met = _first_on_or_after(trigger, satisfying)
        if met:
            endings.append(_Ending(met.day, MET, _in_time(trigger, met, due, due_at)))
        yield _Span(trigger.day, due, due_at, endings + _lapse(ends, trigger.day, due))
    if rule.repeat_months is not None:
        yield from _repetitions(rule.repeat_months, triggers, satisfying, ends)


def _first_on_or_after(trigger: Event, satisfying: list[Event]) -> Event | None:
    start = bisect_left(satisfying, trigger.day, key=_day)
    return next((event for event in islice(satisfying, start, None) if _satisfies(event, trigger)), None)


def _satisfies(event: Event, trigger: Event) -> bool:
    """Instants are compared where both carry a time of day, else dates (§3.1)."""
    if event.day == trigger.day and event.at is not None and trigger.at is not None:
        return event.at >= trigger.at
    return event.day >= trigger.day


def _in_time(trigger: Event, met: Event, due: dt.date, due_at: dt.time | None) -> bool:
    if due_at is not None and trigger.at is not None and met.at is not None:
        return (met.day, met.at) <= (due, due_at)
    return met.day <= due


def _lapse(ends: list[dt.date], since: dt.date, due: dt.date) -> list[_Ending]:
    """The first end in [since, due]: what was overdue by then stays (§10)."""
    start = bisect_left(ends, since)
    return [_Ending(day, LAPSED) for day in ends[start : start + 1] if day <= due]


def _repetitions(months: int, triggers: list[Event], satisfying: list[Event], ends: list[dt.date]) -> Iterator[_Span]:
    """One deadline from each day with a satisfying event on which no trigger is left unsatisfied (§3.2, §3.3)."""
    done = {day: list(events) for day, events in groupby(satisfying, key=_day)}
    days = list(done)
    for day, next_done in zip_longest(days, days[1:]):
        before, known = bisect_left(triggers, day, key=_day), bisect_right(triggers, day, key=_day)
        unsatisfied = any(not any(_satisfies(event, new) for event in done[day]) for new in triggers[before:known])
        if known == 0 or unsatisfied or _lapse(ends, triggers[known - 1].day, day):
            continue
        due = done[day][-1].next_day or add_months(day, months)
        endings = [_Ending(next_done, MET, next_done <= due)] if next_done else []
        endings += _lapse(ends, day, due)
        endings += [_Ending(new.day, SUPERSEDED) for new in triggers[known : known + 1]]
        yield _Span(day, due, None, endings)


def _age_span(
    rule: Rule, age: int, case: CaseHistory, by_kind: dict[str, list[Event]], calendar: Calendar
) -> Iterator[_Span]:
    """The one deadline around a birthday, for cases opened at most 12 months after it (§3.4)."""
    if case.birth_date is None:
        return
    day = birthday(case.birth_date, age)
    if day < add_months(case.opened, -12):
        return
    due, due_at = due_date(rule, day, None, calendar)
    opened = day if rule.length.amount > 0 else add_months(day, -12)
    first = _pick(by_kind, rule.satisfied_by)[:1]
    yield _Span(opened, due, due_at, [_Ending(event.day, MET, event.day <= due) for event in first])


def _row(rule: Rule, case: CaseHistory, span: _Span, calendar: Calendar) -> DeadlineRow:
    """The deadline within the case's own life; of several endings on one day the one named first counts."""
    ending = min([*span.endings, _Ending(case.closed or FOREVER, CASE_CLOSED)], key=lambda ending: ending.day)
    if ending.day == FOREVER:
        ending = _Ending(FOREVER, None)
    opened = min(max(span.opened, case.opened), ending.day)
    act_by = calendar.act_by(span.due)
    return DeadlineRow(rule.id, opened, span.due, span.due_at, act_by, *ending)


def _day(event: Event) -> dt.date:
    return event.day
