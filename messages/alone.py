"""Messages in a channel or a group that only one person sees; Teams calls them targeted."""

from __future__ import annotations

import hashlib
from typing import Any

from messages.cards import carrying

ALONE = "alone"
"""The field in which such a card's buttons say for whom the card was."""


def for_one(drawn: dict[str, Any], user_id: str) -> dict[str, Any]:
    """The card for that person alone; its buttons are answered to that person alone too."""
    return carrying(drawn, {ALONE: _mark(user_id)})


def was_for(sent: object, user_id: str | None) -> bool:
    """Whether `sent` comes from a card that only this person saw."""
    return isinstance(sent, dict) and user_id is not None and sent.get(ALONE) == _mark(user_id)


def _mark(user_id: str) -> str:
    # Short, since every button carries it. It only shows that somebody else pressed; it does not keep them out.
    return hashlib.sha256(user_id.encode()).hexdigest()[:16]
