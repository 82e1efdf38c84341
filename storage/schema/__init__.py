"""Every table of the store."""

from __future__ import annotations

from storage.schema.base import FOREVER, Base
from storage.schema.conversations import AccessLog, Conversation, Dialogue, Inbox, Miss
from storage.schema.imports import ImportFile, ImportRun, RejectedRow
from storage.schema.municipality import Assignment, Case, CaseEvent, Staff, Team, TeamLeader
from storage.schema.recovery import (
    AuditAnswer,
    Complaint,
    Milestone,
    MilestoneFigure,
    MilestoneTarget,
    MilestoneTeam,
    PlanAction,
)
from storage.schema.reminders import DELIVERY_STATES, Attempt, Delivery, Run, Schedule
from storage.schema.store_setting import StoreSetting
from storage.schema.worked_out import Deadline, MilestoneStep, Ownership

__all__ = [
    "DELIVERY_STATES",
    "FOREVER",
    "AccessLog",
    "Assignment",
    "Attempt",
    "AuditAnswer",
    "Base",
    "Case",
    "CaseEvent",
    "Complaint",
    "Conversation",
    "Deadline",
    "Delivery",
    "Dialogue",
    "ImportFile",
    "ImportRun",
    "Inbox",
    "Milestone",
    "MilestoneFigure",
    "MilestoneStep",
    "MilestoneTarget",
    "MilestoneTeam",
    "Miss",
    "Ownership",
    "PlanAction",
    "RejectedRow",
    "Run",
    "Schedule",
    "Staff",
    "StoreSetting",
    "Team",
    "TeamLeader",
]
