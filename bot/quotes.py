"""Takes the quotes out of a text: what somebody quotes is not what they ask."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"<(/?)(blockquote|quoted)\b[^<>]{0,1000}?(/?)>", re.IGNORECASE)
_LINE = re.compile(r"(\r\n|\r|\n|<(?:br|/?p|/?div)\b[^<>]{0,300}>)", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"\s*(?:>|&gt;)(?!\d)")
"""A line quoted by its first sign; `>25 sager` is a comparison."""


def without_quotes(text: str) -> str:
    """A channel's text without its quotes; other mark-up stays.

    Teams quotes as `<blockquote …>…</blockquote>` or points at the message with `<quoted messageId="…"/>`; people who
    write in Markdown begin a line with `>`.

    >>> without_quotes('<blockquote itemid="1">hvor mange sager har Bo</blockquote><p>hvad haster mest</p>')
    ' <p>hvad haster mest</p>'
    """
    return _without_quoted_lines(_without_blocks(text))


def _without_blocks(text: str) -> str:
    """The text without quote blocks, which may be nested; one without an end goes to the end, as in a browser."""
    kept, depth, seen = [], 0, 0
    last_end = text.casefold().rfind("</quoted")  # without one, `<quoted …>` stands alone
    for tag in _BLOCK.finditer(text):
        if depth == 0:
            kept.append(text[seen : tag.start()])
        seen = tag.end()
        closes, name, empty = tag[1], tag[2].casefold(), tag[3]
        if not empty and (name == "blockquote" or tag.start() <= last_end):
            depth = max(0, depth - 1) if closes else depth + 1
    if depth == 0:
        kept.append(text[seen:])
    return " ".join(kept)


def _without_quoted_lines(text: str) -> str:
    parts = _LINE.split(text)  # lines, and between them what ended each
    return "".join("" if _QUOTED_LINE.match(part) else part for part in parts)
