"""Money: accounts, the budget, grants and postings, and the sums worked out from them.

Amounts are kroner, exact decimals, never floats.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Numeric, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base

KRONER = Numeric(14, 2)
TOTAL = Numeric(20, 2)
"""Wide enough for the sum of any number of them."""
RATE = Numeric(28, 6)
"""A unit price times a quantity, exact."""


class Account(Base):
    __tablename__ = "account"

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    function: Mapped[str | None]
    """The chart of accounts' function, as 5.28.21."""


class Grant(Base):
    """A bevilling: what a measure costs, and for how long (domain.md §8)."""

    __tablename__ = "case_grant"
    __table_args__ = (
        CheckConstraint("unit IN ('døgn', 'uge', 'måned', 'time', 'gang')", name="unit"),
        CheckConstraint("performer IN ('intern', 'ekstern')", name="performer"),
        CheckConstraint("step BETWEEN 1 AND 7", name="step"),
        CheckConstraint("unit_price >= 0", name="unit_price"),
        CheckConstraint("quantity >= 0", name="quantity"),
        CheckConstraint("stop >= start", name="stop_after_start"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    measure: Mapped[str]
    paragraph: Mapped[str | None]
    step: Mapped[int | None] = mapped_column(SmallInteger)
    """The step of the ladder of measures, 1 to 7."""
    supplier: Mapped[str | None]
    performer: Mapped[str | None]
    unit: Mapped[str]
    """The word of storage.rules.money.units.PriceUnit."""
    unit_price: Mapped[Decimal] = mapped_column(KRONER)
    quantity: Mapped[Decimal] = mapped_column(Numeric(12, 4), server_default=text("1"))
    """Units at a time; for `time` the hours a week."""
    start: Mapped[dt.date]
    stop: Mapped[dt.date | None]
    """Its last day; None = without end."""
    account: Mapped[str]
    """Its number, which the chart of accounts need not hold."""


class Posting(Base):
    """A line of the ledger. Account and grant are kept as the export names them, known or not."""

    __tablename__ = "posting"
    __table_args__ = (Index("ix_posting_erased", "voucher", postgresql_where=text("erased")),)

    voucher: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(primary_key=True, server_default=text("''"))
    """Empty: none."""
    day: Mapped[dt.date] = mapped_column(index=True)
    account: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    """As exported; None = the team of its case, where it has one (`posting_day` holds the team that follows)."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id", ondelete="SET NULL"), index=True)
    """Found when the posting landed: by case number, else by grant, else by CPR."""
    grant_number: Mapped[str | None]
    amount: Mapped[Decimal] = mapped_column(KRONER)
    """Negative: income."""
    erased: Mapped[bool] = mapped_column(server_default=text("false"))
    """Of a case that was erased: it names no case for that reason, and nobody need look for one."""


class BudgetLine(Base):
    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("month BETWEEN 0 AND 12", name="month"),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)
    month: Mapped[int] = mapped_column(SmallInteger, primary_key=True, server_default=text("0"))
    """0: the whole year, spread evenly."""
    adopted: Mapped[Decimal] = mapped_column(KRONER)
    corrected: Mapped[Decimal | None] = mapped_column(KRONER)
    """Where given, it counts instead of the adopted one."""


class PostingDay(Base):
    """What was posted on an account and a team in one day; worked out when postings land.

    It names no case, so that sums of accounts include protected cases (domain.md §9). `day <= D < until` picks one row
    for each account and team, and its `to_date` is what was posted from 1 January up to D.
    """

    __tablename__ = "posting_day"
    __table_args__ = (
        Index("uq_posting_day", "day", "account", "team_id", unique=True, postgresql_nulls_not_distinct=True),
        Index("ix_posting_day_until", "until", "day"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    day: Mapped[dt.date]
    account: Mapped[str]
    team_id: Mapped[int | None]
    """The posting's team, else its case's; None = neither."""
    amount: Mapped[Decimal] = mapped_column(TOTAL)
    postings: Mapped[int]
    without_case: Mapped[int]
    """How many of the postings have no case."""
    without_case_amount: Mapped[Decimal] = mapped_column(TOTAL)
    to_date: Mapped[Decimal] = mapped_column(TOTAL)
    """All that is posted from 1 January to this day, included."""
    until: Mapped[dt.date]
    """The next day of the year that something is posted on, else 1 January."""


class PostingMonth(Base):
    """`posting_day` added up by calendar month, so that a year is a small read: whole months here, the rest by day."""

    __tablename__ = "posting_month"
    __table_args__ = (
        Index("uq_posting_month", "month", "account", "team_id", unique=True, postgresql_nulls_not_distinct=True),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    month: Mapped[dt.date]
    """Its first day."""
    account: Mapped[str]
    team_id: Mapped[int | None]
    amount: Mapped[Decimal] = mapped_column(TOTAL)
    postings: Mapped[int]
    without_case: Mapped[int]
    without_case_amount: Mapped[Decimal] = mapped_column(TOTAL)


class GrantDelta(Base):
    """From `day` on the running cost of an account and a team is `amount` higher (storage/rules/money/grant_delta.py).

    It names no case, so that sums of accounts include protected cases (domain.md §9). `day <= D < until` picks one row
    for each account, team and pace, and its `level` is what they cost a day, week or month on D. A single payment has
    its whole amount as the level of its one day.
    """

    __tablename__ = "grant_delta"
    __table_args__ = (
        CheckConstraint("pace IN ('day', 'week', 'month', 'once')", name="pace"),
        Index("ix_grant_delta_until", "until", "day"),
    )

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pace: Mapped[str] = mapped_column(primary_key=True)
    """The word of storage.rules.money.grant_delta.GrantPace."""
    amount: Mapped[Decimal] = mapped_column(RATE)
    """Price times quantity, negative on the day after a grant's last."""
    level: Mapped[Decimal] = mapped_column(RATE)
    """The sum of the amounts up to this day, included."""
    until: Mapped[dt.date]
    """The next day on which the level changes, else FOREVER."""


class GrantMonth(Base):
    """`grant_delta` added up by calendar month, so that a year ahead is a small read."""

    __tablename__ = "grant_month"
    __table_args__ = (CheckConstraint("pace IN ('day', 'week', 'month', 'once')", name="pace"),)

    month: Mapped[dt.date] = mapped_column(primary_key=True)
    """Its first day."""
    account: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pace: Mapped[str] = mapped_column(primary_key=True)
    change: Mapped[Decimal] = mapped_column(RATE)
    """How much higher the level is at the month's end than before it; a single payment does not change it."""
    within: Mapped[Decimal] = mapped_column(RATE)
    """Each change times the days from it to the month's end, both counted; a single payment counts one day."""


class ForecastKept(Base):
    """The forecast of one day, kept because later postings change what it was made from."""

    __tablename__ = "forecast_kept"
    __table_args__ = (
        Index("uq_forecast_kept", "day", "account", "team_id", unique=True, postgresql_nulls_not_distinct=True),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    day: Mapped[dt.date]
    account: Mapped[str]
    team_id: Mapped[int | None]
    """None: postings without any team."""
    budget: Mapped[Decimal] = mapped_column(TOTAL)
    spent: Mapped[Decimal] = mapped_column(TOTAL)
    committed: Mapped[Decimal] = mapped_column(TOTAL)
    forecast: Mapped[Decimal] = mapped_column(TOTAL)
