"""The budget, what is spent and what is to be expected, by account (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.money.account_sums import AccountSums, Key, account_sums, together
from storage.queries.money.forecasts import Forecast, last_year, through_the_year
from storage.queries.teams import all_teams
from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.money.budget import Standing, periodised, standing
from storage.rules.money.grant_cost import committed_days
from storage.rules.money.shares import in_kroner
from storage.rules.money.units import days_in_month
from storage.rules.recovery.reconciliation import without_case
from storage.rules.rounding import rounded
from storage.schema import Account


@dataclass(frozen=True, slots=True)
class Line:
    """One account; `name` None where the chart of accounts lacks it, `in_budget` False without a budget line."""

    account: str
    name: str | None
    in_budget: bool
    standing: Standing

    def as_json(self) -> dict[str, Any]:
        return {
            "account": self.account,
            "name": self.name,
            "in_budget": self.in_budget,
            **standing_json(self.standing),
        }


class Month(NamedTuple):
    """Kroner from 1 January to `day`, the end of a month or the day asked about, where the line turns.

    `spent` is None after the day asked about, `forecast` before it.
    """

    day: dt.date
    periodised: Decimal
    spent: Decimal | None
    forecast: Decimal | None

    def as_json(self) -> dict[str, Any]:
        return _json(self._asdict())


@dataclass(frozen=True, slots=True)
class Part:
    """A figure's part: kroner or a number, and the days it is of."""

    what: str
    amount: Decimal | None = None
    count: int | None = None
    pct: float | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def as_json(self) -> dict[str, Any]:
        named = {**asdict(self), "from": self.since, "to": self.until}
        return _json({key: value for key, value in named.items() if value is not None and key not in _DAYS})


_DAYS = {"since", "until"}


@dataclass(frozen=True, slots=True)
class Budget:
    """Where the accounts within reach stand on `day`; `lines` hold what is not all zero, the furthest over first.

    `known` is False where the account named is none of the municipality's.
    """

    day: dt.date
    total: Standing
    lines: tuple[Line, ...]
    months: tuple[Month, ...]
    parts: tuple[Part, ...]
    last_year: Forecast | None
    forecasts: tuple[Forecast, ...]
    """Of a year that is over, the forecast at the end of each month, against what the year ended at."""
    known: bool
    groups: tuple[tuple[str | None, Standing], ...] | None = None

    def as_json(self) -> dict[str, Any]:
        facts = {
            "day": self.day.isoformat(),
            **standing_json(self.total),
            "known": self.known,
            "lines": [line.as_json() for line in self.lines],
            "months": [month.as_json() for month in self.months],
            "last_year": self.last_year.as_json() if self.last_year else None,
            "forecasts": [forecast.as_json() for forecast in self.forecasts],
            "parts": [part.as_json() for part in self.parts],
        }
        if self.groups is not None:
            facts["groups"] = [
                {"key": key, "total": str(group.forecast), **standing_json(group)} for key, group in self.groups
            ]
        return facts


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
        total=total,
        lines=_lines(accounts, chart, day),
        months=_months(whole, day),
        parts=_parts(whole, total, day),
        last_year=await last_year(session, scope, day, team_id=team_id, accounts=asked),
        forecasts=await through_the_year(session, scope, day.year, team_id=team_id, accounts=asked),
        known=asked is None or bool(asked),
        groups=await _groups(session, sums, day) if by_team else None,
    )


def by_account(sums: Mapping[Key, AccountSums]) -> dict[str, AccountSums]:
    """The sums of the teams of each account added."""
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


def _lines(
    accounts: Mapping[str, AccountSums], chart: Mapping[str, tuple[str, str | None]], day: dt.date
) -> tuple[Line, ...]:
    lines = [
        Line(number, chart[number][0] if number in chart else None, found.budgeted, standing(found.sums, day))
        for number, found in accounts.items()
    ]
    told = [line for line in lines if any((line.standing.budget, line.standing.spent, line.standing.committed))]
    return tuple(sorted(told, key=lambda line: (-line.standing.deviation, line.account)))


def _months(whole: AccountSums, day: dt.date) -> tuple[Month, ...]:
    """The ends of the year's months, and the day itself, where what is spent turns into what is to be expected."""
    ends = [dt.date(day.year, month, 1) for month in range(1, 13)]
    ends = [first.replace(day=days_in_month(first)) for first in ends]
    spent = [in_kroner(amount) for amount in accumulate(whole.spent)]
    ahead = [in_kroner(amount) for amount in accumulate(whole.committed)]
    budget = whole.sums.months
    points = [_month(end, day, spent[end.month - 1], ahead[end.month - 1], budget) for end in ends]
    here = Month(day, rounded(periodised(budget, day)), rounded(spent[-1]), rounded(spent[-1]))
    kept = [point for point in points if point.day != day]
    return tuple(sorted([*kept, here], key=lambda point: point.day))


def _month(end: dt.date, day: dt.date, spent: Fraction, ahead: Fraction, months: Sequence[Fraction]) -> Month:
    posted = rounded(spent) if end < day else None
    expected = rounded(spent + ahead) if end > day else None
    return Month(end, rounded(periodised(months, end)), posted, expected)


def _parts(whole: AccountSums, total: Standing, day: dt.date) -> tuple[Part, ...]:
    """What the figures are made of, in the order they are worked out."""
    first, ahead = dt.date(day.year, 1, 1), committed_days(day)
    loose = without_case(whole.without_case, whole.without_case_amount, whole.sums.spent)
    since, until = ahead or (None, None)
    return (
        Part("budget", total.budget, since=first, until=dt.date(day.year, 12, 31)),
        Part("periodised", total.periodised, since=first, until=day),
        Part("spent", total.spent, count=whole.postings, since=first, until=day),
        Part("without_case", loose.amount, count=loose.postings, pct=loose.share),
        Part("committed", total.committed, since=since, until=until),
        Part("forecast", total.forecast),
        Part("deviation", total.deviation),
    )


async def _groups(
    session: AsyncSession, sums: Mapping[Key, AccountSums], day: dt.date
) -> tuple[tuple[str | None, Standing], ...]:
    names = {team.id: team.name for team in await all_teams(session)}
    grouped: dict[int | None, list[AccountSums]] = {}
    for key, found in sums.items():
        grouped.setdefault(key.team_id, []).append(found)
    teams = [
        (None if team is None else names.get(team), standing(together(parts).sums, day))
        for team, parts in grouped.items()
    ]
    return tuple(sorted(teams, key=lambda team: (-team[1].deviation, team[0] or "")))


def standing_json(one: Standing) -> dict[str, Any]:
    """The fact keys of questions.md: kroner as strings, percentages as numbers."""
    return _json(asdict(one))


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
