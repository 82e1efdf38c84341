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
"""What stands in a masked text for a name, an unknown word and an unknown part of one."""
_LONG_NUMBER = re.compile(r"(?<!\d{4}-)\d{5,}")
"""A telephone number or a birthday, but no case number."""


def chat_link(app_id: str, words: str) -> str:
    """Opens one's own chat with the bot; `words` (may be empty) stand there ready to be sent.

    >>> chat_link("0000-app", "hvad haster?")
    'https://teams.microsoft.com/l/chat/0/0?users=28:0000-app&message=hvad%20haster%3F'
    """
    along = f"&message={quote(words, safe='')}" if words else ""
    return f"{CHAT}?users=28:{quote(app_id, safe='')}{along}"


def typed_along(text: str, masked: str) -> str:
    """The typed words where they may stand in a URL, else nothing; `masked` are they without what names anybody.

    A URL ends in the browser's history and in logs on the way: there a colleague's or a child's name would tell that
    somebody asked about them. A number of a case alone says nothing to outsiders.
    """
    words = " ".join(text.split())
    tells = has_cpr(words) or _LONG_NUMBER.search(words) or any(mark in masked for mark in _UNSAID)
    return "" if tells or len(words) > LONGEST else words


def pressed_along(question: str, language: str) -> str:
    """How somebody would type what a button without slots asks; nothing where that would name a case."""
    told = example(question, language) or ""
    return "" if any(letter.isdigit() for letter in told) else told
