"""Two questions in one message, told apart."""

from __future__ import annotations

import re

from bot.understanding.composing.expressions import expression

_BETWEEN = re.compile(expression("two.between").pattern, re.IGNORECASE)
_ASKS = re.compile(expression("two.asks").pattern, re.IGNORECASE)
_SHORTEST = 2
"""The words of a part; fewer are no question."""


def two_parts(text: str) -> tuple[str, str] | None:
    """The two questions of a text as typed; None where it asks one.

    >>> two_parts("hvor mange sager har jeg og hvad haster")
    ('hvor mange sager har jeg', 'hvad haster')
    """
    for match in _BETWEEN.finditer(text):
        first, second = text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")
        if _ASKS.search(first) and len(first.split()) >= _SHORTEST and len(second.split()) >= _SHORTEST:
            return first, second
    return None
