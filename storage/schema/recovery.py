"""Recovery: action plans, milestones and their figures, complaints, and the answers of management audits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class PlanAction(Base):
    """One action of a plan (domain.md §6), once per area and year where the plan tells its status by year."""

    __tablename__ = "plan_action"
    __table_args__ = (
        UniqueConstraint("plan", "number", "area", "year"),
        # Without a year the plan and number alone are the key (formats.md).
        Index("uq_plan_action_without_year", "plan", "number", unique=True, postgresql_where=text("year = 0")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    plan: Mapped[str]
    number: Mapped[str]
    area: Mapped[str] = mapped_column(server_default=text("''"))
    """Empty: none."""
    year: Mapped[int] = mapped_column(server_default=text("0"))
    """0: none."""
    theme: Mapped[str | None]
    track: Mapped[str | None]
    title: Mapped[str]
    responsible: Mapped[str | None]
    deadline_text: Mapped[str | None]
    """As exported; the four columns after it hold its meaning (storage/rules/dates/)."""
    starts: Mapped[dt.date | None]
    ends: Mapped[dt.date | None]
    precision: Mapped[str] = mapped_column(server_default=text("'unknown'"))
    side: Mapped[str | None]
    """due, start or range."""
    status: Mapped[str | None]
    """afventer, igangsat, implementeret or ikke relevant; the export's 'afsluttet' is stored as implementeret."""
    finished: Mapped[dt.date | None]


class Milestone(Base):
    """A counted goal (domain.md §5). It covers the teams of `milestone_team`; where it names none, all of them."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint(
            "indicator IN ('reviewed', 'restored', 'reported_done', 'lawful', 'urgent_reported_done', 'manual')",
            name="indicator",
        ),
        CheckConstraint("due >= starts", name="due_after_start"),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    indicator: Mapped[str]
    case_types: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    """Empty: all."""
    starts: Mapped[dt.date]
    due: Mapped[dt.date]
    total: Mapped[int | None]
    """None: the open cases covered, as `milestone_step` counts them."""


class MilestoneTeam(Base):
    __tablename__ = "milestone_team"

    milestone: Mapped[str] = mapped_column(ForeignKey("milestone.name", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)


class MilestoneTarget(Base):
    """A point of the trajectory: how many are to be reached in all by that day."""

    __tablename__ = "milestone_target"

    milestone: Mapped[str] = mapped_column(ForeignKey("milestone.name", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    target: Mapped[int]


class MilestoneFigure(Base):
    """How many a `manual` milestone had reached in all on that day."""

    __tablename__ = "milestone_figure"

    milestone: Mapped[str] = mapped_column(ForeignKey("milestone.name", ondelete="CASCADE"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    count: Mapped[int]


class Complaint(Base):
    __tablename__ = "complaint"

    number: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    received: Mapped[dt.date]
    kind: Mapped[str | None]
    """realitet or formalitet."""
    decided: Mapped[dt.date | None]
    outcome: Mapped[str | None]
    """medhold, delvis medhold, afvist or hjemvist."""


class AuditAnswer(Base):
    """One answer of a management audit: a round puts the same questions to a sample of cases."""

    __tablename__ = "audit_answer"

    round: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, index=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str]
    """ja, nej or ikke relevant."""
    day: Mapped[dt.date]
