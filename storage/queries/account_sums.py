"""What accounts come to, read from the sums that every import works out: budget, posted and committed by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, case, cast, extract, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.queries.reach import of_reached_teams
from storage.rules import budget as rules
from storage.rules.access import Scope
from storage.rules.budget import MONTHS, Sums
from storage.rules.grant_cost import committed_days, divided
from storage.rules.grant_delta import Pace, Window, windows
from storage.rules.units import days_in, whole_year
from storage.schema import BudgetLine, GrantDelta, PostingDay, PostingMonth

NOTHING = (Fraction(0),) * MONTHS
MONTH_LENGTH = text("interval '1 month'")


class Key(NamedTuple):
    """An account's number, and the team where sums are kept apart by team (None: no team, or all of them)."""

    account: str
    team_id: int | None


@dataclass(slots=True)
class AccountSums:
    """One account's year as of a day, exact kroner for each month, January first; budgeted = it has a budget line.

    `without_case` counts the postings tied to no case, `without_case_amount` what they come to.
    """

    budget: tuple[Fraction, ...] = NOTHING
    spent: list[Decimal] = field(default_factory=lambda: [Decimal(0)] * MONTHS)
    committed: list[Fraction] = field(default_factory=lambda: list(NOTHING))
    budgeted: bool = False
    postings: int = 0
    without_case: int = 0
    without_case_amount: Decimal = Decimal(0)

    @property
    def sums(self) -> Sums:
        return Sums(self.budget, Fraction(sum(self.spent)), _added(self.committed))


def together(parts: Iterable[AccountSums]) -> AccountSums:
    """Several accounts or teams as one."""
    kept = list(parts)
    if len(kept) == 1:
        return kept[0]
    return AccountSums(
        budget=tuple(_added(one.budget[m] for one in kept) for m in range(MONTHS)),
        spent=[sum((one.spent[m] for one in kept), Decimal(0)) for m in range(MONTHS)],
        committed=[_added(one.committed[m] for one in kept) for m in range(MONTHS)],
        budgeted=any(one.budgeted for one in kept),
        postings=sum(one.postings for one in kept),
        without_case=sum(one.without_case for one in kept),
        without_case_amount=sum((one.without_case_amount for one in kept), Decimal(0)),
    )


def _added(amounts: Iterable[Fraction]) -> Fraction:
    """The sum; most months of most accounts are nothing, and adding fractions is slow."""
    return sum((amount for amount in amounts if amount), Fraction(0))


async def account_sums(
    session: AsyncSession, scope: Scope, day: dt.date, *, team_id: int | None = None, by_team: bool = False
) -> dict[Key, AccountSums]:
    """Every account with a budget, postings or grants in the day's year within reach, protected cases included."""
    found: dict[Key, AccountSums] = defaultdict(AccountSums)
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
        asked = [] if self.team_id is None else [team == self.team_id]
        return [of_reached_teams(self.scope, team), *asked]

    def read(self, row: Any) -> tuple[Key, Any]:
        """The row's key and what stands behind it."""
        width = 2 if self.by_team else 1
        return Key(row[0], row[1] if self.by_team else None), row[width:]


async def _add_budget(session: AsyncSession, which: _Which, year: int, found: dict[Key, AccountSums]) -> None:
    keys = which.keys(BudgetLine.account, BudgetLine.team_id)
    amount = func.sum(func.coalesce(BudgetLine.corrected, BudgetLine.adopted))
    statement = select(*keys, BudgetLine.month, amount).group_by(*keys, BudgetLine.month)
    lines: dict[Key, list[rules.BudgetLine]] = defaultdict(list)
    for row in await session.execute(statement.where(BudgetLine.year == year, *which.rows(BudgetLine.team_id))):
        key, (month, kroner) = which.read(row)
        lines[key].append(rules.BudgetLine(month, kroner, None))
    for key, months in lines.items():
        found[key].budget, found[key].budgeted = rules.months_of(months), True


async def _add_spent(session: AsyncSession, which: _Which, day: dt.date, found: dict[Key, AccountSums]) -> None:
    """The months gone by as they are added up, and the days of the month that runs."""
    first, month = whole_year(day.year)[0], day.replace(day=1)
    gone = (PostingMonth, PostingMonth.month, PostingMonth.month >= first, PostingMonth.month < month)
    runs = (PostingDay, PostingDay.day, PostingDay.day >= month, PostingDay.day <= day)
    for table, date, *days in (gone, runs):
        await _add_postings(session, which, table, extract("month", date), days, found)


async def _add_postings(
    session: AsyncSession,
    which: _Which,
    table: type[PostingDay | PostingMonth],
    month: ColumnElement[Any],
    days: Sequence[ColumnElement[bool]],
    found: dict[Key, AccountSums],
) -> None:
    keys = which.keys(table.account, table.team_id)
    summed = (table.amount, table.postings, table.without_case, table.without_case_amount)
    statement: Select[*tuple[Any, ...]] = (
        select(*keys, month, *(func.sum(column) for column in summed))
        .where(*days, *which.rows(table.team_id))
        .group_by(*keys, month)
    )
    for row in await session.execute(statement):
        key, (number, amount, postings, without_case, without_case_amount) = which.read(row)
        account = found[key]
        account.spent[int(number) - 1] += amount
        account.postings += int(postings)
        account.without_case += int(without_case)
        account.without_case_amount += without_case_amount


async def _add_committed(session: AsyncSession, which: _Which, day: dt.date, found: dict[Key, AccountSums]) -> None:
    """Month by month what the running costs come to: what ran on when the month began, and what changed in it."""
    ahead = committed_days(day)
    if ahead is None:
        return
    first, last = ahead
    levels = await _levels(session, which, day)
    changes = await _changes(session, which, first, last)
    for key, pace in {*levels, *changes}:
        level, changed = levels.get((key, pace), Decimal(0)), changes.get((key, pace), {})
        for window in _by_month(pace, first, last):
            change, within = changed.get(window.first.month, (Decimal(0), Decimal(0)))
            amount = level * days_in(window.first, window.last) + within
            found[key].committed[window.first.month - 1] += divided([(amount, window.divisor)])
            level += change


def _by_month(pace: Pace, first: dt.date, last: dt.date) -> list[Window]:
    """The pace's windows, cut at the ends of months."""
    months = windows(Pace.MONTH, first, last)
    if pace == Pace.MONTH:
        return list(months)
    (whole,) = windows(pace, first, last)
    return [Window(month.first, month.last, whole.divisor) for month in months]


_Paced = tuple[Key, Pace]


async def _levels(session: AsyncSession, which: _Which, day: dt.date) -> dict[_Paced, Decimal]:
    """What runs on the day costs a day, week or month."""
    keys = which.keys(GrantDelta.account, GrantDelta.team_id)
    statement = (
        select(*keys, GrantDelta.pace, func.sum(GrantDelta.level))
        .where(GrantDelta.day <= day, GrantDelta.until > day, GrantDelta.pace != Pace.ONCE)
        .where(*which.rows(GrantDelta.team_id))
        .group_by(*keys, GrantDelta.pace)
    )
    found = {}
    for row in await session.execute(statement):
        key, (pace, level) = which.read(row)
        found[key, Pace(pace)] = level
    return found


async def _changes(
    session: AsyncSession, which: _Which, first: dt.date, last: dt.date
) -> dict[_Paced, dict[int, tuple[Decimal, Decimal]]]:
    """By month of [first, last] how much the running cost changes, and amount x days that come of it in that month.

    What is paid once changes nothing that runs on: all of it falls in its month.
    """
    keys = which.keys(GrantDelta.account, GrantDelta.team_id)
    once, month = GrantDelta.pace == Pace.ONCE, extract("month", GrantDelta.day)
    statement: Select[*tuple[Any, ...]] = (
        select(
            *keys,
            GrantDelta.pace,
            month,
            func.sum(case((once, 0), else_=GrantDelta.amount)),
            func.sum(GrantDelta.amount * case((once, 1), else_=_days_left())),
        )
        .where(GrantDelta.day.between(first, last), *which.rows(GrantDelta.team_id))
        .group_by(*keys, GrantDelta.pace, month)
    )
    found: dict[_Paced, dict[int, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for row in await session.execute(statement):
        key, (pace, number, change, within) = which.read(row)
        found[key, Pace(pace)][int(number)] = (change, within)
    return found


def _days_left() -> ColumnElement[Any]:
    """Days from the change to the end of its month, both counted."""
    next_month = cast(func.date_trunc("month", GrantDelta.day) + MONTH_LENGTH, Date)
    return next_month - GrantDelta.day
