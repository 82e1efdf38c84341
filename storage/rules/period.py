"""The days a question is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """Both ends included; a missing end is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    @classmethod
    def of_ends(cls, one: dt.date | None, other: dt.date | None) -> Period:
        """The days between two ends as people give them: backwards, it is read the other way round (domain.md §10)."""
        if one is not None and other is not None and other < one:
            return cls(other, one)
        return cls(one, other)

    def as_json(self) -> dict[str, str | None]:
        return {
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
        }
