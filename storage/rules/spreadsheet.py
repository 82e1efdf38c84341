"""What a spreadsheet would run instead of show."""

from __future__ import annotations

import re

from storage.rules.inert import inert

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the wide ones, which some Excels run too."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


def harmless(text: str) -> str:
    """A text that begins like a formula gets an apostrophe, since Excel would run it; a number stays one.

    White space before it counts as such a beginning: some programs leave it out. A line end becomes a space, since the
    csv module writes some of them without quotes.

    >>> harmless("=1+1"), harmless("-1234,50"), harmless("Nord")
    ("'=1+1", '-1234,50', 'Nord')
    """
    cell = inert(text)
    begins = cell[:1].isspace() or cell.startswith(_FORMULA)
    return f"'{cell}" if begins and not _NUMBER.fullmatch(cell) else cell
