"""Counts kept by day, for facts that carry no date; no case."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Snapshot(Base):
    """One team's open cases of one type on one day, protected ones apart; written once a day by whoever is first.

    The urgent flag and a category without review date have no date of their own, and the team, type and protection of a
    case have no history: a later import changes them, and only this table knows what they were.
    """

    __tablename__ = "snapshot"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    case_type: Mapped[str] = mapped_column(primary_key=True)
    protected: Mapped[bool] = mapped_column(primary_key=True)
    open_cases: Mapped[int]
    urgent: Mapped[int]
    red: Mapped[int]
    yellow: Mapped[int]
    green: Mapped[int]
    undated: Mapped[int]
    """Of red, yellow and green those whose review has no date."""
