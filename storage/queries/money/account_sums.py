"""What accounts come to, read from the sums that every import works out: budget, posted and committed by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.queries.reach import of_reached_teams
from storage.rules.access import Scope
from storage.rules.money import budget as rules
from storage.rules.money.budget import MONTHS, BudgetSums
from storage.rules.money.grant_cost import committed_days
from storage.rules.money.grant_delta import GrantPace, Window, windows
from storage.rules.money.shares import in_kroner, shares
from storage.rules.money.units import days_in, days_in_month, whole_year
from storage.schema import BudgetLine, GrantDelta, GrantMonth, PostingDay, PostingMonth


class AccountKey(NamedTuple):
    """An account's number, and the team where sums are kept apart by team (None: no team, or all of them)."""

    account: str
    team_id: int | None


def _nothing() -> list[int]:
    return [0] * MONTHS


@dataclass(slots=True)
class AccountSums:
    """One account's year as of a day, in shares of a krone by month, January first.

    `budgeted` = it has a budget line; `without_case` counts the postings tied to no case, `without_case_amount` is
    their sum in kroner.
    """

    budget: list[int] = field(default_factory=_nothing)
    spent: list[int] = field(default_factory=_nothing)
    committed: list[int] = field(default_factory=_nothing)
    budgeted: bool = False
    postings: int = 0
    without_case: int = 0
    without_case_amount: Decimal = Decimal(0)

    @property
    def sums(self) -> BudgetSums:
        """In kroner, exact."""
        return BudgetSums(
            tuple(in_kroner(month) for month in self.budget),
            in_kroner(sum(self.spent)),
            in_kroner(sum(self.committed)),
        )


def together(parts: Iterable[AccountSums]) -> AccountSums:
    """Several accounts or teams as one."""
    kept = list(parts)
    if len(kept) == 1:
        return kept[0]
    return AccountSums(
        budget=_added(one.budget for one in kept),
        spent=_added(one.spent for one in kept),
        committed=_added(one.committed for one in kept),
        budgeted=any(one.budgeted for one in kept),
        postings=sum(one.postings for one in kept),
        without_case=sum(one.without_case for one in kept),
        without_case_amount=sum((one.without_case_amount for one in kept), Decimal(0)),
    )


def _added(years: Iterable[list[int]]) -> list[int]:
    """Month by month."""
    return [sum(month) for month in zip(_nothing(), *years, strict=True)]


async def account_sums(
    session: AsyncSession, scope: Scope, day: dt.date, *, team_id: int | None = None, by_team: bool = False
) -> dict[AccountKey, AccountSums]:
    """Every account with a budget, postings or grants in the day's year within reach, protected cases included."""
    found: dict[AccountKey, AccountSums] = defaultdict(AccountSums)
    which = _Which(scope, team_id, by_team=by_team)
    await _add_budget(session, which, day.year, found)
    await _add_spent(session, which, day, found)
    await _add_committed(session, which, day, found)
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Which:
    """Which rows are summed, and what is kept apart."""

    scope: Scope
    team_id: int | None
    by_team: bool

    def keys(self, account: InstrumentedAttribute[str], team: Any) -> list[Any]:
        return [account, team] if self.by_team else [account]

    def rows(self, team: Any) -> list[ColumnElement[bool]]:
        conditions = [] if self.team_id is None else [team == self.team_id]
        return [of_reached_teams(self.scope, team), *conditions]

    def read(self, row: Any) -> tuple[AccountKey, Any]:
        """The row's key and its value."""
        width = 2 if self.by_team else 1
        return AccountKey(row[0], row[1] if self.by_team else None), row[width:]


async def _add_budget(session: AsyncSession, which: _Which, year: int, found: dict[AccountKey, AccountSums]) -> None:
    keys = which.keys(BudgetLine.account, BudgetLine.team_id)
    amount = func.sum(func.coalesce(BudgetLine.corrected, BudgetLine.adopted))
    statement = select(*keys, BudgetLine.month, amount).group_by(*keys, BudgetLine.month)
    lines: dict[AccountKey, list[rules.BudgetTerms]] = defaultdict(list)
    for row in await session.execute(statement.where(BudgetLine.year == year, *which.rows(BudgetLine.team_id))):
        key, (month, kroner) = which.read(row)
        lines[key].append(rules.BudgetTerms(month, kroner, None))
    for key, months in lines.items():
        found[key].budget, found[key].budgeted = rules.months_of(months), True


async def _add_spent(session: AsyncSession, which: _Which, day: dt.date, found: dict[AccountKey, AccountSums]) -> None:
    """Add what is posted: past months from their sums, the current month day by day."""
    month, of = day.replace(day=1), PostingMonth.month
    gone = _posted(which, PostingMonth, of).where(of >= whole_year(day.year)[0], of < month).group_by(of)
    runs = _posted(which, PostingDay, literal(month, Date)).where(PostingDay.day.between(month, day))
    for statement in (gone, runs):
        for row in await session.execute(statement):
            key, (first, amount, postings, without_case, without_case_amount) = which.read(row)
            account = found[key]
            account.spent[first.month - 1] += shares(amount)
            account.postings += postings
            account.without_case += without_case
            account.without_case_amount += without_case_amount


def _posted(
    which: _Which,
    table: type[PostingDay | PostingMonth],
    month: ColumnElement[dt.date] | InstrumentedAttribute[dt.date],
) -> Select[*tuple[Any, ...]]:
    keys = which.keys(table.account, table.team_id)
    summed = (table.amount, table.postings, table.without_case, table.without_case_amount)
    columns = (*keys, month, *(func.sum(column) for column in summed))
    return select(*columns).where(*which.rows(table.team_id)).group_by(*keys)


async def _add_committed(
    session: AsyncSession, which: _Which, day: dt.date, found: dict[AccountKey, AccountSums]
) -> None:
    """Add what is committed, month by month: the costs running when the month begins, and their changes in it."""
    ahead = committed_days(day)
    if ahead is None:
        return
    levels = await _levels(session, which, day)
    changes = await _changes(session, which, *ahead)
    months = {pace: _by_month(pace, *ahead) for pace in GrantPace}
    for key, pace in {*levels, *changes}:
        level, changed = levels.get((key, pace), 0), changes.get((key, pace), {})
        committed = found[key].committed
        for window in months[pace]:
            change, within = changed.get(window.first.month, (0, 0))
            # A share divides evenly by a week's and any month's days, so nothing is left over here.
            committed[window.first.month - 1] += (level * days_in(window.first, window.last) + within) // window.divisor
            level += change


def _by_month(pace: GrantPace, first: dt.date, last: dt.date) -> list[Window]:
    """The pace's windows, cut at the ends of months."""
    months = windows(GrantPace.MONTH, first, last)
    if pace == GrantPace.MONTH:
        return list(months)
    (whole,) = windows(pace, first, last)
    return [Window(month.first, month.last, whole.divisor) for month in months]


_Paced = tuple[AccountKey, GrantPace]


async def _levels(session: AsyncSession, which: _Which, day: dt.date) -> dict[_Paced, int]:
    """What the grants running on the day cost per day, week or month, in shares."""
    keys = which.keys(GrantDelta.account, GrantDelta.team_id)
    statement = (
        select(*keys, GrantDelta.pace, func.sum(GrantDelta.level))
        .where(GrantDelta.day <= day, GrantDelta.until > day, GrantDelta.pace != GrantPace.ONCE)
        .where(*which.rows(GrantDelta.team_id))
        .group_by(*keys, GrantDelta.pace)
    )
    found = {}
    for row in await session.execute(statement):
        key, (pace, level) = which.read(row)
        found[key, GrantPace(pace)] = shares(level)
    return found


async def _changes(
    session: AsyncSession, which: _Which, first: dt.date, last: dt.date
) -> dict[_Paced, dict[int, tuple[int, int]]]:
    """By month of [first, last]: how much the running cost changes, and the amount x days that follow in that month.

    In shares. A single payment changes no running cost: all of it falls in its month.
    """
    found: dict[_Paced, dict[int, tuple[int, int]]] = defaultdict(dict)
    begun = [] if first.day == 1 else [_of_rest_of_month(which, first)]
    for statement in (*begun, _of_months(which, first, last)):
        for row in await session.execute(statement):
            key, (pace, month, change, within) = which.read(row)
            found[key, GrantPace(pace)][month.month] = (shares(change), shares(within))
    return found


def _of_months(which: _Which, first: dt.date, last: dt.date) -> Select[*tuple[Any, ...]]:
    """The changes of the whole months of [first, last]."""
    keys = [*which.keys(GrantMonth.account, GrantMonth.team_id), GrantMonth.pace, GrantMonth.month]
    statement = select(*keys, func.sum(GrantMonth.change), func.sum(GrantMonth.within)).group_by(*keys)
    return statement.where(GrantMonth.month.between(first, last), *which.rows(GrantMonth.team_id))


def _of_rest_of_month(which: _Which, first: dt.date) -> Select[*tuple[Any, ...]]:
    """The changes from `first` to the end of its month."""
    keys = [*which.keys(GrantDelta.account, GrantDelta.team_id), GrantDelta.pace]
    last, once = first.replace(day=days_in_month(first)), GrantDelta.pace == GrantPace.ONCE
    change = case((once, 0), else_=GrantDelta.amount)
    days = case((once, 1), else_=literal(last, Date) - GrantDelta.day + 1)
    columns = (*keys, literal(first, Date), func.sum(change), func.sum(GrantDelta.amount * days))
    return select(*columns).where(GrantDelta.day.between(first, last), *which.rows(GrantDelta.team_id)).group_by(*keys)
