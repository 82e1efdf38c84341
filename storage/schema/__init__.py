"""Every table of the store."""

from __future__ import annotations

from storage.schema.base import FOREVER, Base
from storage.schema.conversations import AccessLog, Binding, Conversation, Dialogue, Inbox, Miss, Notice
from storage.schema.erased import ErasedCase, ErasedGrant, KeptGrantDelta
from storage.schema.imports import ImportFile, ImportRun, RejectedRow
from storage.schema.money import (
    Account,
    BudgetLine,
    ForecastKept,
    Grant,
    GrantDelta,
    GrantMonth,
    Posting,
    PostingDay,
    PostingMonth,
)
from storage.schema.municipality import Assignment, Case, CaseEvent, Staff, Team, TeamLeader
from storage.schema.pace import PaceKept
from storage.schema.reconciled import IdleGrant, UnmatchedPosting
from storage.schema.recovery import (
    AuditAnswer,
    Complaint,
    Milestone,
    MilestoneFigure,
    MilestoneTarget,
    MilestoneTeam,
    PlanAction,
)
from storage.schema.reminders import Attempt, Delivery, Run, Schedule
from storage.schema.snapshots import Snapshot
from storage.schema.store_setting import StoreSetting
from storage.schema.worked_out import Deadline, MilestoneStep, Ownership

__all__ = [
    "FOREVER",
    "AccessLog",
    "Account",
    "Assignment",
    "Attempt",
    "AuditAnswer",
    "Base",
    "Binding",
    "BudgetLine",
    "Case",
    "CaseEvent",
    "Complaint",
    "Conversation",
    "Deadline",
    "Delivery",
    "Dialogue",
    "ErasedCase",
    "ErasedGrant",
    "ForecastKept",
    "Grant",
    "GrantDelta",
    "GrantMonth",
    "IdleGrant",
    "ImportFile",
    "ImportRun",
    "Inbox",
    "KeptGrantDelta",
    "Milestone",
    "MilestoneFigure",
    "MilestoneStep",
    "MilestoneTarget",
    "MilestoneTeam",
    "Miss",
    "Notice",
    "Ownership",
    "PaceKept",
    "PlanAction",
    "Posting",
    "PostingDay",
    "PostingMonth",
    "RejectedRow",
    "Run",
    "Schedule",
    "Snapshot",
    "Staff",
    "StoreSetting",
    "Team",
    "TeamLeader",
    "UnmatchedPosting",
]
