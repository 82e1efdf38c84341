"""A figure beside the one it is compared with."""

from __future__ import annotations

from storage.facts.asked import AskedComparison, Figure
from storage.rules.period import Period
from storage.rules.selection import Selection


def beside(selection: Selection, value: Figure) -> AskedComparison:
    """The other figure, and of which period or team it is."""
    other = selection.compare
    if isinstance(other, Period):
        return AskedComparison(value, since=other.start, until=other.end)
    return AskedComparison(value, team=other)
