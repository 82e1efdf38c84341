"""A message in a channel or a group that one person alone sees: Teams calls it targeted."""

from __future__ import annotations

import hashlib
from typing import Any

from messages.cards import carrying

ALONE = "alone"
"""Where what such a card sends says for whom the card was."""


def for_one(drawn: dict[str, Any], user_id: str) -> dict[str, Any]:
    """The card as only that person gets it: its buttons are answered as it was, to that person alone."""
    return carrying(drawn, {ALONE: _mark(user_id)})


def was_for(sent: object, user_id: str | None) -> bool:
    """Whether what a card sent comes from a card that only this person saw."""
    return isinstance(sent, dict) and user_id is not None and sent.get(ALONE) == _mark(user_id)


def _mark(user_id: str) -> str:
    # Short, since every button carries it, and another person's press is known by it, not kept out by it.
    return hashlib.sha256(user_id.encode()).hexdigest()[:16]
