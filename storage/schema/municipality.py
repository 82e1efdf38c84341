"""The municipality, as the exports describe it: teams, people, cases and what happened on them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    department: Mapped[str | None]
    band_low: Mapped[int | None]
    band_high: Mapped[int | None]


class Staff(Base):
    __tablename__ = "staff"
    __table_args__ = (Index("uq_staff_email", text("lower(email)"), unique=True),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    entra_id: Mapped[str | None] = mapped_column(unique=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    roles: Mapped[list[str]]
    """Any of caseworker, coordinator, leader, controller, admin."""
    newly_qualified: Mapped[bool] = mapped_column(server_default=text("false"))
    left_on: Mapped[dt.date | None]
    language: Mapped[str | None]


class TeamLeader(Base):
    __tablename__ = "team_leader"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)


class Case(Base):
    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("closed >= opened", name="closed_after_opened"),
        CheckConstraint("category IN ('red', 'yellow', 'green')", name="category"),
        # For row security: which cases count for nobody but their own caseworker and leader.
        Index("ix_case_file_protected", "id", postgresql_where=text("protected")),
        Index("ix_case_file_closed", "closed", postgresql_where=text("closed IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    cpr_hash: Mapped[bytes | None] = mapped_column(index=True)
    """HMAC-SHA-256 of the CPR under CPR_KEY; the number itself is kept nowhere."""
    birth_date: Mapped[dt.date | None]
    case_type: Mapped[str]
    """The Danish word of the export, small letters: anbringelse, forebyggende, …"""
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    caseworker_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """`sager.rådgiver`: holds where no `assignment` covers the day. Ask `ownership`, not this column."""
    opened: Mapped[dt.date]
    closed: Mapped[dt.date | None]
    urgent: Mapped[bool] = mapped_column(server_default=text("false"))
    protected: Mapped[bool] = mapped_column(server_default=text("false"))
    category: Mapped[str | None]
    concern: Mapped[int | None] = mapped_column(SmallInteger)
    reviewed: Mapped[dt.date | None]
    restored: Mapped[dt.date | None]
    reported_done: Mapped[dt.date | None]
    audited: Mapped[dt.date | None]
    audit_outcome: Mapped[str | None]
    """approved or more_action."""


class Assignment(Base):
    """`rådgiverskift` as exported; `until` is the row's last day (included), None while it runs."""

    __tablename__ = "assignment"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[dt.date] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    until: Mapped[dt.date | None]


class CaseEvent(Base):
    __tablename__ = "case_event"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "day", "at", postgresql_nulls_not_distinct=True),
        {"comment": "hændelser; one row per case, kind, day and time of day"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))
    kind: Mapped[str]
    """The vocabulary word of formats.md, small letters."""
    day: Mapped[dt.date]
    at: Mapped[dt.time | None]
    next_day: Mapped[dt.date | None]
