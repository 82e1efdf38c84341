"""Asking which case is meant, where none was named."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View
from storage.facts.setup.refused import Refused


def which_case(_facts: Refused, _setting: Setting) -> View:
    """A refusal that asks for the case's number."""
    return View("deadlines/which_case")
