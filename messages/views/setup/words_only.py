"""Messages without a card that say the same to everybody."""

from __future__ import annotations

from messages.setting import Setting
from messages.view import View, Viewer
from storage.facts.fact import Nothing


def words_only(template: str) -> Viewer:
    """A message of that sentence alone."""

    def view(_facts: Nothing, _setting: Setting) -> View:
        return View(template)

    return view
