"""What several questions share."""

from __future__ import annotations

from bot.question import Ask
from storage.queries.filters import Filters


def filters(ask: Ask) -> Filters:
    """The slots that narrow cases; the team is resolved by the desk."""
    slots = ask.slots
    return Filters(
        team_id=ask.team_id,
        staff=slots.staff,
        case_type=slots.case_type,
        category=slots.category,
        urgent=slots.urgent,
    )
