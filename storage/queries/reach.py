"""Whose cases a viewer may see, applied to a select: the only reader of Scope (domain.md §9)."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from storage.rules.access import Scope
from storage.schema import Case, Ownership

AnySelect = TypeVar("AnySelect", bound=Select[*tuple[Any, ...]])


def visible(statement: AnySelect, scope: Scope) -> AnySelect:
    """The cases that count for the viewer. The select names Case in its FROM; Ownership of the day is joined here."""
    return _narrowed(statement, scope, [*_listable(scope), *_countable(scope)])


def listable(statement: AnySelect, scope: Scope) -> AnySelect:
    """The cases the viewer may see one by one: what counts for a controller alone is left out."""
    return _narrowed(statement, scope, _listable(scope))


def countable_only(statement: AnySelect, scope: Scope) -> AnySelect:
    """The cases that count for the viewer as a controller: only their numbers and costs may be shown."""
    return _narrowed(statement, scope, _countable(scope))


def may_be_listed(scope: Scope) -> ColumnElement[bool]:
    """A column that says for each row of a `visible` select whether `listable` would hold it too."""
    return or_(false(), *_listable(scope))


def existing(day: dt.date) -> ColumnElement[bool]:
    """A case opened after the day does not exist on it (§3.7)."""
    return Case.opened <= day


def open_on(day: dt.date) -> ColumnElement[bool]:
    """Opened on or before the day and not closed before or on it (§7)."""
    return and_(existing(day), or_(Case.closed.is_(None), Case.closed > day))


def with_case_in_reach(statement: AnySelect, scope: Scope, case_id: InstrumentedAttribute[int | None]) -> AnySelect:
    """Outer joins Case to rows that may be about one, only where it counts for the viewer.

    Of any other case a row tells nothing, and no condition on cases holds for it, so that nobody learns of it.
    """
    counts = visible(select(Case.id), scope).correlate(None)
    return statement.outerjoin(Case, and_(Case.id == case_id, Case.id.in_(counts)))


def of_reached_teams_or_own(
    statement: AnySelect,
    scope: Scope,
    team: InstrumentedAttribute[int],
    case_id: InstrumentedAttribute[int | None],
) -> AnySelect:
    """Rows of a `team` within reach, about a case or none, and rows about an own case (domain.md §10).

    Those about a protected case are for whom that case counts. The select has gone through `with_case_in_reach`;
    Ownership of the day is joined here.
    """
    protected = aliased(Case)
    is_open = or_(case_id.is_(None), case_id.not_in(select(protected.id).where(protected.protected)))
    rows = [and_(of_reached_teams(scope, team), or_(is_open, Case.id.is_not(None)))]
    own = [] if scope.own_of is None else [Ownership.staff_id == scope.own_of]
    return statement.outerjoin(Ownership, _held_on(scope.day)).where(or_(*rows, *own))


def of_reached_teams(
    scope: Scope, team: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
) -> ColumnElement[bool]:
    """Sums that name no case: those of the teams within reach; for a controller all, also without a team (§10)."""
    return true() if scope.all_teams else team.in_(scope.leads | scope.teams)


def reaches_a_team(scope: Scope) -> bool:
    """Whether any sum that names no case counts for the viewer."""
    return bool(scope.all_teams or scope.leads or scope.teams)


def sees_own_alone(scope: Scope) -> bool:
    """Whether all that counts for the viewer are cases of their own."""
    return scope.own_of is not None and not reaches_a_team(scope)


def counted_by_team(
    scope: Scope, team: InstrumentedAttribute[int], protected: InstrumentedAttribute[bool]
) -> ColumnElement[bool]:
    """Which counts kept by team and protection count for the viewer (`storage.schema.Snapshot`)."""
    open_to_all = protected.is_(False)
    conditions = [team.in_(scope.leads), and_(team.in_(scope.teams), open_to_all)]
    return or_(*conditions, *([open_to_all] if scope.all_teams else []))


def _narrowed(statement: AnySelect, scope: Scope, conditions: list[ColumnElement[bool]]) -> AnySelect:
    return statement.join(Ownership, _held_on(scope.day)).where(or_(false(), *conditions))


def _held_on(day: dt.date) -> ColumnElement[bool]:
    return and_(Ownership.case_id == Case.id, Ownership.since <= day, Ownership.until > day)


def _listable(scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if scope.own_of is not None:
        conditions.append(Ownership.staff_id == scope.own_of)
    if scope.leads:
        conditions.append(Case.team_id.in_(scope.leads))
    if scope.teams:
        conditions.append(and_(Case.team_id.in_(scope.teams), Case.protected.is_(False)))
    return conditions


def _countable(scope: Scope) -> list[ColumnElement[bool]]:
    return [Case.protected.is_(False)] if scope.all_teams else []
