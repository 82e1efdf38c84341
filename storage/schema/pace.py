"""How fast the bot posts, over all processes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class PaceKept(Base):
    """One limit of one conversation or tenant (storage/rules/sending/pace.py), and when it lets a full burst through.

    Unlogged: after a crash it is empty, and by then the windows it kept are over, or nearly.
    """

    __tablename__ = "pace_kept"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    place: Mapped[str] = mapped_column(primary_key=True)
    every: Mapped[float] = mapped_column(primary_key=True)
    """Seconds between two posts, once the burst is spent."""
    full_at: Mapped[dt.datetime] = mapped_column(index=True)
