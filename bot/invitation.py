"""The way from a channel to a private chat: a link that opens it, the question waiting there to be sent."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.understanding.misses import NAME, OTHER
from messages.labels import example
from storage.rules.cpr import has_cpr

CHAT = "https://teams.microsoft.com/l/chat/0/0"
LONGEST = 160
"""Characters taken along: room for any question, none for a case note."""
_UNSAID = (NAME, OTHER, "…")
"""The placeholders of a masked text: for a name, for an unknown word, and for an unknown part of a word."""
_LONG_NUMBER = re.compile(r"(?<!\d{4}-)\d{5,}")
"""A telephone number or a birthday, but no case number."""


def chat_link(app_id: str, words: str) -> str:
    """A link that opens the person's own chat with the bot; `words` (may be empty) wait there, ready to be sent.

    >>> chat_link("0000-app", "hvad haster?")
    'https://teams.microsoft.com/l/chat/0/0?users=28:0000-app&message=hvad%20haster%3F'
    """
    along = f"&message={quote(words, safe='')}" if words else ""
    return f"{CHAT}?users=28:{quote(app_id, safe='')}{along}"


def typed_along(text: str, masked: str) -> str:
    """The text if it may stand in a URL, else an empty one; `masked` is the same text with all names masked.

    A URL ends up in the browser's history and in logs on the way. A colleague's or a child's name there would reveal
    that somebody asked about them. A case number alone says nothing to outsiders.
    """
    words = " ".join(text.split())
    tells = has_cpr(words) or _LONG_NUMBER.search(words) or any(mark in masked for mark in _UNSAID)
    return "" if tells or len(words) > LONGEST else words


def pressed_along(question: str, language: str) -> str:
    """A button's question as somebody would type it; empty if that would name a case. For buttons without slots."""
    typed = example(question, language) or ""
    return "" if any(letter.isdigit() for letter in typed) else typed
