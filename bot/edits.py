"""A message of Teams that was edited: asked again only where the edit changed the words."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from bot.guard import Received
from bot.turn import Turn, spoken
from bot.understanding.text import clean, fold

EDITED = "messageUpdate"
_ENDS = " .?!"


def is_edit(received: Received) -> bool:
    """Whether somebody changed what they had written; a message deleted or brought back is nothing new to answer."""
    told = received.channel_data.event_type if received.channel_data else None
    known = received.id is not None and received.from_ is not None
    return received.type == EDITED and told == "editMessage" and known


def fingerprint(activity: Any, key: bytes) -> str:
    """Of the words of an SDK's Activity as the bot reads them: capitals, marks and quotes make no other question.

    Bound to the message: equal questions of two people have nothing in common. Under the key of the CPR hash: a
    question is short, and whoever reads the store could else try every case number in it.
    """
    turn = Turn(activity)
    words = fold(clean(spoken(activity))).rstrip(_ENDS)
    said = "\n".join(("words", turn.conversation_id, turn.activity_id or "", words))
    return hmac.digest(key, said.encode(), hashlib.sha256).hex()
