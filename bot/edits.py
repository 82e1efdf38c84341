"""Edited messages: an edit asks the question again only if it changed the words."""

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
    """Whether somebody changed their message; one that was deleted or restored asks nothing new."""
    event = received.channel_data.event_type if received.channel_data else None
    known = received.id is not None and received.from_ is not None
    return received.type == EDITED and event == "editMessage" and known


def fingerprint(activity: Any, key: bytes) -> str:
    """A keyed hash of the words in an SDK's Activity, the same whatever its capitals, punctuation and quotes.

    The message's id goes into the hash, so that the same question from two people hashes differently. The key is that
    of the CPR hash: a question is short, and without a key anyone who reads the store could guess the case number.
    """
    turn = Turn(activity)
    words = fold(clean(spoken(activity))).rstrip(_ENDS)
    said = "\n".join(("words", turn.conversation_id, turn.activity_id or "", words))
    return hmac.digest(key, said.encode(), hashlib.sha256).hex()
