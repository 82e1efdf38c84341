"""The budget, the spending and the forecast, by account (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.budget import AccountStanding, Budget, BudgetMonth, BudgetPart, TeamStanding
from storage.queries.money.account_sums import AccountKey, AccountSums, account_sums, together
from storage.queries.money.forecasts import last_year, through_the_year
from storage.queries.teams import all_teams
from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.money.budget import BudgetStanding, periodised, standing
from storage.rules.money.grant_cost import committed_days
from storage.rules.money.shares import in_kroner
from storage.rules.money.units import days_in_month
from storage.rules.recovery.reconciliation import without_case
from storage.rules.rounding import rounded
from storage.schema import Account

FURTHEST = 5
"""How many of the accounts furthest over are named."""


async def budget(
    session: AsyncSession,
    scope: Scope,
    *,
    until: dt.date | None = None,
    team_id: int | None = None,
    account: str | None = None,
    by_team: bool = False,
) -> Budget:
    """The whole year's budget against the accounts as of min(until, the scope's day).

    `account` is a number, a function, or words of a name; `by_team` adds the same figures team by team.
    """
    day = min(until or scope.day, scope.day)
    sums = await account_sums(session, scope, day, team_id=team_id, by_team=by_team)
    chart = await _chart_of_accounts(session)
    asked = None if account is None else meant_by(account, {*chart, *(key.account for key in sums)}, chart)
    if asked is not None:
        sums = {key: found for key, found in sums.items() if key.account in asked}
    accounts = by_account(sums)
    whole = together(accounts.values())
    total = standing(whole.sums, day)
    return Budget(
        day=day,
        **total.figures(),
        known=asked is None or bool(asked),
        lines=_lines(accounts, chart, day),
        months=_months(whole, day),
        last_year=await last_year(session, scope, day, team_id=team_id, accounts=asked),
        forecasts=await through_the_year(session, scope, day.year, team_id=team_id, accounts=asked),
        parts=_parts(whole, total, day),
        groups=await _groups(session, sums, day) if by_team else None,
    )


def by_account(sums: Mapping[AccountKey, AccountSums]) -> dict[str, AccountSums]:
    """The sums by account, those of its teams added together."""
    grouped: dict[str, list[AccountSums]] = {}
    for key, found in sums.items():
        grouped.setdefault(key.account, []).append(found)
    return {account: together(parts) for account, parts in grouped.items()}


def meant_by(wanted: str, numbers: Iterable[str], chart: Mapping[str, tuple[str, str | None]]) -> frozenset[str]:
    """The accounts that a number, a function (5.28 holds 5.28.21 too) or words of a name mean; or none."""
    known = frozenset(numbers)
    word = wanted.strip()
    if word in known:
        return frozenset({word})
    named = {number: chart[number] for number in known if number in chart}
    head = f"{word.rstrip('.')}."
    within = frozenset(number for number, (_, function) in named.items() if f"{function}.".startswith(head))
    return within or naming.pick(word, {number: name for number, (name, _) in named.items()})


async def _chart_of_accounts(session: AsyncSession) -> dict[str, tuple[str, str | None]]:
    rows = await session.execute(select(Account.number, Account.name, Account.function))
    return {number: (name, function) for number, name, function in rows}


def furthest_over(lines: Iterable[AccountStanding]) -> tuple[AccountStanding, ...]:
    """The accounts above their budget that are named, of lines with the furthest over first."""
    return tuple(line for line in lines if line.deviation > 0)[:FURTHEST]


def _lines(
    accounts: Mapping[str, AccountSums], chart: Mapping[str, tuple[str, str | None]], day: dt.date
) -> tuple[AccountStanding, ...]:
    lines = [
        AccountStanding(
            account=number,
            name=chart[number][0] if number in chart else None,
            in_budget=found.budgeted,
            **standing(found.sums, day).figures(),
        )
        for number, found in accounts.items()
    ]
    used = [line for line in lines if any((line.budget, line.spent, line.committed))]
    return tuple(sorted(used, key=lambda line: (-line.deviation, line.account)))


def _months(whole: AccountSums, day: dt.date) -> tuple[BudgetMonth, ...]:
    """The ends of the year's months, and the day itself, where spending turns into forecast."""
    ends = [dt.date(day.year, month, 1) for month in range(1, 13)]
    ends = [first.replace(day=days_in_month(first)) for first in ends]
    spent = [in_kroner(amount) for amount in accumulate(whole.spent)]
    ahead = [in_kroner(amount) for amount in accumulate(whole.committed)]
    budget = whole.sums.months
    points = [_month(end, day, spent[end.month - 1], ahead[end.month - 1], budget) for end in ends]
    here = BudgetMonth(day, rounded(periodised(budget, day)), rounded(spent[-1]), rounded(spent[-1]))
    kept = [point for point in points if point.day != day]
    return tuple(sorted([*kept, here], key=lambda point: point.day))


def _month(end: dt.date, day: dt.date, spent: Fraction, ahead: Fraction, months: Sequence[Fraction]) -> BudgetMonth:
    posted = rounded(spent) if end < day else None
    expected = rounded(spent + ahead) if end > day else None
    return BudgetMonth(end, rounded(periodised(months, end)), posted, expected)


def _parts(whole: AccountSums, total: BudgetStanding, day: dt.date) -> tuple[BudgetPart, ...]:
    """What the figures are made of, in the order they are worked out."""
    first, ahead = dt.date(day.year, 1, 1), committed_days(day)
    loose = without_case(whole.without_case, whole.without_case_amount, whole.sums.spent)
    since, until = ahead or (None, None)
    return (
        BudgetPart("budget", total.budget, since=first, until=dt.date(day.year, 12, 31)),
        BudgetPart("periodised", total.periodised, since=first, until=day),
        BudgetPart("spent", total.spent, count=whole.postings, since=first, until=day),
        BudgetPart("without_case", loose.amount, count=loose.postings, pct=loose.share),
        BudgetPart("committed", total.committed, since=since, until=until),
        BudgetPart("forecast", total.forecast),
        BudgetPart("deviation", total.deviation),
    )


async def _groups(
    session: AsyncSession, sums: Mapping[AccountKey, AccountSums], day: dt.date
) -> tuple[TeamStanding, ...]:
    names = {team.id: team.name for team in await all_teams(session)}
    grouped: dict[int | None, list[AccountSums]] = {}
    for key, found in sums.items():
        grouped.setdefault(key.team_id, []).append(found)
    teams = []
    for team, parts in grouped.items():
        stands = standing(together(parts).sums, day)
        name = None if team is None else names.get(team)
        teams.append(TeamStanding(key=name, total=stands.forecast, **stands.figures()))
    return tuple(sorted(teams, key=lambda team: (-team.deviation, team.key or "")))
