"""Places in Teams, what was said there, and who looked up what."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Conversation(Base):
    """A place in Teams the bot can write to; columns, so that a service URL can be refreshed and a target found."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("kind IN ('personal', 'channel', 'group')", name="kind"),
        CheckConstraint("channel_type IN ('standard', 'private', 'shared')", name="channel_type"),
        Index("uq_conversation_team_id", "team_id", unique=True, postgresql_where=text("team_id IS NOT NULL")),
    )

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
    teams_channel_name: Mapped[str | None]
    """None where Teams has not sent it; the first channel of a Team has the Team's own id."""
    channel_type: Mapped[str | None]
    """standard, private or shared (people from outside may read along); None = not sent, so an ordinary one."""
    confirmed_at: Mapped[dt.datetime | None]
    """When an administrator confirmed a shared channel; until then nothing is posted there."""
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """The person of a personal chat."""
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    """The municipal team whose channel it is; `binding` says since when and by whom. A team has one channel."""
    installed_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    gone: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    """Why the bot is not there: storage.queries.setup.conversations.Gone. The event that undoes one removes it."""
    blocked_reason: Mapped[str | None]


class Binding(Base):
    """Append-only: a channel became a team's own, or nobody's (`team_id` None)."""

    __tablename__ = "binding"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[dt.datetime]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    staff_id: Mapped[str | None]
    """Who did it; None: the Team's name when the bot was installed, or the channel was deleted for good."""


class Notice(Base):
    """A message or question to administrators, sent to each once in their own chat, and open until it is settled."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("kind IN ('renamed', 'second', 'private', 'shared', 'no_channel')", name="kind"),
        CheckConstraint("answer IN ('yes', 'no')", name="answer"),
        Index("uq_notice_open", "cause", unique=True, postgresql_where=text("settled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    kind: Mapped[str]
    cause: Mapped[str] = mapped_column(index=True)
    """What it is about, in ids: asked once as long as it is open."""
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    former_name: Mapped[str | None]
    """For renamed: the Team's former name."""
    reason: Mapped[str | None]
    """For no_channel: none, removed, unconfirmed or blocked."""
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id", ondelete="SET NULL"))
    """The run of the ledger that carries it to the administrators."""
    created_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]
    answer: Mapped[str | None]
    """yes or no; None: nobody had to answer any more."""


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
    claimed_by: Mapped[uuid.UUID | None]
    """New for each claim: a process that lost its claim can write nothing more about the activity."""
    posting_since: Mapped[dt.datetime | None]
    """Its answer may have gone out since then; written before the post."""
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    """How many answers were begun, not counting those that the database cut short."""
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
    """personal; team:NAME, a team's channel; alone:NAME, in that channel but seen by the asker alone."""
    outcome: Mapped[str]
    """answered, or a refusal: not_yours | wrong_place | not_your_role | cpr_in_text | judgement | unknown_person."""
    note: Mapped[str | None]
    """For an act of a command or of housekeeping (storage/rules/acts.py): by whom, and how much."""


class Miss(Base):
    """A text that no question answered well, masked, without its author: an asker may write one but read none."""

    __tablename__ = "miss"
    __table_args__ = (CheckConstraint("kind IN ('none', 'clarify', 'unread', 'asked_again')", name="kind"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    language: Mapped[str]
    text: Mapped[str]
    """Without names, numbers and CPR (bot/understanding/misses.py)."""
    question: Mapped[str | None]
    """The likeliest question, guessed; the one that was answered where there was an answer."""
    confidence: Mapped[float]
    """How sure that guess was, 0-1."""
    kind: Mapped[str]
    """One of storage/rules/miss_kind.py."""
    reading: Mapped[str | None]
    """That question and the names of the slots that were read, without their values: `overdue (team, period)`."""
