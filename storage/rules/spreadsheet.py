"""What a spreadsheet would run instead of show."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


def harmless(text: str) -> str:
    """A text that begins like a formula gets an apostrophe, since Excel would run it; a number stays one.

    >>> harmless("=1+1"), harmless("-1234,50"), harmless("Nord")
    ("'=1+1", '-1234,50', 'Nord')
    """
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
