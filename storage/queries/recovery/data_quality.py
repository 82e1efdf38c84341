"""Whether data and books are whole: what is missing or does not match, team by team (domain.md §8 and §10)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.recovery.data_quality import (
    CheckFound,
    CheckPart,
    DataQuality,
    DataQualityList,
    Find,
    LoosePostings,
    MissingAccount,
    TeamFound,
)
from storage.queries.money.account_sums import AccountKey, AccountSums, account_sums, together
from storage.queries.reach import reaches_a_team, visible
from storage.queries.recovery import mismatches
from storage.queries.recovery.mismatches import (
    IDLE,
    NO_CASE,
    NO_CASEWORKER,
    NO_EVENTS,
    NO_STOP,
    OF_CASES,
    OF_GRANTS,
    ON_CLOSED,
    UNMATCHED,
    found,
)
from storage.queries.sending.imports import rejected_lines, rejected_rows
from storage.queries.teams import all_teams
from storage.rules.access import Scope
from storage.rules.recovery.reconciliation import WithoutCase, without_case
from storage.rules.rounding import percent, rounded
from storage.schema import Account, Case, UnmatchedPosting

NO_BUDGET = "accounts_without_budget"
REJECTED = "rejected_rows"
CHECKS = (*OF_CASES, *OF_GRANTS, NO_CASE, UNMATCHED, NO_BUDGET, REJECTED)
MOST = 1_000
"""A hundred cards of ten: who needs more of a list wants all of it, as a file."""
IN_PRIVATE = "wrong_place"
"""A list is withheld from a channel: it tells what single cases get and cost."""
COUNTS_ONLY = "counts_only"
"""A list is withheld from viewers who may only count the cases."""
NO_REACH = "no_reach"
"""Postings without a case belong to teams: a viewer who reaches no team does not learn even whether there are any."""


async def data_quality(
    session: AsyncSession,
    scope: Scope,
    *,
    team_id: int | None = None,
    check: str | None = None,
    most: int | None = MOST,
) -> DataQuality:
    """Every check on the scope's day, over the cases that count for the viewer and the sums of their teams.

    `check` is one of CHECKS: the list behind it comes along, at most `most` lines of it (None = all).
    """
    found_now = await _found(session, scope, team_id)
    overview = _overview(found_now, await _named(session, found_now.by_team))
    total = found_now.totals.get(check or "")
    if check is None or total is None:
        return overview
    items = found_now.accounts[:most] if check == NO_BUDGET else await _items(session, scope, check, team_id, most)
    withheld = NO_REACH if check == NO_CASE and not reaches_a_team(scope) else _why_empty(check, total, items)
    return DataQualityList(**overview.values(), check=check, total=total, items=tuple(items), withheld=withheld)


@dataclass(frozen=True, slots=True)
class _FoundNow:
    """What every check finds; `by_team` by check."""

    checks: tuple[CheckFound, ...]
    loose: WithoutCase
    rejected: int
    accounts: Sequence[MissingAccount]
    by_team: Mapping[str, Counter[int | None]]

    @property
    def totals(self) -> dict[str, int]:
        return {one.check: one.count for one in self.checks} | {REJECTED: self.rejected}


def _overview(found_now: _FoundNow, by_team: tuple[TeamFound, ...]) -> DataQuality:
    count, loose = found_now.totals, found_now.loose
    return DataQuality(
        cases_without_caseworker=count[NO_CASEWORKER],
        cases_without_events=count[NO_EVENTS],
        grants_without_stop=count[NO_STOP],
        grants_on_closed_cases=count[ON_CLOSED],
        idle_grants=count[IDLE],
        postings_without_case=LoosePostings(loose.postings, loose.amount, loose.share),
        unmatched_postings=count[UNMATCHED],
        accounts_without_budget=count[NO_BUDGET],
        rejected_rows=found_now.rejected,
        missing_accounts=tuple(sorted(one.account for one in found_now.accounts)),
        checks=found_now.checks,
        by_team=by_team,
        parts=tuple(
            CheckPart(what=one.check, amount=one.amount, count=one.count, pct=one.share) for one in found_now.checks
        ),
    )


async def _found(session: AsyncSession, scope: Scope, team_id: int | None) -> _FoundNow:
    books = await account_sums(session, scope, scope.day, team_id=team_id, by_team=True)
    whole = together(books.values())
    spent = whole.sums.spent
    counts = {check: await _by_team(session, scope, check, team_id) for check in (*OF_CASES, *OF_GRANTS)}
    unmatched, unmatched_amount = await _unmatched(session, scope, team_id)
    missing = _missing(books)
    accounts = await _accounts(session, missing)
    loose = without_case(whole.without_case, whole.without_case_amount, spent)
    used = sum((sums.sums.spent for sums in missing.values()), Fraction(0))
    checks = (
        *(CheckFound(check, sum(of_teams.values())) for check, of_teams in counts.items()),
        CheckFound(NO_CASE, loose.postings, loose.amount, loose.share),
        _of_unmatched(scope, sum(unmatched.values()), unmatched_amount, spent),
        CheckFound(NO_BUDGET, len(accounts), rounded(used), percent(used, spent)),
    )
    by_team = counts | {UNMATCHED: unmatched, NO_CASE: _loose(books), NO_BUDGET: Counter(k.team_id for k in missing)}
    return _FoundNow(checks, loose, await rejected_rows(session), accounts, by_team)


def _of_unmatched(scope: Scope, count: int, amount: Decimal, spent: Fraction) -> CheckFound:
    """In a channel the amount of a single posting would be what one case costs: it is left out there."""
    if count == 1 and not scope.names_people:
        return CheckFound(UNMATCHED, count)
    return CheckFound(UNMATCHED, count, rounded(amount), percent(amount, spent))


async def _items(
    session: AsyncSession, scope: Scope, check: str, team_id: int | None, most: int | None
) -> Sequence[Find]:
    """The list behind any check but that of accounts."""
    if check == REJECTED:
        return await rejected_lines(session, most)
    if check in OF_CASES:
        return await mismatches.cases(session, scope, check, team_id=team_id, most=most)
    if check != NO_CASE and not scope.names_people:
        return ()
    listed = mismatches.grants if check in OF_GRANTS else mismatches.postings
    return await listed(session, scope, check, team_id=team_id, most=most)


def _why_empty(check: str, total: int, items: Sequence[Find]) -> str | None:
    if items or not total:
        return None
    return COUNTS_ONLY if check in OF_CASES else IN_PRIVATE


async def _by_team(session: AsyncSession, scope: Scope, check: str, team_id: int | None) -> Counter[int | None]:
    counted = visible(found(check, scope.day).add_columns(func.count()).group_by(Case.team_id), scope)
    if team_id is not None:
        counted = counted.where(Case.team_id == team_id)
    return Counter({row[0]: row[1] for row in await session.execute(counted)})


async def _unmatched(session: AsyncSession, scope: Scope, team_id: int | None) -> tuple[Counter[int | None], Decimal]:
    summed = (func.count(), func.sum(UnmatchedPosting.amount))
    statement = visible(found(UNMATCHED, scope.day).add_columns(*summed).group_by(Case.team_id), scope)
    if team_id is not None:
        statement = statement.where(Case.team_id == team_id)
    rows = list(await session.execute(statement))
    counts: Counter[int | None] = Counter({team: number for team, number, _ in rows})
    return counts, sum((amount for _, _, amount in rows), Decimal(0))


def _missing(books: Mapping[AccountKey, AccountSums]) -> dict[AccountKey, AccountSums]:
    """Accounts with postings or grants that their team's budget lacks; without a team, that every budget lacks."""
    budgeted = {key.account for key, sums in books.items() if sums.budgeted}
    return {
        key: sums
        for key, sums in books.items()
        if (sums.postings or any(sums.committed)) and not sums.budgeted
        if key.team_id is not None or key.account not in budgeted
    }


async def _accounts(session: AsyncSession, missing: Mapping[AccountKey, AccountSums]) -> list[MissingAccount]:
    """One line for each account, whatever the number of its teams, the largest amount first."""
    by_account: defaultdict[str, dict[int | None, AccountSums]] = defaultdict(dict)
    for key, sums in missing.items():
        by_account[key.account][key.team_id] = sums
    known = select(Account.number, Account.name).where(Account.number.in_(by_account))
    names = {row.number: row.name for row in await session.execute(known)}
    teams = {team.id: team.name for team in await all_teams(session)}
    accounts = [
        MissingAccount(
            number,
            names.get(number),
            tuple(sorted(teams[team] for team in of_teams if team is not None)),
            sum(sums.postings for sums in of_teams.values()),
            rounded(together(of_teams.values()).sums.spent),
        )
        for number, of_teams in by_account.items()
    ]
    return sorted(accounts, key=lambda one: (-abs(one.amount), one.account))


def _loose(books: Mapping[AccountKey, AccountSums]) -> Counter[int | None]:
    counts: Counter[int | None] = Counter()
    for key, sums in books.items():
        counts[key.team_id] += sums.without_case
    return counts


async def _named(session: AsyncSession, counts: Mapping[str, Counter[int | None]]) -> tuple[TeamFound, ...]:
    """The counts by team, by name; what belongs to no team comes last, and teams without a find are left out."""
    names: dict[int | None, str | None] = {team.id: team.name for team in await all_teams(session)}
    names[None] = None
    every = [TeamFound(name, **{check: found[team] for check, found in counts.items()}) for team, name in names.items()]
    return tuple(one for one in every if one.any)
