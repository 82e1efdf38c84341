"""Every table of the store.

Two tables are worked out when data lands and never edited by hand: `ownership` (who had a case when) and `deadline`
(which rule was open when). Both hold half-open intervals that end at FOREVER while they run, so that any past day is
one indexed comparison: `since <= day < until`. They carry no foreign keys: they are written from the very rows they
would point to, in the same transaction, and a check of each row took an eighth of a big import.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

FOREVER = dt.date(9999, 12, 31)


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text,
        dt.datetime: DateTime(timezone=True),
        dt.date: Date,
        dt.time: Time,
        dict[str, Any]: JSONB,
        list[str]: ARRAY(Text),
        bytes: LargeBinary,
    }


# --- The municipality, as the exports tell it -------------------------------------------------------------------


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


# --- Worked out when data lands ---------------------------------------------------------------------------------


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


# --- Imports -----------------------------------------------------------------------------------------------------


class ImportRun(Base):
    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    run_by: Mapped[str]
    outcome: Mapped[str]
    """done | refused."""
    problems: Mapped[int] = mapped_column(server_default=text("0"))


class ImportFile(Base):
    __tablename__ = "import_file"

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    rows_read: Mapped[int]
    rows_new: Mapped[int]
    rows_changed: Mapped[int]
    rows_rejected: Mapped[int]
    rows_retired: Mapped[int]
    """Rows closed, retired or deleted by --replace."""


class RejectedRow(Base):
    """A row left out by --skip-bad-rows, kept as a data problem; never holds a CPR."""

    __tablename__ = "rejected_row"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), index=True)
    file: Mapped[str]
    line: Mapped[int]
    column: Mapped[str | None] = mapped_column("column_name")
    problem: Mapped[str]


# --- Conversations -----------------------------------------------------------------------------------------------


class Conversation(Base):
    """A place in Teams the bot can write to; columns, so that a service URL can be refreshed and a target found."""

    __tablename__ = "conversation"
    __table_args__ = (CheckConstraint("kind IN ('personal', 'channel', 'group')", name="kind"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(unique=True)
    """Without `;messageid=`."""
    kind: Mapped[str]
    channel_id: Mapped[str]
    """The Bot Framework channel: msteams, emulator, …"""
    service_url: Mapped[str]
    tenant_id: Mapped[str | None]
    bot_id: Mapped[str | None]
    teams_team_id: Mapped[str | None]
    teams_team_name: Mapped[str | None]
    teams_channel_id: Mapped[str | None]
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """The person of a personal chat."""
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    """The municipal team bound by an admin; None = until then the team whose name equals teams_team_name."""
    installed_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    blocked_reason: Mapped[str | None]


class Inbox(Base):
    """An activity received, written before the acknowledgement; the key is the duplicate check."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_waiting", "received_at", postgresql_where=text("answered_at IS NULL")),)

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[dt.datetime]
    activity: Mapped[dict[str, Any] | None]
    """The activity with any CPR masked; cleared once answered."""
    claimed_until: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    answered_at: Mapped[dt.datetime | None]


class Dialogue(Base):
    """The last question per person and conversation, kept ten minutes for 'og for Distrikt 2?'."""

    __tablename__ = "dialogue"

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    question: Mapped[str]
    slots: Mapped[dict[str, Any]]
    at: Mapped[dt.datetime]


class AccessLog(Base):
    """Append-only: who looked up or was refused what. A trigger refuses UPDATE and DELETE."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    staff_id: Mapped[str | None] = mapped_column(index=True)
    question: Mapped[str]
    case_number: Mapped[str | None] = mapped_column(index=True)
    place: Mapped[str]
    """personal, or team:NAME."""
    outcome: Mapped[str]
    """answered, or a refusal: not_yours | wrong_place | not_your_role | cpr_in_text | judgement | unknown_person."""


class Miss(Base):
    """A text that no question answered, masked: an asker may write one and read none, and whose it was is not kept."""

    __tablename__ = "miss"
    __table_args__ = (CheckConstraint("outcome IN ('none', 'clarify')", name="outcome"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    language: Mapped[str]
    text: Mapped[str]
    """Without names, numbers and CPR (bot/understanding/misses.py)."""
    question: Mapped[str | None]
    """The likeliest question, guessed."""
    confidence: Mapped[float]
    """How sure that guess was, 0-1."""
    outcome: Mapped[str]


# --- Reminders ---------------------------------------------------------------------------------------------------


class Schedule(Base):
    __tablename__ = "schedule"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("holidays IN ('skip', 'before', 'after', 'ignore')", name="holidays"),
        CheckConstraint("if_empty IN ('send', 'skip')", name="if_empty"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    kind: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    """The target team; None = every team, each with its own delivery."""
    weekday: Mapped[int] = mapped_column(SmallInteger)
    """0 = Monday."""
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
    """A schedule's week, planned once: unique (schedule, period). An ad-hoc send has schedule_id None."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("schedule_id", "period"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedule.id"))
    kind: Mapped[str]
    period: Mapped[str]
    """ISO week, e.g. 2026-W48."""
    due_at: Mapped[dt.datetime]
    planned_at: Mapped[dt.datetime]


DELIVERY_STATES = (
    "planned",
    "sending",
    "sent",
    "retrying",
    "failed",
    "uncertain",
    "nothing_to_tell",
    "skipped",
    "voided",
    "given_up",
)


class Delivery(Base):
    """One message to one target, its content frozen when planned (architecture decision 5)."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(DELIVERY_STATES) + "')", name="state"),
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
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    target: Mapped[str]
    """`team:ID`; who is meant. Where it goes is `conversation_id`, found at planning and checked before the post."""
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    resend_of: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    state: Mapped[str]
    content: Mapped[dict[str, Any] | None]
    """{text, card, facts}, frozen; None where there was nothing to tell."""
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
    """sent | retry | permanent | uncertain; None: the process died while sending."""
    status: Mapped[int | None]
    error: Mapped[str | None]


# --- The store itself --------------------------------------------------------------------------------------------


class StoreSetting(Base):
    """Facts about this store: the clock's start, the CPR key's fingerprint, the demo's seed and day, heartbeats."""

    __tablename__ = "store_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
