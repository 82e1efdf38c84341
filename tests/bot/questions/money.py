"""Money of the office: what grants, postings and a budget are written by hand, and summed as an import sums them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count

from sqlalchemy.ext.asyncio import AsyncSession

from storage.imports.money_sums import sum_money
from storage.imports.reconciled import reconcile
from storage.schema import BudgetLine, Grant, Posting

_numbers = count(1)


def kroner(amount: str) -> Decimal:
    """1.234,50 kroner as Decimal("1234.50")."""
    return Decimal(amount)


async def add_budget(
    session: AsyncSession, account: str, team: int, adopted: str, corrected: str | None = None, **more: int
) -> None:
    """A line of the budget of 2026, for the whole year unless another `month` or `year` is given."""
    given = {"year": 2026, "month": 0, **more}
    held = None if corrected is None else Decimal(corrected)
    session.add(BudgetLine(account=account, team_id=team, adopted=Decimal(adopted), corrected=held, **given))
    await session.flush()


async def add_posting(session: AsyncSession, account: str, day: dt.date, amount: str, **more: object) -> None:
    """A ledger line; `team_id` and `case_id` as given."""
    voucher = f"B{next(_numbers)}"
    session.add(Posting(voucher=voucher, line="", account=account, day=day, amount=Decimal(amount), **more))
    await session.flush()


async def add_grant(session: AsyncSession, account: str, case_id: int, price: str, **more: object) -> None:
    """A grant by the day from 1 January 2026, without end, unless told otherwise."""
    number = f"G{next(_numbers)}"
    given = {"measure": "Døgnophold", "unit": "døgn", "start": dt.date(2026, 1, 1), **more}
    session.add(Grant(number=number, account=account, case_id=case_id, unit_price=Decimal(price), **given))
    await session.flush()


async def summed(session: AsyncSession) -> None:
    """What an import does when it is done: the sums by day, and where the books do not match the cases."""
    await sum_money(session, {"posteringer", "indsatser"})
    await reconcile(session, {"posteringer", "indsatser"})
