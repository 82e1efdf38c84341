"""Whether data and books are whole: what is missing or does not match, team by team (domain.md §8 and §10)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.account_sums import AccountSums, Key, account_sums, together
from storage.queries.imports import rejected_rows
from storage.queries.reach import existing, open_on, visible
from storage.queries.teams import all_teams
from storage.rules.access import Scope
from storage.rules.reconciliation import IDLE_DAYS, WithoutCase, without_case
from storage.rules.rounding import percent, rounded
from storage.rules.units import whole_year
from storage.schema import Case, CaseEvent, Grant, Ownership, Posting

NO_CASEWORKER = "cases_without_caseworker"
NO_EVENTS = "cases_without_events"
NO_STOP = "grants_without_stop"
ON_CLOSED = "grants_on_closed_cases"
IDLE = "idle_grants"
NO_CASE = "postings_without_case"
UNMATCHED = "unmatched_postings"
NO_BUDGET = "accounts_without_budget"
OF_CASES = (NO_CASEWORKER, NO_EVENTS)
OF_GRANTS = (NO_STOP, ON_CLOSED, IDLE)


@dataclass(frozen=True, slots=True)
class Found:
    """What one check found: how many, for postings and accounts the kroner and their share of what is spent."""

    check: str
    count: int
    amount: Decimal | None = None
    share: float | None = None

    def as_json(self) -> dict[str, Any]:
        amount = None if self.amount is None else str(self.amount)
        return {"check": self.check, "count": self.count, "amount": amount, "share": self.share}


@dataclass(frozen=True, slots=True)
class DataQuality:
    """What is missing or does not match on the scope's day; `teams` holds the counts of each team by check.

    `missing_accounts` are the numbers on which is posted or granted this year though the budget does not hold them.
    """

    checks: tuple[Found, ...]
    loose: WithoutCase
    rejected: int
    missing_accounts: tuple[str, ...]
    teams: Mapping[str | None, Mapping[str, int]]

    def as_json(self) -> dict[str, Any]:
        counts = {one.check: one.count for one in self.checks}
        amount = str(self.loose.amount)
        return {
            **counts,
            NO_CASE: {"count": self.loose.postings, "amount": amount, "share": self.loose.share},
            "rejected_rows": self.rejected,
            "missing_accounts": list(self.missing_accounts),
            "checks": [one.as_json() for one in self.checks],
            "by_team": [{"team": team, **found} for team, found in self.teams.items()],
            "parts": [{"what": one.check, **_amount_and_count(one)} for one in self.checks],
        }


def _amount_and_count(one: Found) -> dict[str, Any]:
    told = {"amount": None if one.amount is None else str(one.amount), "count": one.count, "pct": one.share}
    return {key: value for key, value in told.items() if value is not None}


async def data_quality(session: AsyncSession, scope: Scope, *, team_id: int | None = None) -> DataQuality:
    """Every check on the scope's day, over the cases that count for the viewer and the sums of their teams."""
    day = scope.day
    books = await account_sums(session, scope, day, team_id=team_id, by_team=True)
    whole = together(books.values())
    spent = whole.sums.spent
    counts = {check: await _by_team(session, scope, checked(check, day), team_id) for check in (*OF_CASES, *OF_GRANTS)}
    unmatched, unmatched_amount = await _unmatched(session, scope, team_id)
    missing = _missing(books)
    loose = without_case(whole.without_case, whole.without_case_amount, spent)
    used = sum((sums.sums.spent for sums in missing.values()), Fraction(0))
    numbers = tuple(sorted({key.account for key in missing}))
    checks = (
        *(Found(check, sum(found.values())) for check, found in counts.items()),
        Found(NO_CASE, loose.postings, loose.amount, loose.share),
        Found(UNMATCHED, sum(unmatched.values()), rounded(unmatched_amount), percent(unmatched_amount, spent)),
        Found(NO_BUDGET, len(numbers), rounded(used), percent(used, spent)),
    )
    counts |= {UNMATCHED: unmatched, NO_CASE: _loose(books), NO_BUDGET: Counter(key.team_id for key in missing)}
    return DataQuality(checks, loose, await rejected_rows(session), numbers, await _named(session, counts))


def checked(check: str, day: dt.date) -> Select[*tuple[Any, ...]]:
    """The team of every case or grant that a check finds on the day; the select names Case and Ownership is joined.

    Which of them the viewer may see is for the caller to add.
    """
    if check in OF_CASES:
        empty = Ownership.staff_id.is_(None) if check == NO_CASEWORKER else ~_has_events(day)
        return select(Case.team_id).select_from(Case).where(open_on(day), empty)
    running = (Grant.start <= day, or_(Grant.stop.is_(None), Grant.stop >= day))
    of_grants = select(Case.team_id).select_from(Grant).join(Case, Case.id == Grant.case_id).where(*running)
    if check == NO_STOP:
        return of_grants.where(open_on(day), Grant.stop.is_(None))
    if check == ON_CLOSED:
        return of_grants.where(Case.closed <= day)
    long_ago = Grant.start < day - dt.timedelta(days=IDLE_DAYS)
    return of_grants.where(open_on(day), long_ago, ~_is_posted_on(day))


def unmatched(day: dt.date) -> Select[*tuple[Any, ...]]:
    """Team, number and kroner of the year's postings with a case but no grant covering their date and account."""
    covers = exists().where(
        Grant.case_id == Posting.case_id,
        Grant.account == Posting.account,
        Grant.start <= Posting.day,
        or_(Grant.stop.is_(None), Grant.stop >= Posting.day),
    )
    return (
        select(Case.team_id, func.count(), func.sum(Posting.amount))
        .select_from(Posting)
        .join(Case, Case.id == Posting.case_id)
        .where(existing(day), Posting.day.between(whole_year(day.year)[0], day), ~covers)
        .group_by(Case.team_id)
    )


def _has_events(day: dt.date) -> ColumnElement[bool]:
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.day <= day)


def _is_posted_on(day: dt.date) -> ColumnElement[bool]:
    return exists().where(
        Posting.case_id == Grant.case_id,
        Posting.account == Grant.account,
        Posting.day >= Grant.start,
        Posting.day <= day,
    )


async def _by_team(
    session: AsyncSession, scope: Scope, statement: Select[*tuple[Any, ...]], team_id: int | None
) -> Counter[int | None]:
    counted = visible(statement.add_columns(func.count()).group_by(Case.team_id), scope)
    if team_id is not None:
        counted = counted.where(Case.team_id == team_id)
    return Counter({row[0]: row[1] for row in await session.execute(counted)})


async def _unmatched(session: AsyncSession, scope: Scope, team_id: int | None) -> tuple[Counter[int | None], Decimal]:
    statement = visible(unmatched(scope.day), scope)
    if team_id is not None:
        statement = statement.where(Case.team_id == team_id)
    rows = list(await session.execute(statement))
    counts: Counter[int | None] = Counter({team: number for team, number, _ in rows})
    return counts, sum((amount for _, _, amount in rows), Decimal(0))


def _missing(books: Mapping[Key, AccountSums]) -> dict[Key, AccountSums]:
    """Accounts posted or granted on that their team's budget does not hold; what has no team looks in every team's."""
    budgeted = {key.account for key, sums in books.items() if sums.budgeted}
    return {
        key: sums
        for key, sums in books.items()
        if (sums.postings or any(sums.committed)) and not sums.budgeted
        if key.team_id is not None or key.account not in budgeted
    }


def _loose(books: Mapping[Key, AccountSums]) -> Counter[int | None]:
    counts: Counter[int | None] = Counter()
    for key, sums in books.items():
        counts[key.team_id] += sums.without_case
    return counts


async def _named(
    session: AsyncSession, counts: Mapping[str, Counter[int | None]]
) -> dict[str | None, Mapping[str, int]]:
    """The counts turned round: team by team, by name, what belongs to no team last; teams without a find left out."""
    names: dict[int | None, str | None] = {team.id: team.name for team in await all_teams(session)}
    names[None] = None
    told = {name: {check: found[team] for check, found in counts.items()} for team, name in names.items()}
    return {name: found for name, found in told.items() if any(found.values())}
