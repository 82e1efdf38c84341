"""The kinds of reminder. A new kind is one file here and one name in this list."""

from __future__ import annotations

from jobs.reminder import Reminder
from jobs.reminders import budget_alert, budget_status, log_control, milestone_report, transition_watch, weekly_digest


class UnknownReminderError(ValueError):
    """There is no such kind of reminder."""


def by_id(*reminders: Reminder) -> dict[str, Reminder]:
    """The registry of these reminders; raises ValueError when two share an id."""
    registry = {reminder.id: reminder for reminder in reminders}
    if len(registry) != len(reminders):
        raise ValueError("two reminders share an id")
    return registry


REMINDERS = by_id(
    weekly_digest.REMINDER,
    milestone_report.REMINDER,
    transition_watch.REMINDER,
    budget_alert.REMINDER,
    budget_status.REMINDER,
    log_control.REMINDER,
)


def reminder_of(kind: str) -> Reminder:
    """The reminder of that id; raises UnknownReminderError naming those there are."""
    try:
        return REMINDERS[kind]
    except KeyError:
        raise UnknownReminderError(f"there is no reminder {kind!r}; choose one of {', '.join(REMINDERS)}") from None
