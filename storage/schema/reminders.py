"""Reminders: when they go out, the planned runs, and how each message ended."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Numeric, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.rules.sending.delivery_states import DeliveryState
from storage.schema.base import Base


class Schedule(Base):
    __tablename__ = "schedule"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("monthly ~ '^(first|last|(before )?([1-9]|[12][0-9]|3[01]))$'", name="monthly"),
        CheckConstraint("NOT daily OR monthly IS NULL", name="daily"),
        CheckConstraint("limit_pct > 0", name="limit_pct"),
        CheckConstraint("holidays IN ('skip', 'before', 'after', 'ignore')", name="holidays"),
        CheckConstraint("if_empty IN ('send', 'skip')", name="if_empty"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    kind: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    """The target team; None = every team, each with its own delivery."""
    weekday: Mapped[int] = mapped_column(SmallInteger)
    """0 = Monday."""
    monthly: Mapped[str | None]
    """first or last (such weekday of the month), its day 1-31, or `before` such a day; None = every week."""
    daily: Mapped[bool] = mapped_column(server_default=text("false"))
    """Every working day; the weekday says nothing then."""
    limit_pct: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    """How many per cent over the budget a team must be to be mentioned; None = the kind's own limit, or no limit."""
    at: Mapped[dt.time]
    """Local wall-clock time."""
    holidays: Mapped[str] = mapped_column(server_default=text("'after'"))
    if_empty: Mapped[str] = mapped_column(server_default=text("'skip'"))
    created_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime | None]
    """When its day and time were last changed: a time before that is not made up for."""
    paused_from: Mapped[dt.date | None]
    paused_until: Mapped[dt.date | None]
    """The pause's last day; with paused_from set and this None: until resumed."""
    removed_at: Mapped[dt.datetime | None]


class Run(Base):
    """A schedule's day, week or month, planned once: unique (schedule, period). An ad-hoc send has schedule_id None."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("schedule_id", "period"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedule.id"))
    kind: Mapped[str]
    period: Mapped[str]
    """ISO week, e.g. 2026-W48, month, 2026-11, or day, 2026-11-23."""
    due_at: Mapped[dt.datetime]
    planned_at: Mapped[dt.datetime]


class Delivery(Base):
    """One message to one target, its content frozen when planned (architecture decision 5)."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(DeliveryState) + "')", name="state"),
        Index(
            "uq_delivery_run_target",
            "run_id",
            "target",
            unique=True,
            postgresql_where=text("resend_of IS NULL AND state <> 'voided'"),
        ),
        Index(
            "ix_delivery_waiting",
            "next_attempt_at",
            postgresql_where=text("state IN ('planned', 'retrying')"),
        ),
        Index("ix_delivery_written", "created_at", postgresql_where=text("content IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    target: Mapped[str]
    """`team:ID` or `staff:ID`: whom it is for. `conversation_id` is where it goes, found at planning and checked
    before the post.
    """
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    """The team, or the first of several that one message is about."""
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """The person it is for; None = a team's channel."""
    reach: Mapped[str | None]
    """A person's rights when it was composed (storage.queries.sending.recipients): if they change, it is done anew."""
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    resend_of: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    state: Mapped[str]
    """A storage.rules.sending.delivery_states.DeliveryState."""
    content: Mapped[dict[str, Any] | None]
    """{text, card, facts}, frozen: what was said, whatever is known later. None where there was nothing to tell,
    and once the days of the setting are over.
    """
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    next_attempt_at: Mapped[dt.datetime | None]
    claimed_by: Mapped[uuid.UUID | None]
    lease_until: Mapped[dt.datetime | None]
    activity_id: Mapped[str | None]
    last_error: Mapped[str | None]
    created_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]


class Attempt(Base):
    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
    started_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    outcome: Mapped[str | None]
    """A storage.rules.sending.delivery_states.AttemptOutcome; None: the process died while sending."""
    status: Mapped[int | None]
    error: Mapped[str | None]
