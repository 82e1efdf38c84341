"""Previews: a composed message, of which kind, about which teams, and whether its figures are made up."""

from __future__ import annotations

from typing import NamedTuple

from messages.message import Message
from messages.preview import preview
from tests.messages import budget_reminder_samples, log_control_samples, plan_samples
from tests.messages.digest_samples import digest
from tests.messages.made import message
from tests.messages.samples import Facts, setting


class Preview(NamedTuple):
    kind: str
    facts: Facts
    teams: tuple[str, ...] = ("Team Nord",)
    made_up: bool = False


def previewed(sample: str, language: str = "da") -> Message:
    one = PREVIEWS[sample]
    composed = message(f"digests/{one.kind}", one.facts, setting(language))
    return preview(composed, one.kind, one.teams, language, made_up=one.made_up)


PREVIEWS: dict[str, Preview] = {
    "preview": Preview("weekly_digest", digest(7, 3, -1)),
    "preview_made_up": Preview("weekly_digest", digest(7, 3), made_up=True),
    "preview_report": Preview("milestone_report", plan_samples.REPORT, made_up=True),
    "preview_log_control": Preview(
        "log_control", log_control_samples.CONTROL, ("Distrikt 2", "Team Nord"), made_up=True
    ),
    "budget_alert_preview": Preview("budget_alert", budget_reminder_samples.ALERT, made_up=True),
    "budget_status_preview": Preview("budget_status", budget_reminder_samples.STATUS),
}
