"""In which way the bot did not answer a text well."""

from __future__ import annotations

from enum import StrEnum


class MissKind(StrEnum):
    """Why a text was kept."""

    NONE = "none"
    """Not understood."""
    CLARIFY = "clarify"
    """Asked back about."""
    UNREAD = "unread"
    """Answered without one of its words."""
    ASKED_AGAIN = "asked_again"
    """The same was asked just before: that answer was of no help."""
