"""What is kept by day because nothing dates it: counts alone, no case."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Snapshot(Base):
    """One team's open cases of one type on one day, protected ones apart; written once a day by whoever is first.

    The urgent flag and a category without review date carry no day of their own, a team, a type and the protection of a
    case no history: a later import changes them, and what they were is known only from here.
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
