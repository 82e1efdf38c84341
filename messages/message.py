"""A Message: what a person reads (text), what Teams draws (card) and what both stand on (facts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from messages.cards import fitted
from messages.prose import render
from messages.setting import Setting
from messages.views import VIEWS

__all__ = ["Message", "Setting", "message"]


@dataclass(frozen=True, slots=True)
class Message:
    """`text`: plain Danish or English, one to three sentences; `card`: an Adaptive Card 1.5 or None; `facts`: JSON."""

    text: str
    card: dict[str, Any] | None
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The form frozen in a delivery."""
        return {"text": self.text, "card": self.card, "facts": self.facts}


def message(name: str, facts: Mapping[str, Any], setting: Setting) -> Message:
    """The message `name` (a key of `messages.views.VIEWS`), made from these facts and this setting alone.

    `facts` are those of questions.md (dates ISO, money as strings). The text is plain: post it as plain text, since
    data values in it are not escaped for Markdown. Raises KeyError for a name that no view answers to.
    """
    view = VIEWS[name](facts, setting)
    text = render(view.template, {**facts, **view.context}, view.language or setting.language)
    return Message(text, None if view.card is None else fitted(view.card), dict(facts))
