"""Whether data and books are whole: what is missing or does not match, team by team (domain.md §8 and §10)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.money.account_sums import AccountSums, Key, account_sums, together
from storage.queries.reach import reaches_a_team, visible
from storage.queries.recovery import mismatches
from storage.queries.recovery.mismatches import NO_CASE, OF_CASES, OF_GRANTS, UNMATCHED, Item, found
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
"""A list is withheld from who is told the number of cases alone."""
NO_REACH = "no_reach"
"""Postings without a case are of teams: who reaches none is told neither how many nor that there are none."""


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


class MissingAccount(NamedTuple):
    """An account that the budget lacks: its name where the chart of accounts knows it, and what is posted on it."""

    account: str
    name: str | None
    teams: tuple[str, ...]
    postings: int
    amount: Decimal

    def as_json(self) -> dict[str, Any]:
        return {**self._asdict(), "teams": list(self.teams), "amount": str(self.amount)}


@dataclass(frozen=True, slots=True)
class Listing:
    """The list behind one check: `total` is what the check counts; `items` the first of them, or all.

    `withheld` says why it is empty although there is something: wrong_place, counts_only or no_reach; else None.
    """

    check: str
    total: int
    items: Sequence[Item]
    withheld: str | None = None

    def as_json(self) -> dict[str, Any]:
        items = [item.as_json() for item in self.items]
        return {"check": self.check, "total": self.total, "items": items, "withheld": self.withheld}


@dataclass(frozen=True, slots=True)
class DataQuality:
    """What is missing or does not match on the scope's day; `teams` holds the counts of each team by check.

    `missing_accounts` are the numbers on which is posted or granted this year though the budget does not hold them.
    `listing` is the list behind the check that was asked about.
    """

    checks: tuple[Found, ...]
    loose: WithoutCase
    rejected: int
    missing_accounts: tuple[str, ...]
    teams: Mapping[str | None, Mapping[str, int]]
    listing: Listing | None = None

    def as_json(self) -> dict[str, Any]:
        counts = {one.check: one.count for one in self.checks}
        amount = str(self.loose.amount)
        return {
            **counts,
            NO_CASE: {"count": self.loose.postings, "amount": amount, "share": self.loose.share},
            REJECTED: self.rejected,
            "missing_accounts": list(self.missing_accounts),
            "checks": [one.as_json() for one in self.checks],
            "by_team": [{"team": team, **found} for team, found in self.teams.items()],
            "parts": [{"what": one.check, **_amount_and_count(one)} for one in self.checks],
            **({} if self.listing is None else self.listing.as_json()),
        }


def _amount_and_count(one: Found) -> dict[str, Any]:
    told = {"amount": None if one.amount is None else str(one.amount), "count": one.count, "pct": one.share}
    return {key: value for key, value in told.items() if value is not None}


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
    listing = None
    if check in found_now.totals:
        items = found_now.accounts[:most] if check == NO_BUDGET else await _items(session, scope, check, team_id, most)
        listing = _listing(check, found_now.totals[check], items)
        if check == NO_CASE and not reaches_a_team(scope):
            listing = replace(listing, withheld=NO_REACH)
    return DataQuality(
        found_now.checks,
        found_now.loose,
        found_now.rejected,
        tuple(sorted(one.account for one in found_now.accounts)),
        await _named(session, found_now.by_team),
        listing,
    )


@dataclass(frozen=True, slots=True)
class _FoundNow:
    """What every check finds; `by_team` by check."""

    checks: tuple[Found, ...]
    loose: WithoutCase
    rejected: int
    accounts: Sequence[MissingAccount]
    by_team: Mapping[str, Counter[int | None]]

    @property
    def totals(self) -> dict[str, int]:
        return {one.check: one.count for one in self.checks} | {REJECTED: self.rejected}


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
        *(Found(check, sum(of_teams.values())) for check, of_teams in counts.items()),
        Found(NO_CASE, loose.postings, loose.amount, loose.share),
        _of_unmatched(scope, sum(unmatched.values()), unmatched_amount, spent),
        Found(NO_BUDGET, len(accounts), rounded(used), percent(used, spent)),
    )
    by_team = counts | {UNMATCHED: unmatched, NO_CASE: _loose(books), NO_BUDGET: Counter(k.team_id for k in missing)}
    return _FoundNow(checks, loose, await rejected_rows(session), accounts, by_team)


def _of_unmatched(scope: Scope, count: int, amount: Decimal, spent: Fraction) -> Found:
    """In a channel the amount of a single posting would be what one case costs: there it is not told."""
    if count == 1 and not scope.names_people:
        return Found(UNMATCHED, count)
    return Found(UNMATCHED, count, rounded(amount), percent(amount, spent))


async def _items(
    session: AsyncSession, scope: Scope, check: str, team_id: int | None, most: int | None
) -> Sequence[Item]:
    """The list behind a check, but that of accounts."""
    if check == REJECTED:
        return await rejected_lines(session, most)
    if check in OF_CASES:
        return await mismatches.cases(session, scope, check, team_id=team_id, most=most)
    if check != NO_CASE and not scope.names_people:
        return ()
    listed = mismatches.grants if check in OF_GRANTS else mismatches.postings
    return await listed(session, scope, check, team_id=team_id, most=most)


def _listing(check: str, total: int, items: Sequence[Item]) -> Listing:
    withheld = None
    if total and not items:
        withheld = COUNTS_ONLY if check in OF_CASES else IN_PRIVATE
    return Listing(check, total, items, withheld)


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


def _missing(books: Mapping[Key, AccountSums]) -> dict[Key, AccountSums]:
    """Accounts posted or granted on that their team's budget does not hold; what has no team looks in every team's."""
    budgeted = {key.account for key, sums in books.items() if sums.budgeted}
    return {
        key: sums
        for key, sums in books.items()
        if (sums.postings or any(sums.committed)) and not sums.budgeted
        if key.team_id is not None or key.account not in budgeted
    }


async def _accounts(session: AsyncSession, missing: Mapping[Key, AccountSums]) -> list[MissingAccount]:
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
