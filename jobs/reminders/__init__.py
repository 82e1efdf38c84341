"""The messages of each kind of reminder: one file here for each record of reminders.toml, named as its id."""

from __future__ import annotations

from importlib import import_module

from jobs.reminder import Reminder
from storage.rules.sending.reminder_kinds import KINDS, ReminderKind


class UnknownReminderError(ValueError):
    """There is no such kind of reminder."""


def _reminder(kind: str) -> Reminder:
    """Raises ModuleNotFoundError or LookupError where nothing composes a kind that has a record."""
    found = getattr(import_module(f"{__name__}.{kind}"), "REMINDER", None)
    if not isinstance(found, Reminder):
        raise LookupError(f"jobs/reminders/{kind}.py has no REMINDER, though reminders.toml has a record of it")
    return found


REMINDERS = {kind: _reminder(kind) for kind in KINDS}


def reminder_of(kind: str) -> Reminder:
    """The messages of that kind; raises UnknownReminderError, which names the known kinds."""
    kind_of(kind)
    return REMINDERS[kind]


def kind_of(kind: str) -> ReminderKind:
    """The record with that id; raises UnknownReminderError, which names the known kinds."""
    try:
        return KINDS[kind]
    except KeyError:
        raise UnknownReminderError(f"there is no reminder {kind!r}; choose one of {', '.join(KINDS)}") from None
