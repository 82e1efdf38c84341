"""Where the books do not match the cases: worked out when postings or grants land, so that asking is a small read.

Like `storage.schema.worked_out` they carry no foreign keys, and are never edited by hand.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base
from storage.schema.money import KRONER


class UnmatchedPosting(Base):
    """A posting with a case, but no grant of it that covers its day and account (domain.md §8)."""

    __tablename__ = "unmatched_posting"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    voucher: Mapped[str]
    line: Mapped[str]
    day: Mapped[dt.date] = mapped_column(index=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Decimal] = mapped_column(KRONER)


class IdleGrant(Base):
    """A grant that nothing is posted on (domain.md §10): idle on D = since <= D < until, while its case is open.

    A grant posted on in time has no row.
    """

    __tablename__ = "idle_grant"
    __table_args__ = (Index("ix_idle_grant_until_since", "until", "since"),)

    grant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[dt.date]
    """The first day on which it has run for more than 45 days."""
    until: Mapped[dt.date]
    """The day of its first posting, or the day after its last; FOREVER where it has neither."""
