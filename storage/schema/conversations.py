"""Places in Teams, what was said there, and who looked up what."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


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
    __table_args__ = (
        Index("ix_inbox_waiting", "received_at", postgresql_where=text("answered_at IS NULL")),
        Index("ix_inbox_answered_at", "answered_at", postgresql_where=text("answered_at IS NOT NULL")),
    )

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[dt.datetime]
    activity: Mapped[dict[str, Any] | None]
    """The activity with any CPR masked; cleared once answered."""
    claimed_until: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    answered_at: Mapped[dt.datetime | None]
    words: Mapped[str | None]
    """A fingerprint of what the message says, since its last edit."""
    edits: Mapped[int] = mapped_column(server_default=text("0"))
    """How often an edit changed its words."""


class Dialogue(Base):
    """The last question per person and conversation, kept a few minutes for 'og for Distrikt 2?'."""

    __tablename__ = "dialogue"

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    question: Mapped[str]
    slots: Mapped[dict[str, Any]]
    at: Mapped[dt.datetime]


class AccessLog(Base):
    """Append-only: who looked up or was refused what. Triggers refuse every change (migration 0013).

    Only the oldest lines may go, and then a line says so.
    """

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
    note: Mapped[str | None]
    """Of what a command or housekeeping did (storage/rights/acts.py): by whom, and how much."""


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
