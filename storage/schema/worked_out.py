"""Tables worked out from the exports when they land, and never edited by hand.

Half-open intervals that end at FOREVER while they run, so that any past day is one indexed comparison:
`since <= day < until`. They carry no foreign keys: they are written from the very rows they would point to, in the
same transaction, and a check of each row took an eighth of a big import.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Ownership(Base):
    """Who had the case when: gapless from 0001-01-01 to FOREVER, without overlaps; staff_id None = nobody."""

    __tablename__ = "ownership"
    __table_args__ = (Index("ix_ownership_staff_id_since", "staff_id", "since", "until"),)

    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[dt.date] = mapped_column(primary_key=True)
    until: Mapped[dt.date]
    staff_id: Mapped[str | None]


class Deadline(Base):
    """One deadline of one rule on one case: open on D = opened <= D < closed (domain.md §3)."""

    __tablename__ = "deadline"
    __table_args__ = (
        Index("ix_deadline_due_closed", "due", "closed", "opened"),
        Index("ix_deadline_closed", "closed"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger, index=True)
    rule: Mapped[str]
    opened: Mapped[dt.date]
    due: Mapped[dt.date]
    due_at: Mapped[dt.time | None]
    """Local wall-clock time for rules in hours, else None."""
    act_by: Mapped[dt.date]
    closed: Mapped[dt.date]
    outcome: Mapped[str | None]
    """None while open, else met | lapsed | superseded | case_closed."""
    in_time: Mapped[bool | None]
    """For `met`: done on or before due (instants compared for rules in hours where both carry a time)."""


class MilestoneStep(Base):
    """The change of a milestone on one day: reached(D) and covered(D), the open cases covered, are the sums up to D.

    It names no case, so that everyone sees the department's figures, protected cases counted in (domain.md §5).
    """

    __tablename__ = "milestone_step"

    milestone: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    reached: Mapped[int]
    covered: Mapped[int]
    """One for each case opened, less one for each closed."""
