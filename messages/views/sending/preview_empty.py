"""A preview where nothing would be sent."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from storage.facts.sending.preview_empty import NothingToSend


def preview_empty(facts: NothingToSend, _setting: Setting) -> View:
    """That a schedule would send nothing now."""
    return View("sending/preview_empty", {"who": facts.team or ""})
