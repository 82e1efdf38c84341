"""Text from outside, without the characters that do something instead of being read."""

from __future__ import annotations

import re

_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Line ends and control characters: a terminal obeys them, a log or a card begins a new line."""
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the letters after them round."""


def inert(text: str) -> str:
    """The text with a space for every sign that acts, and without the marks that turn it round.

    >>> inert("Nord\\x1b[2J"), inert("Nord\\u202eRof")
    ('Nord [2J', 'NordRof')
    """
    return _DIRECTIONS.sub("", _ACTING.sub(" ", text))


def one_line(text: str) -> str:
    """The text as `inert` gives it, with one space for every gap between words."""
    return " ".join(inert(text).split())
