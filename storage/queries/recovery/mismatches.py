"""What each check of the data finds: one select behind its number and its list (domain.md §8 and §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, Text, and_, exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.fact import WITHHELD
from storage.facts.recovery.data_quality import FoundCase, FoundGrant, FoundPosting
from storage.queries.money.grant_sums import runs_on
from storage.queries.people import has_left, without_caseworker
from storage.queries.reach import AnySelect, existing, listable, of_reached_teams, open_on, visible
from storage.rules.access import Scope
from storage.rules.money.units import whole_year
from storage.schema import Case, CaseEvent, Grant, IdleGrant, Ownership, Posting, Team, UnmatchedPosting

NO_CASEWORKER = "cases_without_caseworker"
NO_EVENTS = "cases_without_events"
NO_STOP = "grants_without_stop"
ON_CLOSED = "grants_on_closed_cases"
IDLE = "idle_grants"
NO_CASE = "postings_without_case"
UNMATCHED = "unmatched_postings"
OF_CASES = (NO_CASEWORKER, NO_EVENTS)
OF_GRANTS = (NO_STOP, ON_CLOSED, IDLE)


def found(check: str, day: dt.date) -> Select[*tuple[Any, ...]]:
    """The team of every case, grant or posting of a case that a check finds on the day; the select names Case.

    Which of them the viewer may see is for the caller to add, and Ownership with it (`storage.queries.reach`).
    """
    if check in OF_CASES:
        empty = without_caseworker(day) if check == NO_CASEWORKER else ~_has_events(day)
        return select(Case.team_id).select_from(Case).where(open_on(day), empty)
    if check == UNMATCHED:
        postings = select(Case.team_id).select_from(UnmatchedPosting).join(Case, Case.id == UnmatchedPosting.case_id)
        return postings.where(existing(day), UnmatchedPosting.day.between(whole_year(day.year)[0], day))
    grants = select(Case.team_id).select_from(Grant).join(Case, Case.id == Grant.case_id)
    if check == IDLE:
        idle = (IdleGrant.since <= day, IdleGrant.until > day)
        return grants.join(IdleGrant, IdleGrant.grant_id == Grant.id).where(open_on(day), *idle)
    if check == ON_CLOSED:
        return grants.where(runs_on(day), Case.closed <= day)
    # Those that begin later too (§10): whoever sets an end date need not wait for the first day.
    return grants.where(open_on(day), Grant.stop.is_(None))


def _has_events(day: dt.date) -> ColumnElement[bool]:
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.day <= day)


async def cases(
    session: AsyncSession, scope: Scope, check: str, *, team_id: int | None = None, most: int | None = None
) -> list[FoundCase]:
    """The cases that a check finds and the viewer may see one by one, the oldest first; `most` None = all of them."""
    columns = (Case.number, Case.case_type, Team.name, Case.opened, Ownership.staff_id, has_left(scope.day))
    statement = _with(found(check, scope.day), columns).order_by(Case.opened, Case.number).limit(most)
    rows = await session.execute(listable(_of_team(statement, team_id), scope))
    return [
        FoundCase(case, case_type, team, opened, *((caseworker, left) if scope.names_people else (WITHHELD, False)))
        for case, case_type, team, opened, caseworker, left in rows
    ]


async def grants(
    session: AsyncSession, scope: Scope, check: str, *, team_id: int | None = None, most: int | None = None
) -> list[FoundGrant]:
    """The grants that a check finds within reach, the oldest first."""
    columns = (
        *(Grant.number, Case.number, Team.name, Grant.measure, Grant.account),
        *(Grant.start, Grant.stop, Grant.unit_price, Grant.unit),
    )
    statement = _with(found(check, scope.day), columns).order_by(Grant.start, Grant.number).limit(most)
    rows = await session.execute(visible(_of_team(statement, team_id), scope))
    return [FoundGrant(*row) for row in rows]


async def postings(
    session: AsyncSession, scope: Scope, check: str, *, team_id: int | None = None, most: int | None = None
) -> list[FoundPosting]:
    """The postings that a check finds within reach, the largest amount first, be it cost or income."""
    which = _unmatched(scope, team_id, most) if check == UNMATCHED else _without_case(scope, team_id, most)
    same = and_(Posting.voucher == which.c.voucher, Posting.line == which.c.line)
    statement = (
        select(Posting, which.c.team, which.c.case, _names_anothers_grant())
        .join(which, same)
        .order_by(*_largest_first(Posting))
    )
    return [_posting(row) for row in await session.execute(statement)]


def _posting(row: Row[*tuple[Any, ...]]) -> FoundPosting:
    line, team, case, anothers = row
    grant = None if anothers else line.grant_number
    return FoundPosting(line.voucher, line.line, line.day, line.account, line.amount, team, case, grant)


def _unmatched(scope: Scope, team_id: int | None, most: int | None) -> Subquery:
    own = UnmatchedPosting
    columns = (own.voucher, own.line, Team.name.label("team"), Case.number.label("case"))
    statement = visible(_of_team(_with(found(UNMATCHED, scope.day), columns), team_id), scope)
    return statement.order_by(*_largest_first(own)).limit(most).subquery()


def _without_case(scope: Scope, team_id: int | None, most: int | None) -> Subquery:
    """The year's postings without a case, of the teams in reach; a controller's also those of no team.

    Postings of an erased case are left out: no look at the books finds their case again.
    """
    year = Posting.day.between(whole_year(scope.day.year)[0], scope.day)
    nobody = literal(None, Text).label("case")
    statement = (
        select(Posting.voucher, Posting.line, Team.name.label("team"), nobody)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(Posting.case_id.is_(None), Posting.erased.is_(False), year, of_reached_teams(scope, Posting.team_id))
    )
    if team_id is not None:
        statement = statement.where(Posting.team_id == team_id)
    return statement.order_by(*_largest_first(Posting)).limit(most).subquery()


def _names_anothers_grant() -> ColumnElement[bool]:
    """Asks a database function (migration 0010): under row security another case's grant would look unknown."""
    return func.is_anothers_grant(Posting.grant_number, Posting.case_id)


def _largest_first(of: type[Posting | UnmatchedPosting]) -> tuple[ColumnElement[Any], ...]:
    return (func.abs(of.amount).desc(), of.day, of.voucher, of.line)  # type: ignore[return-value]


def _with(statement: AnySelect, columns: Sequence[Any]) -> Select[*tuple[Any, ...]]:
    """The finds with other columns, and Team joined."""
    finds = statement.with_only_columns(*columns, maintain_column_froms=True)
    return finds.join(Team, Team.id == Case.team_id)


def _of_team(statement: AnySelect, team_id: int | None) -> AnySelect:
    return statement if team_id is None else statement.where(Case.team_id == team_id)
