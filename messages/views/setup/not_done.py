"""What was to be done, and could not."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from storage.facts.setup.not_done import NotDone


def not_done(_facts: NotDone, _setting: Setting) -> View:
    """That nothing was changed, and why."""
    return View("setup/not_done")
