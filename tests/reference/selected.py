"""What a selection comes to, case by case in plain Python (domain.md §11): what queries/model/ must equal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from storage.facts.asked import Figure
from storage.rules.calendar import add_months, birthday
from storage.rules.conditions import Between, Condition
from storage.rules.deadlines.deadlines import DeadlineRow, Event
from storage.rules.deadlines.ownership import AssignmentRow, OwnershipRow
from storage.rules.money.grant_cost import GrantTerms, yearly_cost
from storage.rules.money.units import overlap, whole_year
from storage.rules.recovery.legality import Recovery, State, missing_on, requirements_of
from storage.rules.rounding import percent, rounded
from storage.rules.selection import Selection
from storage.rules.slots import Period

CHANGES_AT_RISK = 2


class KnownGrant(NamedTuple):
    """A grant as exported; the measure in small letters."""

    number: str
    measure: str
    performer: str | None
    supplier: str | None
    step: int | None
    account: str
    terms: GrantTerms


@dataclass(frozen=True, eq=False)
class KnownCase:
    """A case with everything that is known of it, later than the day asked about too."""

    number: str
    team: str
    case_type: str
    opened: dt.date
    closed: dt.date | None
    urgent: bool
    concern: int | None
    recovery: Recovery
    audit_outcome: str | None
    birth: dt.date | None
    owners: tuple[OwnershipRow, ...]
    assignments: tuple[AssignmentRow, ...]
    events: tuple[Event, ...]
    deadlines: tuple[DeadlineRow, ...]
    grants: tuple[KnownGrant, ...]

    def owner(self, day: dt.date) -> OwnershipRow:
        return next(row for row in self.owners if row.since <= day < row.until)

    def is_open(self, day: dt.date) -> bool:
        return self.opened <= day and (self.closed is None or self.closed > day)

    def kinds(self, day: dt.date) -> frozenset[str]:
        return frozenset(event.kind for event in self.events if event.day <= day)

    def open_deadlines(self, day: dt.date) -> list[DeadlineRow]:
        return [row for row in self.deadlines if row.opened <= day < row.closed] if self.is_open(day) else []

    def changes(self, day: dt.date) -> int:
        handed_over = sorted(one.since for one in self.assignments)[1:]
        return sum(add_months(day, -12) < since <= day for since in handed_over)

    @cache  # noqa: B019  # a test's few cases, which live as long as it does
    def cost(self, year: int) -> Fraction:
        return yearly_cost((grant.terms for grant in self.grants), year)


@dataclass(frozen=True, eq=False)
class KnownPosting:
    """A ledger line, and what was found to belong to it; `team` is its own, else its case's."""

    day: dt.date
    account: str
    amount: Decimal
    team: str | None
    case: str | None
    grant: str | None


class KnownTown(NamedTuple):
    """All cases, when members of staff left, and the ledger: lines of no case and of protected ones too."""

    cases: tuple[KnownCase, ...]
    left: Mapping[str, dt.date]
    postings: tuple[KnownPosting, ...]


class Row(NamedTuple):
    """One row that is counted: a case, or a deadline, event, grant or posting of it."""

    case: KnownCase
    deadline: DeadlineRow | None = None
    event: Event | None = None
    grant: KnownGrant | None = None
    posting: KnownPosting | None = None


def rows_of(selection: Selection, town: KnownTown, day: dt.date) -> list[Row]:
    """The rows that a selection counts on the day, in the order of its list."""
    found = [row for row in _subject(selection, town, day) if _fits(row, selection, town, day)]
    return sorted(found, key=lambda row: _order(row, selection))


def figure_of(selection: Selection, rows: Collection[Row], day: dt.date) -> Figure:
    """What the rows come to."""
    match selection.what:
        case "average":
            return average_of(rows, day)
        case "in_time":
            return percent(sum(row.deadline is not None and bool(row.deadline.in_time) for row in rows), len(rows))
        case "days":
            return _mean([_days_taken(row, selection, day) for row in rows])
        case "cost":
            return rounded(yearly_cost((row.grant.terms for row in rows if row.grant is not None), day.year))
        case "spent":
            return rounded(sum((row.posting.amount for row in rows if row.posting is not None), Decimal(0)))
    return len(rows)


def dearest_of(selection: Selection, rows: Iterable[Row], day: dt.date) -> tuple[str, ...]:
    """The cases of a sum with what each comes to, the dearest first."""
    by_case: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_case[row.case.number].append(row)
    sums = {number: float(figure_of(selection, some, day) or 0) for number, some in by_case.items()}
    return tuple(sorted((number for number, total in sums.items() if total), key=lambda one: (-sums[one], one)))


def groups_of(selection: Selection, town: KnownTown, day: dt.date) -> dict[Any, Figure]:
    """What each group comes to; a row may stand in several of them, once in each."""
    held: defaultdict[Any, dict[Any, Row]] = defaultdict(dict)
    for row in rows_of(selection, town, day):
        for key in _keys(row, selection, day):
            held[key[0] if len(key) == 1 else key][tuple(map(id, row))] = row
    return {key: figure_of(selection, rows.values(), day) for key, rows in held.items()}


def _keys(row: Row, selection: Selection, day: dt.date) -> Iterable[tuple[str | None, ...]]:
    """Every combination of the row's keys; measure and supplier of a case are those of one grant."""
    names = selection.group_by
    if set(names) == {"measure", "supplier"} and selection.what == "cases":
        return {tuple(getattr(grant, name) for name in names) for grant in _grants(row, selection, day)}
    return set(product(*(_KEYS[name](row, selection, day) for name in names)))


def average_of(rows: Iterable[Row], day: dt.date) -> float | None:
    owners = [owner for row in rows if (owner := row.case.owner(day).staff_id) is not None]
    return float(rounded(Fraction(len(owners), len(set(owners))), 1)) if owners else None


def _mean(days: Sequence[int]) -> float | None:
    return float(rounded(Fraction(sum(days), len(days)), 1)) if days else None


def _finished(case: KnownCase, begun: Event, selection: Selection, day: dt.date) -> dt.date | None:
    known = (one.day for one in case.events if one.kind == selection.to_event and begun.day <= one.day <= day)
    return min(known, default=None)


def _days_taken(row: Row, selection: Selection, day: dt.date) -> int:
    assert row.event is not None
    finished = _finished(row.case, row.event, selection, day)
    assert finished is not None
    return (finished - row.event.day).days


def _subject(selection: Selection, town: KnownTown, day: dt.date) -> Iterable[Row]:
    first, last = selection.days(day) if selection.kind.time == "stretch" else (day, day)
    days = Period(first, min(last, day))
    if selection.what == "spent":
        yield from _postings(selection, town, days, day)
        return
    for case in town.cases:
        if case.opened <= day:
            yield from _SUBJECTS[selection.what](case, selection, days, day)


def _case(case: KnownCase, selection: Selection, _: Period, day: dt.date) -> list[Row]:
    return [Row(case)] if selection.of_closed_cases or case.is_open(day) else []


def _changed(case: KnownCase, _: Selection, __: Period, day: dt.date) -> list[Row]:
    return [Row(case)] if case.is_open(day) and case.changes(day) >= CHANGES_AT_RISK else []


def _grants_of(case: KnownCase, selection: Selection, _: Period, day: dt.date) -> list[Row]:
    endless = any(one.name == "no_stop" and not one.denied for one in selection.conditions)
    found = []
    for grant in case.grants if case.is_open(day) else ():
        if selection.period is not None:
            stands = _in(grant.terms.stop, selection.period)
        else:
            stands = grant.terms.stop is None if endless else grant.terms.runs_on(day)
        found += [Row(case, grant=grant)] if stands else []
    return found


def _days_of(case: KnownCase, selection: Selection, days: Period, day: dt.date) -> list[Row]:
    return [
        Row(case, event=one)
        for one in case.events
        if one.kind == selection.from_event and _in(_finished(case, one, selection, day), days)
    ]


def is_of_accounts(selection: Selection) -> bool:
    """Whether nothing is asked but what is posted on accounts and teams."""
    return {one.name for one in selection.conditions} | set(selection.group_by) <= {"team", "account", "month"}


def _postings(selection: Selection, town: KnownTown, days: Period, day: dt.date) -> Iterable[Row]:
    by_number = {case.number: case for case in town.cases if case.opened <= day}
    grants = {grant.number: grant for case in town.cases for grant in case.grants}
    for posting in town.postings:
        if not _in(posting.day, days):
            continue
        if is_of_accounts(selection):
            if posting.team is not None:
                yield Row(_no_case_of(posting.team), posting=posting)
        elif posting.case in by_number:
            grant = grants.get(posting.grant) if posting.grant else None
            yield Row(by_number[posting.case], grant=grant, posting=posting)


@cache
def _no_case_of(team: str) -> KnownCase:
    """What stands for the case where none is asked about: the team alone is known."""
    nothing = Recovery(None, None, None, None, None)
    return KnownCase("", team, "", dt.date.min, None, False, None, nothing, None, None, (), (), (), (), ())


_SUBJECTS: Mapping[str, Callable[[KnownCase, Selection, Period, dt.date], list[Row]]] = {
    "cases": _case,
    "average": _case,
    "changes": _changed,
    "deadlines": lambda case, _, __, day: [Row(case, deadline) for deadline in case.open_deadlines(day)],
    "openings": lambda case, _, days, __: [Row(case)] if _in(case.opened, days) else [],
    "closings": lambda case, _, days, __: [Row(case)] if _in(case.closed, days) else [],
    "events": lambda case, _, days, __: [Row(case, event=one) for one in case.events if _in(one.day, days)],
    "in_time": lambda case, _, days, __: [
        Row(case, one) for one in case.deadlines if one.outcome == "met" and _in(one.closed, days)
    ],
    "days": _days_of,
    "grants": _grants_of,
    "cost": lambda case, _, __, day: [
        Row(case, grant=one) for one in case.grants if _runs(one, Period(*whole_year(day.year)), day)
    ],
}


def _order(row: Row, selection: Selection) -> tuple[Any, ...]:
    number = row.case.number
    if row.deadline is not None:
        return row.deadline.due, number, row.deadline.rule
    if row.event is not None:
        return row.event.day, number, row.event.kind
    if selection.what == "grants" and row.grant is not None:
        return row.grant.terms.stop or dt.date.max, row.grant.number
    return {"openings": (row.case.opened, number), "closings": (row.case.closed, number)}.get(selection.what, (number,))


def _fits(row: Row, selection: Selection, town: KnownTown, day: dt.date) -> bool:
    return all(
        _holds(row, condition, selection, town, day) is not condition.denied for condition in selection.conditions
    )


def _holds(row: Row, condition: Condition, selection: Selection, town: KnownTown, day: dt.date) -> bool:
    if condition.name == "no_caseworker":
        owner = row.case.owner(day).staff_id
        return owner is None or town.left.get(owner, dt.date.max) <= day
    if condition.name == "rule" or (selection.what == "deadlines" and condition.name in _OF_DEADLINE):
        assert row.deadline is not None
        return _OF_DEADLINE[condition.name](row.deadline, condition, day)
    if condition.name in _OF_GRANT and selection.what in {"grants", "cost", "spent"}:
        grant = row.grant
        runs = grant is not None and (condition.period is None or _runs(grant, condition.period, day))
        return grant is not None and runs and _is_grant(grant, condition)
    if condition.name == "account":
        return row.posting is not None and row.posting.account in condition.values
    if row.event is not None and condition.name == "event" and selection.what == "events":
        return row.event.kind in condition.values and _in(row.event.day, condition.period)
    return _OF_CASE[condition.name](row.case, condition, day)


def _in(date: dt.date | None, period: Period | None) -> bool:
    if date is None:
        return False
    return period is None or (period.start or dt.date.min) <= date <= (period.end or dt.date.max)


def _known(date: dt.date | None, period: Period | None, day: dt.date) -> bool:
    return date is not None and date <= day and _in(date, period)


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
        return recovery.reviewed_on(day) if period is None else _known(recovery.reviewed, period, day)
    if word == "more_action":
        return case.audit_outcome == "more_action" and _known(recovery.audited, period, day)
    return _known(dates[word], period, day)


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
    return any(_runs(grant, condition.period, day) and _is_grant(grant, condition) for grant in case.grants)


def _runs(grant: KnownGrant, period: Period | None, day: dt.date) -> bool:
    start, stop = grant.terms.start, grant.terms.stop
    if period is None:
        return grant.terms.runs_on(day)
    return overlap(start, stop, period.start or dt.date.min, period.end or dt.date.max) is not None


def _is_grant(grant: KnownGrant, condition: Condition) -> bool:
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
    return owner.staff_id is not None and _known(max(owner.since, case.opened), condition.period, day)


def _event(case: KnownCase, condition: Condition, day: dt.date) -> bool:
    return any(one.kind in condition.values and _known(one.day, condition.period, day) for one in case.events)


def _is_overdue(deadline: DeadlineRow, condition: Condition, day: dt.date) -> bool:
    return deadline.due < day and (not condition.values or deadline.rule in condition.values)


def _is_due(deadline: DeadlineRow, condition: Condition, _: dt.date) -> bool:
    return _in(deadline.due, condition.period) and (not condition.values or deadline.rule in condition.values)


def _some(of_deadline: Callable[[DeadlineRow, Condition, dt.date], bool]) -> Callable[..., bool]:
    return lambda case, condition, day: any(
        of_deadline(deadline, condition, day) for deadline in case.open_deadlines(day)
    )


_OF_DEADLINE: dict[str, Callable[[DeadlineRow, Condition, dt.date], bool]] = {
    "overdue": _is_overdue,
    "due": _is_due,
    "rule": lambda deadline, condition, _: deadline.rule in condition.values,
}
_OF_CASE: dict[str, Callable[[KnownCase, Condition, dt.date], bool]] = {
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
    "opened": lambda case, condition, day: _known(case.opened, condition.period, day),
    "closed": lambda case, condition, day: _known(case.closed, condition.period, day),
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


def _rules(row: Row, selection: Selection, day: dt.date) -> Iterable[str | None]:
    if row.deadline is not None:
        return {row.deadline.rule}
    wanted = [one for one in selection.conditions if one.name in {"overdue", "due"} and not one.denied]
    return {
        deadline.rule
        for deadline in row.case.open_deadlines(day)
        if all(_OF_DEADLINE[one.name](deadline, one, day) for one in wanted)
    }


_OF_GRANT = frozenset({"measure", "performer", "supplier", "step", "no_stop"})


def _of_its_grant(row: Row, selection: Selection, day: dt.date, key: Callable[[KnownGrant], str | None]) -> set[Any]:
    if selection.what in {"grants", "cost", "spent"}:
        return {None if row.grant is None else key(row.grant)}
    return {key(grant) for grant in _grants(row, selection, day)}


def _account(row: Row, _: Selection, __: dt.date) -> Iterable[str | None]:
    if row.posting is not None:
        return {row.posting.account}
    assert row.grant is not None
    return {row.grant.account}


def _gaps(row: Row, selection: Selection, day: dt.date) -> Iterable[str | None]:
    missing = set(missing_on(row.case.case_type, day, row.case.kinds(day)))
    named = {text for one in selection.conditions if one.name == "lacks" and not one.denied for text in one.texts}
    return missing & named if named else missing


def _grants(row: Row, selection: Selection, day: dt.date) -> list[KnownGrant]:
    wanted = [one for one in selection.conditions if one.name in _OF_GRANT and not one.denied]
    periods: list[Period | None] = [one.period for one in wanted if one.period is not None] or [None]
    return [
        grant
        for grant in row.case.grants
        if all(_runs(grant, period, day) for period in periods) and all(_is_grant(grant, one) for one in wanted)
    ]


def _month(row: Row, selection: Selection, day: dt.date) -> Iterable[str | None]:
    date = _date(row, selection, day)
    return {None if date is None else f"{date:%Y-%m}"}


def _date(row: Row, selection: Selection, day: dt.date) -> dt.date | None:
    match selection.what:
        case "in_time" | "deadlines":
            assert row.deadline is not None
            return row.deadline.closed if selection.what == "in_time" else row.deadline.due
        case "days" | "events":
            assert row.event is not None
            return _finished(row.case, row.event, selection, day) if selection.what == "days" else row.event.day
        case "grants":
            return row.grant.terms.stop if row.grant else None
        case "spent":
            return row.posting.day if row.posting else None
    return row.case.closed if selection.what == "closings" else row.case.opened


_KEYS: dict[str, Callable[[Row, Selection, dt.date], Iterable[str | None]]] = {
    "caseworker": lambda row, _, day: {row.case.owner(day).staff_id},
    "team": lambda row, _, __: {row.case.team},
    "case_type": lambda row, _, __: {row.case.case_type},
    "category": lambda row, _, day: {row.case.recovery.category_on(day) or "none"},
    "rule": _rules,
    "requirement": _gaps,
    "measure": lambda row, selection, day: _of_its_grant(row, selection, day, lambda grant: grant.measure),
    "supplier": lambda row, selection, day: _of_its_grant(row, selection, day, lambda grant: grant.supplier),
    "account": _account,
    "month": _month,
}
