"""The remains of erased cases, without names: enough to keep the cases out and the sums of money right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base
from storage.schema.money import RATE


class ErasedCase(Base):
    """A case number that an import leaves out, as a keyed hash of it (storage/rights/tombstones.py)."""

    __tablename__ = "erased_case"
    __table_args__ = (CheckConstraint("reason IN ('forgotten', 'closed')", name="reason"),)

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    reason: Mapped[str]
    """forgotten: by command, for good; closed: long closed, and let in again if it is open again."""
    team_id: Mapped[int | None]
    """The team for its postings without one of their own; no foreign key, since the team may go before this row."""
    at: Mapped[dt.datetime]


class ErasedGrant(Base):
    """The number of a grant that an erased case had, as a keyed hash: a posting that names it names the citizen."""

    __tablename__ = "erased_grant"

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    case_hash: Mapped[bytes] = mapped_column(ForeignKey("erased_case.hash", ondelete="CASCADE"), index=True)


class KeptGrantDelta(Base):
    """What the grants of an erased case add to `grant_delta`: the sums of accounts stay as they were.

    By the case's hash, so that nothing counts twice should the case come back.
    """

    __tablename__ = "kept_grant_delta"

    case_hash: Mapped[bytes] = mapped_column(ForeignKey("erased_case.hash", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pace: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(RATE)
