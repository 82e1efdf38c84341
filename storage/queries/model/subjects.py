"""What is counted: for each id of conditions.toml the rows it is a number of, their dates and their order (§11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from storage.queries.deadlines.open_deadlines import open_deadline_on
from storage.queries.model.durations import finished
from storage.queries.model.expressions import Expression, is_due, is_overdue
from storage.queries.model.figures import AVERAGE, COST, COUNT, DAYS, POSTED, POSTED_ON_ACCOUNTS, SHARE, Figured
from storage.queries.model.grants_of_case import OF_GRANT, runs_in, yearly_cost
from storage.queries.model.owners import changed
from storage.queries.model.periods import in_days, reached_by, within
from storage.queries.money.grant_sums import CostOfYear, runs_on
from storage.queries.reach import (
    existing,
    of_reached_teams,
    of_reached_teams_or_own,
    open_on,
    reaches_a_team,
    visible,
    with_case_in_reach,
)
from storage.rules.access import Scope
from storage.rules.conditions import Condition
from storage.rules.period import Period
from storage.rules.selection import Selection
from storage.schema import Case, CaseEvent, Complaint, Deadline, Grant, Posting, PostingDay, Team

Statement = Select[*tuple[Any, ...]]
Stands = Callable[[Selection, dt.date], ColumnElement[bool]]
Dated = Callable[[Selection, dt.date], ColumnElement[Any]]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """How one thing is counted.

    `joined` names its rows, their Case and its Team in a select, `within` narrows them to a viewer's reach; `stands`
    says which rows there are on a day. `identity` is what is counted once, `item` what a list names it by (None: no
    list), `date` the day it is sorted and grouped by, `cost` what makes it dear. `own` are the conditions that narrow
    the rows themselves, not their cases; `of` are the tables besides Case and Team whose row each is.
    `tells_costs`: a controller is given the list, which tells of cases what they cost and nothing else (§9).
    """

    joined: Callable[[Statement, Scope], Statement]
    stands: Stands
    identity: ColumnElement[Any]
    item: ColumnElement[str] | None
    date: Dated
    order: tuple[ColumnElement[Any], ...] = ()
    figure: Figured = COUNT
    own: Mapping[str, Expression] = field(default_factory=dict)
    of: frozenset[type[DeclarativeBase]] = frozenset()
    account: ColumnElement[str] | None = None
    cost: Callable[[dt.date], ColumnElement[Any]] = yearly_cost
    tells_costs: bool = False
    within: Callable[[Statement, Scope], Statement] = visible


def subject_of(selection: Selection, scope: Scope) -> Subject:
    """How the selection is counted for this viewer.

    What is posted on the accounts of teams in reach includes protected cases and what has no case (§9), as long as
    nothing but team and account is asked about; all else is of the cases in reach.
    """
    asked = {condition.name for condition in selection.conditions} | set(selection.group_by)
    if selection.what == "spent" and asked <= {"team", "account", "month"} and reaches_a_team(scope):
        return _SPENT_ON_ACCOUNTS
    return SUBJECTS[selection.what]


def _on(column: InstrumentedAttribute[Any]) -> Dated:
    return lambda _, __: column.expression


def _of_cases(statement: Statement, _: Scope) -> Statement:
    return statement.select_from(Case).join(Team, Team.id == Case.team_id)


def _of(rows: type[Deadline | CaseEvent | Grant]) -> Callable[[Statement, Scope], Statement]:
    return lambda statement, _: (
        statement.select_from(rows).join(Case, Case.id == rows.case_id).join(Team, Team.id == Case.team_id)
    )


def _of_postings(statement: Statement, _: Scope) -> Statement:
    joined = statement.select_from(Posting).join(Case, Case.id == Posting.case_id)
    return joined.join(Team, Team.id == Case.team_id).outerjoin(Grant, Grant.number == Posting.grant_number)


def _of_accounts(statement: Statement, _: Scope) -> Statement:
    return statement.select_from(PostingDay).outerjoin(Team, Team.id == PostingDay.team_id)


def _of_complaints(statement: Statement, scope: Scope) -> Statement:
    """A complaint belongs to the team of its row (§10)."""
    joined = statement.select_from(Complaint).join(Team, Team.id == Complaint.team_id)
    return with_case_in_reach(joined, scope, Complaint.case_id)


def _cases(selection: Selection, day: dt.date) -> ColumnElement[bool]:
    return existing(day) if selection.of_closed_cases else open_on(day)


def _changes(_: Selection, day: dt.date) -> ColumnElement[bool]:
    return and_(open_on(day), changed(Condition("changed"), day))


def _deadlines(_: Selection, day: dt.date) -> ColumnElement[bool]:
    return open_deadline_on(day)


def _in_period(date: Dated | InstrumentedAttribute[Any], *more: ColumnElement[bool]) -> Stands:
    """What is dated in the period asked for, and known by the day."""
    dated = _on(date) if isinstance(date, InstrumentedAttribute) else date
    return lambda selection, day: and_(within(dated(selection, day), Period(*selection.days(day)), day), *more)


def _of_existing(stands: Stands) -> Stands:
    return lambda selection, day: and_(existing(day), stands(selection, day))


def _days(selection: Selection, day: dt.date) -> ColumnElement[bool]:
    return and_(CaseEvent.kind == selection.from_event, _in_period(finished)(selection, day))


def _grants(selection: Selection, day: dt.date) -> ColumnElement[bool]:
    """Of open cases: those that end in the period, or without one those that run; endless ones also if they begin later
    (§10).
    """
    endless = any(one.name == "no_stop" and not one.denied for one in selection.conditions)
    running = Grant.stop.is_(None) if endless else runs_on(day)
    return and_(open_on(day), running if selection.period is None else in_days(Grant.stop, selection.period))


def _cost(_: Selection, day: dt.date) -> ColumnElement[bool]:
    """Grants that cost something in the day's year, of closed cases too (§10)."""
    return and_(existing(day), CostOfYear(day.year).running)


def _is_grant(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    runs = [] if condition.period is None else [runs_in(condition.period)]
    return and_(OF_GRANT[condition.name](condition), *runs)


def _is_of_rule(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    return Deadline.rule.in_(condition.texts)


def _is_event(condition: Condition, _: dt.date) -> ColumnElement[bool]:
    return and_(CaseEvent.kind.in_(condition.texts), in_days(CaseEvent.day, condition.period))


def _has_status(condition: Condition, day: dt.date) -> ColumnElement[bool]:
    """Of a complaint: open, decided, or the outcome of one decided by the day."""
    decided = reached_by(Complaint.decided, day)
    words: dict[str, ColumnElement[bool]] = {"open": ~decided, "decided": decided}
    return or_(*(words.get(word, and_(decided, Complaint.outcome == word)) for word in condition.texts))


def _on_account(column: InstrumentedAttribute[str]) -> Expression:
    return lambda condition, _: column.in_(condition.texts)


def _cases_that(stands: Stands, date: InstrumentedAttribute[Any] = Case.opened, **more: Any) -> Subject:
    given = {"order": (Case.number.expression,), **more}
    return Subject(
        joined=_of_cases,
        stands=stands,
        identity=Case.id.expression,
        item=Case.number.expression,
        date=_on(date),
        **given,
    )


def _cases_dated(date: InstrumentedAttribute[Any]) -> Subject:
    order = (date.expression, Case.number.expression)
    return _cases_that(_of_existing(_in_period(date)), date, order=order)


_GRANT_CONDITIONS: Mapping[str, Expression] = dict.fromkeys(OF_GRANT, _is_grant)

SUBJECTS: Mapping[str, Subject] = {
    "cases": _cases_that(_cases),
    "changes": _cases_that(_changes),
    "average": _cases_that(_cases, figure=AVERAGE),
    "openings": _cases_dated(Case.opened),
    "closings": _cases_dated(Case.closed),
    "deadlines": Subject(
        joined=_of(Deadline),
        stands=_deadlines,
        identity=Deadline.id.expression,
        item=Case.number.expression,
        date=_on(Deadline.due),
        order=(Deadline.due.expression, Case.number.expression, Deadline.rule.expression),
        own={"overdue": is_overdue, "due": is_due, "rule": _is_of_rule},
        of=frozenset({Deadline}),
    ),
    "events": Subject(
        joined=_of(CaseEvent),
        stands=_of_existing(_in_period(CaseEvent.day)),
        identity=CaseEvent.id.expression,
        item=Case.number.expression,
        date=_on(CaseEvent.day),
        order=(CaseEvent.day.expression, Case.number.expression, CaseEvent.kind.expression),
        own={"event": _is_event},
        of=frozenset({CaseEvent}),
    ),
    "in_time": Subject(
        joined=_of(Deadline),
        stands=_of_existing(_in_period(Deadline.closed, Deadline.outcome == "met")),
        identity=Deadline.id.expression,
        item=None,
        date=_on(Deadline.closed),
        figure=SHARE,
        own={"rule": _is_of_rule},
        of=frozenset({Deadline}),
    ),
    "days": Subject(
        joined=_of(CaseEvent),
        stands=_of_existing(_days),
        identity=CaseEvent.id.expression,
        item=None,
        date=finished,
        figure=DAYS,
        of=frozenset({CaseEvent}),
    ),
    "grants": Subject(
        joined=_of(Grant),
        stands=_grants,
        identity=Grant.id.expression,
        item=Grant.number.expression,
        date=_on(Grant.stop),
        order=(Grant.stop.expression, Grant.number.expression),
        own=_GRANT_CONDITIONS,
        of=frozenset({Grant}),
        account=Grant.account.expression,
        cost=lambda day: CostOfYear(day.year).of_one,
        tells_costs=True,
    ),
    "cost": Subject(
        joined=_of(Grant),
        stands=_cost,
        identity=Grant.id.expression,
        item=Case.number.expression,
        date=_on(Case.opened),
        figure=COST,
        own=_GRANT_CONDITIONS,
        of=frozenset({Grant}),
        account=Grant.account.expression,
        tells_costs=True,
    ),
    "spent": Subject(
        joined=_of_postings,
        stands=_of_existing(_in_period(Posting.day)),
        identity=Posting.voucher.expression,
        item=Case.number.expression,
        date=_on(Posting.day),
        figure=POSTED,
        own={**_GRANT_CONDITIONS, "account": _on_account(Posting.account)},
        of=frozenset({Grant, Posting}),
        account=Posting.account.expression,
        tells_costs=True,
    ),
    "complaints": Subject(
        joined=_of_complaints,
        stands=_in_period(Complaint.received),
        identity=Complaint.number.expression,
        item=Complaint.number.expression,
        date=_on(Complaint.received),
        order=(Complaint.received.expression, Complaint.number.expression),
        own={"status": _has_status},
        within=lambda rows, scope: of_reached_teams_or_own(rows, scope, Complaint.team_id, Complaint.case_id),
    ),
}
_SPENT_ON_ACCOUNTS = Subject(
    joined=_of_accounts,
    stands=_in_period(PostingDay.day),
    identity=PostingDay.id.expression,
    item=None,
    date=_on(PostingDay.day),
    figure=POSTED_ON_ACCOUNTS,
    own={"account": _on_account(PostingDay.account)},
    account=PostingDay.account.expression,
    within=lambda rows, scope: rows.where(of_reached_teams(scope, PostingDay.team_id)),
)
