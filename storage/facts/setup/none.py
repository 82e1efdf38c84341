"""Outside the bot's field."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, Optional


@dataclass(frozen=True, slots=True)
class Nearest(Facts):
    """The questions nearest to what was typed, likeliest first."""

    suggestions: tuple[str, ...]
    why: Optional[str] = None
    """writes_nothing, where something was to be changed."""
