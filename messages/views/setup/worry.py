"""Concern for a child here and now."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from storage.facts.setup.worry import Worry


def worry(_facts: Worry, _setting: Setting) -> View:
    """Whom to call; no card, for nothing here is to be pressed."""
    return View("setup/worry")
