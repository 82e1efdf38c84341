"""What several questions share."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from bot.question import Ask
from storage.queries.filters import EVERY_CASE, Filters
from storage.rules.period import Period


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


def filters_of_sums(ask: Ask) -> Filters:
    """The slots that may narrow sums of cost. No slot may if the asker may not see the cost of a single case, as in a
    team's channel: two sums that differ by one case would reveal it (domain.md §9)."""
    return filters(ask) if ask.scope.names_people else EVERY_CASE


def moments(period: Period, zone: ZoneInfo) -> tuple[dt.datetime | None, dt.datetime | None]:
    """When the period's first day begins and its last has ended, by the wall clock; None at an open end."""
    after = period.end + dt.timedelta(days=1) if period.end else None
    return _midnight(period.start, zone), _midnight(after, zone)


def _midnight(day: dt.date | None, zone: ZoneInfo) -> dt.datetime | None:
    return None if day is None else dt.datetime.combine(day, dt.time(), zone)
