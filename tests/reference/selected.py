"""What a selection comes to, case by case in plain Python (domain.md §11): what queries/model/ must equal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from storage.facts.asked import Figure
from storage.rules.conditions import Condition
from storage.rules.deadlines.deadlines import DeadlineRow, Event
from storage.rules.deadlines.ownership import OwnershipRow
from storage.rules.money.grant_cost import yearly_cost
from storage.rules.money.units import whole_year
from storage.rules.period import Period
from storage.rules.recovery.legality import Recovery, missing_on
from storage.rules.rounding import percent, rounded
from storage.rules.selection import Selection
from tests.reference.case_conditions import (
    CHANGES_AT_RISK,
    OF_CASE,
    OF_COMPLAINT,
    OF_DEADLINE,
    is_grant,
    is_in,
    runs_in,
)
from tests.reference.known_town import KnownCase, KnownComplaint, KnownGrant, KnownPosting, KnownTown


class Row(NamedTuple):
    """One row that is counted: a case, or a deadline, event, grant, posting or complaint of it."""

    case: KnownCase
    deadline: DeadlineRow | None = None
    event: Event | None = None
    grant: KnownGrant | None = None
    posting: KnownPosting | None = None
    complaint: KnownComplaint | None = None


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


def share_of(selection: Selection, town: KnownTown, day: dt.date) -> Figure:
    """What the rows of a share come to, in per cent of all rows of its whole."""
    return _percent_of(selection, _whole(selection, town, day), town, day)


def _whole(selection: Selection, town: KnownTown, day: dt.date) -> list[Row]:
    return [row for row in _subject(selection, town, day) if _fits(row, selection.whole, town, day)]


def _percent_of(selection: Selection, whole: Collection[Row], town: KnownTown, day: dt.date) -> Figure:
    part = [row for row in whole if _fits(row, selection, town, day)]
    of_part, of_whole = (figure_of(selection, rows, day) for rows in (part, whole))
    assert isinstance(of_part, int | Decimal)
    assert isinstance(of_whole, int | Decimal)
    return percent(of_part, of_whole)


def dearest_of(selection: Selection, rows: Iterable[Row], day: dt.date) -> tuple[str, ...]:
    """The cases of a sum with what each comes to, the dearest first."""
    by_case: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_case[row.case.number].append(row)
    sums = {number: float(figure_of(selection, some, day) or 0) for number, some in by_case.items()}
    return tuple(sorted((number for number, total in sums.items() if total), key=lambda one: (-sums[one], one)))


def groups_of(selection: Selection, town: KnownTown, day: dt.date) -> dict[Any, Figure]:
    """What each group comes to; a row may stand in several of them, once in each. Of a share: each group's own."""
    held: defaultdict[Any, dict[Any, Row]] = defaultdict(dict)
    for row in _whole(selection, town, day):
        for key in _keys(row, selection.whole, day):
            held[key[0] if len(key) == 1 else key][tuple(map(id, row))] = row
    if selection.share_of is not None:
        return {key: _percent_of(selection, rows.values(), town, day) for key, rows in held.items()}
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
    happens = selection.kind.time == "stretch" and selection.what != "grants"
    first, last = selection.days(day) if happens else (day, day)
    days = Period(first, min(last, day))
    if selection.what == "spent":
        yield from _postings(selection, town, days, day)
        return
    if selection.what == "complaints":
        yield from _complaints(town, days, day)
        return
    for case in town.cases:
        if case.opened <= day:
            yield from _SUBJECTS[selection.what](case, selection.whole, days, day)


def _case(case: KnownCase, selection: Selection, _: Period, day: dt.date) -> list[Row]:
    return [Row(case)] if selection.of_closed_cases or case.is_open(day) else []


def _changed(case: KnownCase, _: Selection, __: Period, day: dt.date) -> list[Row]:
    return [Row(case)] if case.is_open(day) and case.changes(day) >= CHANGES_AT_RISK else []


def _grants_of(case: KnownCase, selection: Selection, _: Period, day: dt.date) -> list[Row]:
    endless = any(one.name == "no_stop" and not one.denied for one in selection.conditions)
    found = []
    for grant in case.grants if case.is_open(day) else ():
        if selection.period is not None:
            stands = is_in(grant.terms.stop, selection.period)
        else:
            stands = grant.terms.stop is None if endless else grant.terms.runs_on(day)
        found += [Row(case, grant=grant)] if stands else []
    return found


def _days_of(case: KnownCase, selection: Selection, days: Period, day: dt.date) -> list[Row]:
    return [
        Row(case, event=one)
        for one in case.events
        if one.kind == selection.from_event and is_in(_finished(case, one, selection, day), days)
    ]


def is_of_accounts(selection: Selection) -> bool:
    """Whether nothing is asked but what is posted on accounts and teams."""
    return {one.name for one in selection.conditions} | set(selection.group_by) <= {"team", "account", "month"}


def _postings(selection: Selection, town: KnownTown, days: Period, day: dt.date) -> Iterable[Row]:
    by_number = {case.number: case for case in town.cases if case.opened <= day}
    grants = {grant.number: grant for case in town.cases for grant in case.grants}
    for posting in town.postings:
        if not is_in(posting.day, days):
            continue
        if is_of_accounts(selection):
            if posting.team is not None:
                yield Row(_no_case_of(posting.team), posting=posting)
        elif posting.case in by_number:
            grant = grants.get(posting.grant) if posting.grant else None
            yield Row(by_number[posting.case], grant=grant, posting=posting)


def _complaints(town: KnownTown, days: Period, day: dt.date) -> Iterable[Row]:
    """Those about a case that is known, and those about none."""
    by_number = {case.number: case for case in town.cases if case.opened <= day}
    for one in town.complaints:
        case = _no_case_of(one.team) if one.case is None else by_number.get(one.case)
        if case is not None and is_in(one.received, days):
            yield Row(case, complaint=one)


@cache
def _no_case_of(team: str) -> KnownCase:
    """What stands for the case where none is asked about: the team alone is known."""
    nothing = Recovery(None, None, None, None, None)
    nobody = OwnershipRow(dt.date.min, dt.date.max, None)
    return KnownCase("", team, "", dt.date.min, None, False, None, nothing, None, None, (nobody,), (), (), (), ())


_SUBJECTS: Mapping[str, Callable[[KnownCase, Selection, Period, dt.date], list[Row]]] = {
    "cases": _case,
    "average": _case,
    "changes": _changed,
    "deadlines": lambda case, _, __, day: [Row(case, deadline) for deadline in case.open_deadlines(day)],
    "openings": lambda case, _, days, __: [Row(case)] if is_in(case.opened, days) else [],
    "closings": lambda case, _, days, __: [Row(case)] if is_in(case.closed, days) else [],
    "events": lambda case, _, days, __: [Row(case, event=one) for one in case.events if is_in(one.day, days)],
    "in_time": lambda case, _, days, __: [
        Row(case, one) for one in case.deadlines if one.outcome == "met" and is_in(one.closed, days)
    ],
    "days": _days_of,
    "grants": _grants_of,
    "cost": lambda case, _, __, day: [
        Row(case, grant=one) for one in case.grants if runs_in(one, Period(*whole_year(day.year)), day)
    ],
}


def _order(row: Row, selection: Selection) -> tuple[Any, ...]:
    number = row.case.number
    if row.deadline is not None:
        return row.deadline.due, number, row.deadline.rule
    if row.event is not None:
        return row.event.day, number, row.event.kind
    if row.complaint is not None:
        return row.complaint.received, row.complaint.number
    if selection.what == "grants" and row.grant is not None:
        return row.grant.terms.stop or dt.date.max, row.grant.number
    return {"openings": (row.case.opened, number), "closings": (row.case.closed, number)}.get(selection.what, (number,))


def _fits(row: Row, selection: Selection, town: KnownTown, day: dt.date) -> bool:
    return all(
        _holds(row, condition, selection, town, day) is not condition.denied for condition in selection.conditions
    )


def _holds(row: Row, condition: Condition, selection: Selection, town: KnownTown, day: dt.date) -> bool:
    if row.complaint is not None and (row.complaint.case is None or condition.name in OF_COMPLAINT):
        of_complaint = OF_COMPLAINT.get(condition.name)
        return of_complaint is not None and of_complaint(row.complaint, condition, day)
    return _holds_of_case(row, condition, selection, town, day)


def _holds_of_case(row: Row, condition: Condition, selection: Selection, town: KnownTown, day: dt.date) -> bool:
    if condition.name == "no_caseworker":
        owner = row.case.owner(day).staff_id
        return owner is None or town.left.get(owner, dt.date.max) <= day
    if condition.name == "rule" or (selection.what == "deadlines" and condition.name in OF_DEADLINE):
        assert row.deadline is not None
        return OF_DEADLINE[condition.name](row.deadline, condition, day)
    if condition.name in _OF_GRANT and selection.what in {"grants", "cost", "spent"}:
        grant = row.grant
        runs = grant is not None and (condition.period is None or runs_in(grant, condition.period, day))
        return grant is not None and runs and is_grant(grant, condition)
    if condition.name == "account":
        return row.posting is not None and row.posting.account in condition.values
    if row.event is not None and condition.name == "event" and selection.what == "events":
        return row.event.kind in condition.values and is_in(row.event.day, condition.period)
    return OF_CASE[condition.name](row.case, condition, day)


def _rules(row: Row, selection: Selection, day: dt.date) -> Iterable[str | None]:
    if row.deadline is not None:
        return {row.deadline.rule}
    wanted = [one for one in selection.conditions if one.name in {"overdue", "due"} and not one.denied]
    return {
        deadline.rule
        for deadline in row.case.open_deadlines(day)
        if all(OF_DEADLINE[one.name](deadline, one, day) for one in wanted)
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
        if all(runs_in(grant, period, day) for period in periods) and all(is_grant(grant, one) for one in wanted)
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
        case "complaints":
            return row.complaint.received if row.complaint else None
    return row.case.closed if selection.what == "closings" else row.case.opened


_KEYS: dict[str, Callable[[Row, Selection, dt.date], Iterable[str | None]]] = {
    "caseworker": lambda row, _, day: {row.case.owner(day).staff_id},
    "team": lambda row, _, __: {row.complaint.team if row.complaint else row.case.team},
    "case_type": lambda row, _, __: {row.case.case_type or None},
    "category": lambda row, _, day: {row.case.recovery.category_on(day) or "none"},
    "rule": _rules,
    "requirement": _gaps,
    "measure": lambda row, selection, day: _of_its_grant(row, selection, day, lambda grant: grant.measure),
    "supplier": lambda row, selection, day: _of_its_grant(row, selection, day, lambda grant: grant.supplier),
    "account": _account,
    "month": _month,
}
